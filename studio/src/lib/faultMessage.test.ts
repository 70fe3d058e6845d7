import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { danglingMessage } from '../../../core/records/danglingMessage.ts';
import zh from '../app/locales/zh-CN.json' with { type: 'json' };
import { faultMessage } from './faultMessage.ts';

const i18n = createInstance();
await i18n.init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: zh } }, interpolation: { escapeValue: false } });
const say = (message: string) => faultMessage(i18n.t, message);

test('what only the server can tell is said in the language of whoever reads it', () => {
  expect(say('is already in use')).toBe('该值已被其他记录使用。');
  expect(say('another record has the same code and year')).toBe('已有其他记录的以下内容与此相同：code and year。');
  expect(say(danglingMessage)).toBe('所选记录不存在，或已移入回收站。');
  expect(say('"Heat" is required here.')).toBe('此项必填。');
  expect(say('"Heat" must be 5 or more here.')).toBe('不能小于 5。');
});

test('words of a rule stand as they were written', () => {
  expect(say('A fired oven was hot.')).toBe('A fired oven was hot.');
});
