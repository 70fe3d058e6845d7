import { expect, test } from 'vitest';
import { readNumber } from './readNumber.ts';

test.each([
  ['12', 12],
  ['1,234.5', 1234.5],
  ['1.234,5', 1234.5],
  ['1.234.567', 1234567],
  ['2,5', 2.5],
  ['1,234', 1234],
  ['1.234', 1.234],
  ['.5', 0.5],
  ['€ 12.50', 12.5],
  ['USD 12', 12],
  ['12 eur', 12],
  ['¥1,200', 1200],
  ['12,5 %', 12.5],
  ['-3', -3],
  ['−3', -3],
  ['(3)', -3],
  ['1.5k', 1500],
  ['1.1万', 11000],
  ['2亿', 200_000_000],
  ['１２３', 123],
  ['300元', 300],
])('%s is %d', (text, number) => {
  expect(readNumber(text)).toBe(number);
});

test.each(['', 'abc', '1-2', '1,2,3', '12x', '(3', '1.2.3'])('%j is no number', (text) => {
  expect(readNumber(text)).toBeUndefined();
});
