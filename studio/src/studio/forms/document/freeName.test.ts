import { expect, test } from 'vitest';
import { freeName } from './freeName.ts';

test('counts on until nothing has the name, and stays short enough', () => {
  expect(freeName('deal', new Set())).toBe('deal');
  expect(freeName('deal', new Set(['deal', 'deal2']))).toBe('deal3');
  expect(freeName('deal2', new Set(['deal2']))).toBe('deal3');
  const long = 'a'.repeat(40);
  expect(freeName(long, new Set([long]))).toBe(`${'a'.repeat(39)}2`);
});
