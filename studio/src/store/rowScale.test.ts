import { expect, test } from 'vitest';
import { createRowScale } from './rowScale.ts';

test('a list that browsers can lay out is as high as its rows', () => {
  const scale = createRowScale(200_000, 40, 800);
  expect(scale.height).toBe(8_000_000);
  expect(scale.scroll(123_456)).toBe(123_456);
  expect(scale.rest()).toBe(123_456);
});

test('a longer one is squeezed: a jump goes by its share, a step by its px', () => {
  const scale = createRowScale(10_000_000, 40, 800);
  expect(scale.height).toBeLessThan(17_000_000);
  const half = scale.scroll((scale.height - 800) / 2);
  expect(half / 400_000_000).toBeCloseTo(0.5, 3);
  expect(scale.scroll((scale.height - 800) / 2 + 100) - half).toBeCloseTo(100);
  const top = scale.rest();
  expect(top - (scale.height - 800) / 2).toBeLessThan(10);
  expect(scale.scroll(scale.height - 800)).toBe(400_000_000 - 800);
  expect(scale.scroll(0)).toBe(0);
});
