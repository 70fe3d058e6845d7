import { expect, test } from 'vitest';
import { formatDuration, parseDuration, readDuration } from './duration.ts';

test.each([
  ['1h 30m', 'PT1H30M'],
  ['90m', 'PT1H30M'],
  ['1.5h', 'PT1H30M'],
  ['1:30', 'PT1H30M'],
  ['45', 'PT45M'],
  ['2d', 'P2D'],
  ['1小时30分', 'PT1H30M'],
  ['PT36H', 'P1DT12H'],
  ['0', 'PT0S'],
])('reads %s as %s', (typed, iso) => {
  expect(readDuration(typed)).toBe(iso);
});

test.each(['', 'soon', '1x', 'h', '1h or so'])('refuses %j', (typed) => {
  expect(readDuration(typed)).toBeUndefined();
});

test('is the same after a round trip', () => {
  for (const iso of ['P3DT4H5M', 'PT5M', '-PT1H', 'P7D', 'PT0S']) {
    const parts = parseDuration(iso);
    expect(parts && formatDuration(parts)).toBe(iso);
  }
  expect(parseDuration('P1Y')).toBeUndefined();
  expect(parseDuration('P')).toBeUndefined();
});
