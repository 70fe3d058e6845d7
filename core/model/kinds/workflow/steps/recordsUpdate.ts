import type { StepType } from './StepType.ts';
import { entityInput, recordInput, recordOutput } from './shared.ts';

export const recordsUpdate: StepType = {
  name: 'records.update',
  title: 'Change a record',
  description: 'Gives fields of a record new values; the others stay as they are.',
  icon: 'file-pen',
  group: 'records',
  transactional: true,
  input: {
    type: 'object',
    required: ['entity', 'id', 'values'],
    additionalProperties: false,
    properties: {
      entity: entityInput,
      id: recordInput,
      values: { type: 'object', title: 'Values', 'x-input': 'values' },
      version: {
        type: 'integer',
        title: 'Version',
        description: 'Fails where somebody has changed it since, such as ${record.version}.',
        minimum: 1,
      },
    },
  },
  output: recordOutput,
};
