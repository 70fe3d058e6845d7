import { expect, test } from 'vitest';
import { durationWords } from './durationWords.ts';

test.each([
  ['P3D', '3 days', '3天'],
  ['P1DT2H30M', '1 day 2 hours 30 minutes', '1天2小时30分钟'],
  ['PT45S', '45 seconds', '45秒钟'],
  ['PT0S', '0 minutes', '0分钟'],
  ['-P2W', '-2 weeks', '-2周'],
  ['P1Y6M', '1 year 6 months', '1年6个月'],
])('%s in words', (iso, english, chinese) => {
  expect(durationWords(iso, 'en')).toBe(english);
  expect(durationWords(iso, 'zh-CN')?.replaceAll(' ', '')).toBe(chinese);
});

test.each(['', 'P', 'PT', 'P1DT', 'PINE', '3 days', 'P-1D'])('%j is no duration', (text) => {
  expect(durationWords(text, 'en')).toBeUndefined();
});
