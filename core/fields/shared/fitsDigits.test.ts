import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitsDigits } from './fitsDigits.ts';

it.each<[number, number, number, boolean]>([
  [0, 15, 2, true],
  [-0, 15, 0, true],
  [0.07, 15, 2, true],
  [4.35, 15, 2, true],
  [0.1 + 0.2, 15, 2, false],
  [9_999_999_999_999.99, 15, 2, true],
  [10_000_000_000_000, 15, 2, false],
  [1e-7, 15, 7, true],
  [1.5e-7, 15, 7, false],
  [1.5e-7, 15, 8, true],
  [1e21, 15, 0, false],
  [999_999_999_999_999, 15, 0, true],
  [Number.POSITIVE_INFINITY, 15, 2, false],
  [Number.NaN, 15, 2, false],
])('fitsDigits(%d, %d, %d) is %s', (value, total, scale, fits) => {
  expect(fitsDigits(value, total, scale)).toBe(fits);
});

it('agrees with decimal text of any size', () => {
  const numbers = fc.tuple(
    fc.integer({ min: 0, max: 999_999_999_999_999 }),
    fc.integer({ min: 0, max: 10 }),
    fc.boolean(),
  );
  fc.assert(
    fc.property(numbers, ([digits, scale, isNegative]) => {
      const text = String(digits).padStart(scale + 1, '0');
      const point = text.length - scale;
      const value = Number(`${isNegative ? '-' : ''}${text.slice(0, point)}.${text.slice(point)}0`);
      expect(fitsDigits(value, 15, scale)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
