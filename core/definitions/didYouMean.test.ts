import { expect, test } from 'vitest';
import { didYouMean } from './didYouMean.ts';

test.each([
  ['acount', ['account', 'contact'], ' Did you mean "account"?'],
  ['nmae', ['name', 'note'], ' Did you mean "name"?'],
  ['xyz', ['account', 'contact'], ' Known: account, contact.'],
  ['xyz', [], ''],
  ['x'.repeat(10_000), ['account'], ' Known: account.'],
])('%s', (name, known, expected) => {
  expect(didYouMean(name, known).message).toBe(expected);
});
