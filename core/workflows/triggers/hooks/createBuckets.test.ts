import { expect, test } from 'vitest';
import { createBuckets } from './createBuckets.ts';

test('so many at once, then as many as there is time for, each key by itself', () => {
  let now = 0;
  const buckets = createBuckets({ capacity: 3, perSecond: 2 }, () => now);
  const take = (key = 'a') => buckets.take(key);
  expect([take(), take(), take(), take()]).toEqual([0, 0, 0, 1]);
  expect(take('b')).toBe(0);
  now += 500;
  expect([take(), take()]).toEqual([0, 1]);
  now += 60_000;
  expect([take(), take(), take(), take()]).toEqual([0, 0, 0, 1]);
});

test('what waits for long is told how long', () => {
  const buckets = createBuckets({ capacity: 1, perSecond: 0.1 }, () => 0);
  expect([buckets.take('a'), buckets.take('a')]).toEqual([0, 10]);
});
