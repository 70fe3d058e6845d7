import { expect, test } from 'vitest';
import { pickLanguage } from './languages.ts';

test('a remembered choice wins over the browser', () => {
  expect(pickLanguage('en', ['zh-CN'])).toBe('en');
  expect(pickLanguage('klingon', ['zh-CN'])).toBe('zh-CN');
});

test('the browser decides by order of preference, any region of the language', () => {
  expect(pickLanguage(null, ['fr', 'zh-TW', 'en'])).toBe('zh-CN');
  expect(pickLanguage(null, ['en-GB', 'zh'])).toBe('en');
  expect(pickLanguage(null, ['fr'])).toBe('en');
});
