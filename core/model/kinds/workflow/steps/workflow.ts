import type { StepType } from './StepType.ts';

export const workflow: StepType = {
  name: 'workflow',
  title: 'Another workflow',
  description: 'Starts another workflow, and goes on with what it gives.',
  icon: 'workflow',
  group: 'flow',
  transactional: true,
  waits: true,
  input: {
    type: 'object',
    required: ['workflow'],
    additionalProperties: false,
    properties: {
      workflow: { type: 'string', title: 'Workflow', 'x-input': 'workflow' },
      record: { type: 'string', title: 'Record', description: 'The id of the record that it is about.' },
      input: { type: 'object', title: 'Input', 'x-input': 'json' },
      wait: { type: 'boolean', title: 'Wait until it ends', default: true, 'x-constant': true },
    },
  },
  output: {},
};
