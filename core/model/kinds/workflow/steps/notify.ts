import type { StepType } from './StepType.ts';
import { entityInput, people, recordInput } from './shared.ts';

export const notify: StepType = {
  name: 'notify',
  title: 'Notify',
  description: 'Tells people in Kiln: at the bell and in their inbox.',
  icon: 'bell',
  group: 'people',
  transactional: true,
  input: {
    type: 'object',
    required: ['to', 'title'],
    additionalProperties: false,
    properties: {
      to: { ...people, title: 'To' },
      title: { type: 'string', title: 'Title', minLength: 1, maxLength: 200 },
      text: { type: 'string', title: 'Text', maxLength: 2000, 'x-input': 'multiline' },
      entity: { ...entityInput, description: 'Of the record that it leads to. The one of the run when it is empty.' },
      id: recordInput,
    },
  },
  output: { type: 'object', properties: { users: { type: 'array', items: { type: 'string' } } } },
};
