import { expect, it } from 'vitest';
import type { Json } from '../../lib/json.ts';
import { fitsJson } from './fitsJson.ts';

it('counts levels and characters', () => {
  expect(fitsJson('a', 0, 3)).toBe(true);
  expect(fitsJson('ab', 0, 3)).toBe(false);
  expect(fitsJson([], 0, 10)).toBe(false);
  expect(fitsJson({ a: [1] }, 2, 100)).toBe(true);
  expect(fitsJson({ a: [[]] }, 2, 100)).toBe(false);
});

it('refuses a bomb of nesting without exhausting the stack', () => {
  let bomb: Json = 1;
  for (let level = 0; level < 100_000; level++) bomb = [bomb];
  expect(fitsJson(bomb, 20, 1_000_000)).toBe(false);
});
