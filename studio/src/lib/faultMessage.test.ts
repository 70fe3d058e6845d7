import { describe, expect, test } from 'vitest';
import { fault, wordedFault } from '../../../core/errors/fault.ts';
import { type FaultParams, faultCodes, textForms, typeNames } from '../../../core/errors/faultCodes.ts';
import { faultExamples } from '../../../core/errors/faultExamples.testing.ts';
import { createI18n } from '../app/createI18n.ts';
import en from '../app/locales/en.json' with { type: 'json' };
import zh from '../app/locales/zh-CN.json' with { type: 'json' };
import { findEntity } from '../store/model.ts';
import { testModel } from '../store/testModel.ts';
import { faultMessage } from './faultMessage.ts';

const codes = Object.keys(faultCodes);
const chinese = await createI18n('zh-CN');
const english = await createI18n('en');

function inChinese<C extends keyof FaultParams>(code: C, params: FaultParams[C]): string {
  return faultMessage(chinese.t, fault('/x', code, params));
}

describe.each<[string, Readonly<Record<string, string>>]>([
  ['en', en.fault],
  ['zh-CN', zh.fault],
])('the catalogue %s', (_language, catalogue) => {
  const keys = Object.keys(catalogue);

  test('has a sentence for every code, form and type, and none besides', () => {
    const known = new Set([
      ...codes,
      ...Object.keys(textForms).map((form) => `format_${form}`),
      ...['transition_start', 'transition_emptied'],
      ...Object.keys(typeNames).flatMap((type) => (type === 'null' ? [] : [`type_${type}`])),
    ]);
    const found = new Set(keys.map((key) => key.replace(/_(one|other)$/, '')));
    expect([...found].sort()).toEqual([...known].sort());
  });

  test.each(keys)('names only parameters that %s has', (key) => {
    const code = key.split('_')[0] ?? '';
    const examples = Object.entries(faultExamples).find(([name]) => name === code)?.[1] ?? [];
    const params = new Set(examples.flatMap(Object.keys));
    const named = [...(catalogue[key] ?? '').matchAll(/\{\{(\w+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !params.has(name))).toEqual([]);
  });
});

test('a fault is said in the language of whoever reads it', () => {
  expect(inChinese('taken', {})).toBe('该值已被其他记录使用。');
  expect(inChinese('gone', {})).toBe('所选记录不存在，或已移入回收站。');
  expect(inChinese('requiredHere', { title: 'Heat' })).toBe('此项必填。');
  expect(inChinese('minimumHere', { title: 'Heat', limit: 5 })).toBe('不能小于 5。');
  expect(inChinese('format', { form: 'email' })).toBe('邮箱地址的格式如 name@example.com。');
  expect(inChinese('type', { types: ['string', 'null'] })).toBe('类型不正确。');
  expect(inChinese('minItems', { limit: 2 })).toBe('至少 2 项。');
  expect(inChinese('fileSize', { size: 3_000_000, limit: 2_000_000 })).toContain('2 MB');
  expect(faultMessage(english.t, fault('/x', 'minItems', { limit: 1 }))).toBe('At least one.');
  expect(faultMessage(english.t, fault('/x', 'maxLength', { limit: 2000 }))).toBe('At most 2,000 characters.');
});

test('fields are called by their titles where the entity is known', () => {
  const together = fault('/name', 'takenTogether', { fields: ['name', 'sumOfLines'] });
  expect(faultMessage(english.t, together, findEntity(testModel(), 'order'))).toBe(
    'Another record has the same Name and Sum of lines.',
  );
  expect(faultMessage(english.t, together)).toBe('Another record has the same name and sumOfLines.');
});

test('words of a rule stand as they were written', () => {
  const message = 'A fired oven was {{hot}}.';
  expect(faultMessage(chinese.t, wordedFault('/heat', 'rule', message))).toBe(message);
});

test('what a fault brings along is text, never a key or an option', () => {
  const hostile = { name: '$t(action.save) {{name}}', count: 'x', lng: 'en' };
  expect(faultMessage(chinese.t, fault('/x', 'missing', hostile))).toBe('缺少“$t(action.save) {{name}}”。');
});

test('parameters of another version of the server break nothing', () => {
  const odd = { pointer: '/x', code: 'takenTogether', params: { fields: 3 }, message: 'As the server said.' } as const;
  expect(faultMessage(english.t, odd)).toContain('Another record has the same');
  expect(faultMessage(english.t, { ...odd, code: 'minItems', params: { limit: 'x' } })).toBe('As the server said.');
  expect(faultMessage(english.t, { ...odd, code: 'format', params: { form: 'brandNew' } })).toBe(
    'This is not in the right form.',
  );
});
