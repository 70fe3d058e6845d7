import { expect, test } from 'vitest';
import { elapsed } from './elapsed.ts';

const after = (ms: number) =>
  elapsed('en', '2026-03-09T12:00:00Z', new Date(Date.UTC(2026, 2, 9, 12) + ms).toISOString());

test('two units at most, exact where it is short', () => {
  expect(after(0)).toBe('<1 ms');
  expect(after(240)).toBe('240 ms');
  expect(after(1440)).toBe('1.4 sec');
  expect(after(200_000)).toBe('3 min 20 sec');
  expect(after(7_500_000)).toBe('2 hr 5 min');
  expect(after(3 * 86_400_000)).toBe('3 days');
});

test('clocks of two servers never make it less than nothing', () => {
  expect(after(-5000)).toBe('<1 ms');
});
