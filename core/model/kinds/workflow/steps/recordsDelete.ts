import type { StepType } from './StepType.ts';
import { entityInput, maybeRecordInput } from './shared.ts';

export const recordsDelete: StepType = {
  name: 'records.delete',
  title: 'Delete a record',
  description: 'Puts a record into the recycle bin.',
  icon: 'trash-2',
  group: 'records',
  transactional: true,
  input: {
    type: 'object',
    required: ['entity', 'id'],
    additionalProperties: false,
    properties: {
      entity: entityInput,
      id: maybeRecordInput,
      ifMissing: {
        title: 'If it is gone already',
        enum: ['skip', 'fail'],
        default: 'skip',
        'x-constant': true,
        'x-titles': { skip: 'Go on', fail: 'Fail' },
      },
    },
  },
  output: { type: 'object', properties: { id: { type: 'string' }, deleted: { type: 'boolean' } } },
};
