import type { StepType } from './StepType.ts';
import { entityInput, recordOutput, selectInput } from './shared.ts';

export const recordsFind: StepType = {
  name: 'records.find',
  title: 'Find records',
  description: 'Reads the records for which a condition is true.',
  icon: 'search',
  group: 'records',
  transactional: true,
  input: {
    type: 'object',
    required: ['entity'],
    additionalProperties: false,
    properties: {
      entity: entityInput,
      where: {
        type: 'string',
        title: 'Condition',
        description: 'Which records. Each ${…} is a value of the run. Every record when it is empty.',
        maxLength: 10_000,
        'x-input': 'where',
      },
      sort: {
        type: 'string',
        title: 'Order',
        description: 'Fields, with - before those that go down: -amount,name.',
        maxLength: 1000,
        'x-input': 'sort',
      },
      select: selectInput,
      limit: { type: 'integer', title: 'At most', minimum: 1, maximum: 1000, default: 100 },
      after: {
        type: ['string', 'null'],
        title: 'Behind',
        description: 'What the page before gave as next.',
        maxLength: 10_000,
      },
      count: { type: 'boolean', title: 'Count all', default: false, 'x-constant': true },
    },
  },
  output: (input) => ({
    type: 'object',
    properties: {
      data: { type: 'array', items: recordOutput(input) },
      next: { type: ['string', 'null'] },
      count: { type: 'integer' },
    },
  }),
};
