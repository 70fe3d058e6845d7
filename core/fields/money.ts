import { defineNumeric } from './shared/defineNumeric.ts';

/** An amount. Its currency stands in `x-currency`, or else is the installation's. */
export const money = defineNumeric({
  name: 'money',
  means: ['format money'],
  scale: 2,
  options: ['x-currency'],
});
