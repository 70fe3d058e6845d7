import { expect, test } from 'vitest';
import { relativeTime } from './relativeTime.ts';

const now = new Date(2026, 4, 20, 12, 0, 0);
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test('a moment of the last week is told by its distance, an older one by its date', () => {
  expect(relativeTime('en', ago(10), now)).toBe('1 minute ago');
  expect(relativeTime('en', ago(5 * 60), now)).toBe('5 minutes ago');
  expect(relativeTime('en', ago(3 * 3600), now)).toBe('3 hours ago');
  expect(relativeTime('en', ago(86_400), now)).toBe('yesterday');
  expect(relativeTime('en', ago(30 * 86_400), now)).toBe('Apr 20');
  expect(relativeTime('en', new Date(2024, 0, 2), now)).toBe('Jan 2, 2024');
});

test('in Chinese as well', () => {
  expect(relativeTime('zh-CN', ago(2 * 86_400), now)).toBe('前天');
  expect(relativeTime('zh-CN', ago(30 * 86_400), now)).toBe('4月20日');
});
