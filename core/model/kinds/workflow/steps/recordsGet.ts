import type { StepType } from './StepType.ts';
import { entityInput, maybeRecordInput, recordOutput, selectInput } from './shared.ts';

export const recordsGet: StepType = {
  name: 'records.get',
  title: 'Read a record',
  description: 'Reads a record as it is now, and what it leads to.',
  icon: 'file-search',
  group: 'records',
  transactional: true,
  input: {
    type: 'object',
    required: ['entity', 'id'],
    additionalProperties: false,
    properties: { entity: entityInput, id: maybeRecordInput, select: selectInput },
  },
  output: recordOutput,
};
