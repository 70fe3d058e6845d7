import i18next from 'i18next';
import { expect, test } from 'vitest';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import type { Capability } from '../../api/plugins.ts';
import flow from '../../app/locales/flow/en.json' with { type: 'json' };
import zhFlow from '../../app/locales/flow/zh-CN.json' with { type: 'json' };
import en from '../../app/locales/plugins/en.json' with { type: 'json' };
import zh from '../../app/locales/plugins/zh-CN.json' with { type: 'json' };
import { capabilityRows } from './capabilityRows.ts';

const model: BrowserModel = {
  ...{
    version: '1',
    locale: 'en',
    locales: [],
    system: [],
    entities: [],
    forms: [],
    views: [],
    roles: [],
    groups: [],
    actions: [],
    pages: [],
    workflows: [],
  },
};
const capability = (code: string, params: Capability['params']): Capability => ({
  ...{ code, params, sentence: `${code} ${JSON.stringify(params)}` },
});
const records = (title: string, ...rights: string[]) => capability('records', { entity: title, title, rights });
const job = (title: string, cron: string) => capability('job', { name: title, title, cron, timeZone: 'Asia/Shanghai' });

async function rows(
  language: 'en' | 'zh-CN',
  capabilities: readonly Capability[],
  isRaised = (_: Capability) => false,
) {
  const i18n = i18next.createInstance();
  const resources = { en: { translation: { ...en, ...flow } }, 'zh-CN': { translation: { ...zh, ...zhFlow } } };
  await i18n.init({ lng: language, resources, interpolation: { escapeValue: false } });
  return capabilityRows({ t: i18n.t, model, language }, capabilities, isRaised).map(({ text, lines }) => [
    text,
    ...lines,
  ]);
}

test('one thing is a sentence, several of a kind are lines below one, and nothing is left out', async () => {
  expect(
    await rows('en', [
      records('Coupons', 'read', 'create'),
      records('Orders', 'read'),
      records('Members', 'read', 'create'),
      capability('host', { host: 'api.example.com' }),
      capability('function', { name: 'redeem', title: 'Redeem' }),
      capability('function', { name: 'quote' }),
      capability('function', { name: 'load', title: 'Load', roles: ['admin'] }),
      capability('later', {}),
    ]),
  ).toEqual([
    ['Works for people, as far as they may themselves:', 'Coupons and Members: read and create', 'Orders: read'],
    ['May call api.example.com and send it what it knows.'],
    ['Offers to everybody who has signed in:', 'Redeem and quote'],
    ['Offers “Load” to admin.'],
    ['later {}'],
  ]);
});

test('what is new stands apart', async () => {
  const asked = [records('Orders', 'read'), records('Members', 'read')];
  expect(await rows('en', asked, ({ params }) => params.title === 'Members')).toEqual([
    ['May read Orders, as far as the person may for whom it works.'],
    ['May read Members, as far as the person may for whom it works.'],
  ]);
});

test('says when jobs run in both languages', async () => {
  const jobs = [job('A', '0 * * * *'), job('B', '0 3 * * *'), job('C', '0 8 * * mon'), job('D', '0 2 1 * *')];
  const odd = job('E', '0 9-17 * * *');
  expect(await rows('en', [...jobs, odd])).toEqual([
    [
      'Works by itself at set times:',
      'A: every hour',
      'B: every day at 03:00 (Asia/Shanghai)',
      'C: every Monday at 08:00 (Asia/Shanghai)',
      'D: on the 1st of each month at 02:00 (Asia/Shanghai)',
      'E: 0 9-17 * * * (Asia/Shanghai)',
    ],
  ]);
  expect(await rows('zh-CN', jobs)).toEqual([
    [
      '定时自动运行：',
      'A：每小时',
      'B：每天 03:00（Asia/Shanghai）',
      'C：每星期一 08:00（Asia/Shanghai）',
      'D：每月 1 日 02:00（Asia/Shanghai）',
    ],
  ]);
});
