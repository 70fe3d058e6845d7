import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../core/lib/json.ts';
import en from '../../app/locales/en.json' with { type: 'json' };
import flow from '../../app/locales/flow/en.json' with { type: 'json' };
import chineseFlow from '../../app/locales/flow/zh-CN.json' with { type: 'json' };
import chinese from '../../app/locales/zh-CN.json' with { type: 'json' };
import { testModel } from '../../store/testModel.ts';
import { stepSummary } from './stepWords.ts';

const known = testModel();
const model = {
  ...known,
  roles: [{ ...{ name: 'salesManager', title: 'Sales manager', ranks: false } }],
};

async function summaryIn(language: 'en' | 'zh-CN', step: JsonObject): Promise<string> {
  const i18n = createInstance();
  const resources = {
    en: { translation: { ...en, ...flow } },
    'zh-CN': { translation: { ...chinese, ...chineseFlow } },
  };
  await i18n.init({ lng: language, resources, interpolation: { escapeValue: false } });
  return stepSummary({ t: i18n.t, model, language, about: 'order' }, step);
}

const user = '019a2b3c-0000-7000-8000-000000000001';

test.each([
  ['a wait', { do: 'wait', with: { for: 'P3D' } }, '3 days', '3天'],
  [
    'an approval without a title',
    { do: 'approval', with: { mode: 'any', approvers: { role: 'salesManager' }, deadline: 'PT8H' } },
    'any one · Sales manager · 8 hours',
    '任意一人 · Sales manager · 8小时',
  ],
  [
    'people of several ways',
    { do: 'mail', with: { to: [user, { team: user }, { manager: 2 }, { field: 'account' }, 'a@b.example'] } },
    'a user, a team, managers, 2 levels up, Account, a@b.example',
    '用户, 团队, 向上 2 级的主管, Account, a@b.example',
  ],
  [
    'an assignment',
    { do: 'assign', with: { entity: 'order', id: '${record.id}', method: 'roundRobin', among: { role: 'gone' } } },
    'Order · in turn · gone',
    'Order · 轮流分配 · gone',
  ],
  [
    'values',
    {
      do: 'records.update',
      with: { entity: 'order', id: 'x', values: { name: 'To ${record.name}' } },
    },
    'Order · Name: To ‹record.name›',
    'Order · Name: To ‹record.name›',
  ],
  ['the end', { do: 'stop', with: { as: 'failed', message: 'No van' } }, 'Failed · No van', '失败 · No van'],
])('%s in words', async (_, step, english, inChinese) => {
  expect(await summaryIn('en', step)).toBe(english);
  expect(await summaryIn('zh-CN', step)).toBe(inChinese);
});
