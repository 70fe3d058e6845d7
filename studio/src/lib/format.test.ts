import { expect, test } from 'vitest';
import { createFormat } from './format.ts';

const en = createFormat('en');
const zh = createFormat('zh-CN');

test('money takes its currency, whole amounts stay short', () => {
  expect(en.money(1234.5, 'EUR')).toBe('€1,234.50');
  expect(en.money(1234, 'USD')).toBe('$1,234');
  expect(zh.money(88, 'CNY')).toBe('¥88');
  expect(en.money(5, undefined)).toBe('5');
  expect(en.money(5, 'nonsense')).toBe('5');
});

test('a date has no zone: it is the same day everywhere', () => {
  expect(en.date('2026-03-09')).toBe('Mar 9, 2026');
  expect(zh.date('2026-03-09')).toBe('2026年3月9日');
  expect(en.date('not a date')).toBe('not a date');
});

test('time, duration, percent and bytes', () => {
  expect(zh.time('14:30:00')).toBe('14:30');
  expect(en.duration('P1DT2H')).toBe('1 day 2 hr');
  expect(en.duration('PT0S')).toBe('0 min');
  expect(en.percent(12.5)).toBe('12.5%');
  expect(en.bytes(2_500_000)).toBe('2.5 MB');
});
