import type { StepType } from './StepType.ts';
import { entityInput, recordOutput } from './shared.ts';

export const recordsCreate: StepType = {
  name: 'records.create',
  title: 'Create a record',
  description: 'Makes a new record.',
  icon: 'file-plus',
  group: 'records',
  transactional: true,
  input: {
    type: 'object',
    required: ['entity', 'values'],
    additionalProperties: false,
    properties: {
      entity: entityInput,
      values: { type: 'object', title: 'Values', 'x-input': 'newValues' },
    },
  },
  output: recordOutput,
};
