import type { StepType } from './StepType.ts';
import { entityInput, recordInput } from './shared.ts';

export const comment: StepType = {
  name: 'comment',
  title: 'Comment',
  description: 'Writes a comment on a record.',
  icon: 'message-square',
  group: 'people',
  transactional: true,
  input: {
    type: 'object',
    required: ['entity', 'id', 'text'],
    additionalProperties: false,
    properties: {
      entity: entityInput,
      id: recordInput,
      title: { type: 'string', title: 'Title', description: 'The first line when it is empty.', maxLength: 200 },
      text: { type: 'string', title: 'Text', minLength: 1, maxLength: 10_000, 'x-input': 'multiline' },
    },
  },
  output: { type: 'object', properties: { id: { type: 'string' } } },
};
