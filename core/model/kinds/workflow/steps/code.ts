import type { StepType } from './StepType.ts';

export const code: StepType = {
  name: 'code',
  title: 'Code',
  description: 'Runs TypeScript in the sandbox.',
  icon: 'code',
  group: 'data',
  transactional: true,
  input: {
    type: 'object',
    required: ['code'],
    additionalProperties: false,
    properties: {
      code: { type: 'string', title: 'Code', minLength: 1, maxLength: 50_000, 'x-constant': true, 'x-input': 'code' },
      input: { title: 'Input', 'x-input': 'json' },
      schema: {
        type: 'object',
        title: 'Output',
        description: 'JSON Schema of what it gives.',
        'x-constant': true,
        'x-input': 'json',
      },
    },
  },
  output: ({ schema }) => (typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? schema : {}),
};
