import type { StepType } from './StepType.ts';

export const set: StepType = {
  name: 'set',
  title: 'Set variables',
  description: 'Gives variables of the workflow new values.',
  icon: 'variable',
  group: 'data',
  transactional: true,
  input: { type: 'object', minProperties: 1, 'x-input': 'variables' },
  output: { type: 'object' },
};
