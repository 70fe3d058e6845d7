import { expect, test } from 'vitest';
import { timeDistance } from './timeDistance.ts';

const now = new Date('2026-03-09T12:00:00Z');
const away = (seconds: number, language = 'en') =>
  timeDistance(language, new Date(now.getTime() + seconds * 1000), now);

test('hours below two days, days from there on, in both directions', () => {
  expect(away(2 * 86_400 - 20)).toBe('in 2 days');
  expect(away(36 * 3600)).toBe('in 36 hours');
  expect(away(3 * 3600 + 60)).toBe('in 3 hours');
  expect(away(-61 * 60)).toBe('1 hour ago');
  expect(away(-40 * 86_400)).toBe('40 days ago');
  expect(away(2 * 86_400, 'zh-CN')).toBe('2天后');
});

test('a moment that is almost there, or has just passed, is a minute away', () => {
  expect(away(10)).toBe('in 1 minute');
  expect(away(-10)).toBe('1 minute ago');
  expect(away(59 * 60)).toBe('in 59 minutes');
});
