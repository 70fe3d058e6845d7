import type { StepType } from './StepType.ts';
import { entityInput, people, recordInput } from './shared.ts';

export const assign: StepType = {
  name: 'assign',
  title: 'Assign a record',
  description: 'Gives a record to somebody: in turn, to whoever has least to do, or by rules.',
  icon: 'user-check',
  group: 'people',
  transactional: true,
  input: {
    type: 'object',
    required: ['entity', 'id', 'method'],
    additionalProperties: false,
    properties: {
      entity: entityInput,
      id: recordInput,
      field: {
        type: 'string',
        title: 'Field',
        description: 'Where the person stands. The owner when it is empty.',
        'x-input': 'field',
        'x-types': ['user'],
      },
      method: {
        title: 'How',
        enum: ['roundRobin', 'leastLoaded', 'territory'],
        'x-constant': true,
        'x-titles': {
          roundRobin: 'In turn',
          leastLoaded: 'To whoever has the fewest open records',
          territory: 'By the first rule that holds',
        },
      },
      among: {
        ...people,
        title: 'Among',
        description: 'Whoever is away or switched off is left out. With rules: where none holds.',
      },
      open: {
        type: 'string',
        title: 'Counts as open',
        description: 'Which records count as work of theirs. All when it is empty.',
        maxLength: 4000,
        'x-input': 'where',
      },
      rules: {
        type: 'array',
        title: 'Rules',
        maxItems: 100,
        items: {
          type: 'object',
          required: ['when', 'among'],
          additionalProperties: false,
          properties: {
            when: { type: 'boolean', title: 'Condition' },
            among: { ...people, title: 'Among' },
          },
        },
      },
    },
  },
  output: {
    type: 'object',
    properties: { user: { type: 'string' }, name: { type: 'string' }, rule: { type: 'integer' } },
  },
};
