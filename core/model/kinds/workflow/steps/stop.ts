import type { StepType } from './StepType.ts';

export const stop: StepType = {
  name: 'stop',
  title: 'Stop',
  description: 'Ends the run.',
  icon: 'octagon-x',
  group: 'flow',
  transactional: true,
  input: {
    type: 'object',
    additionalProperties: false,
    properties: {
      as: {
        title: 'As',
        enum: ['done', 'failed'],
        default: 'done',
        'x-constant': true,
        'x-titles': { done: 'Done', failed: 'Failed' },
      },
      message: { type: 'string', title: 'Reason', maxLength: 1000 },
      output: { title: 'Output', description: 'What a workflow that started it gets.', 'x-input': 'json' },
    },
  },
  output: {},
};
