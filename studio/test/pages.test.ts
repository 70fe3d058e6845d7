import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../core/lib/json.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { join, signInOn } from './people.ts';
import { seriousOn } from './seriousOn.ts';

const sale: JsonObject = {
  $id: 'sale',
  title: 'Sale',
  'x-plural': 'Sales',
  required: ['name'],
  properties: {
    name: { type: 'string', title: 'Name' },
    channel: {
      type: 'string',
      title: 'Channel',
      enum: ['store', 'online', 'phone'],
      'x-options': { store: { title: 'Store', color: 'green' }, online: { title: 'Online', color: 'blue' } },
    },
    total: { type: 'number', 'x-type': 'money', 'x-currency': 'EUR', title: 'Total' },
    paid: { type: 'string', format: 'date', title: 'Paid on' },
    account: { title: 'Customer', 'x-relation': { to: 'account', inverse: 'sales' } },
  },
  'x-display': 'name',
};

const dashboard: JsonObject = {
  ...{ $schema: 'kiln:page', $id: 'salesBoard', title: 'Sales board', icon: 'gauge', group: 'Retail' },
  period: 'last30Days',
  widgets: [
    {
      ...{ type: 'number', title: 'Revenue', entity: 'sale', measure: 'sum(total)', dateField: 'paid' },
      ...{ compare: true, better: 'up' },
    },
    { type: 'number', title: 'All sales', entity: 'sale' },
    { type: 'number', title: 'Average', entity: 'sale', measure: 'avg(total)' },
    { type: 'number', title: 'Online', entity: 'sale', where: "channel == 'online'" },
    {
      ...{ type: 'chart', title: 'By day', chart: 'area', entity: 'sale', measure: 'sum(total)', group: 'day(paid)' },
      ...{ dateField: 'paid', span: 8 },
    },
    { type: 'chart', title: 'By channel', chart: 'donut', entity: 'sale', group: 'channel', span: 4 },
    {
      ...{ type: 'chart', title: 'By customer', chart: 'bar', entity: 'sale', group: 'account', horizontal: true },
      measure: 'sum(total)',
    },
    {
      ...{ type: 'chart', title: 'Channels by day', chart: 'bar', entity: 'sale', group: 'month(paid)' },
      ...{ series: 'channel', stacked: true },
    },
    { type: 'chart', title: 'Funnel', chart: 'funnel', entity: 'sale', group: 'channel' },
    {
      type: 'list',
      title: 'Latest',
      entity: 'sale',
      columns: ['name', 'channel', 'total'],
      sort: '-paid,name',
      limit: 4,
    },
    { type: 'text', title: 'How it is counted', text: 'Only **paid** sales count.' },
  ],
};

const panel: JsonObject = {
  ...{ $schema: 'kiln:page', $id: 'customerSales', title: 'What they bought', place: 'record', entity: 'account' },
  when: "industry == 'retail'",
  widgets: [
    { type: 'number', title: 'Their sales', entity: 'sale', measure: 'sum(total)', where: 'account == record.id' },
    {
      type: 'list',
      title: 'Their last',
      entity: 'sale',
      columns: ['name', 'total'],
      where: 'account == record',
      span: 9,
    },
  ],
};
const tab: JsonObject = { ...panel, $id: 'customerTab', title: 'Figures', show: 'tab' };
const chinese: JsonObject = {
  ...{ $schema: 'kiln:locale', $id: 'zh-CN', groups: { Retail: '零售' } },
  pages: { salesBoard: { 'Sales board': '销售看板', Revenue: '营业额', 'By channel': '按渠道' } },
};

let studio: Studio;
const accounts: Record<string, string> = {};

async function apply(...documents: JsonObject[]): Promise<void> {
  const changes = documents.map((document) => ({
    ...{ kind: String(document.$schema).replace('kiln:', ''), name: String(document.$id) },
    document,
  }));
  await studio.publish(changes);
}

async function sell(name: string, values: JsonObject): Promise<void> {
  await studio.api('/api/records/sale', { method: 'POST', body: { name, ...values } });
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  studio = await openStudio([sale]);
  for (const [name, industry] of [
    ['Larch', 'retail'],
    ['Birch', 'finance'],
  ] as const) {
    accounts[name] = String(
      (await studio.api('/api/records/account', { method: 'POST', body: { name, industry } })).id,
    );
  }
  await sell('Sale 1', { channel: 'store', total: 100, paid: daysAgo(1), account: accounts.Larch ?? null });
  await sell('Sale 2', { channel: 'online', total: 250.5, paid: daysAgo(3), account: accounts.Larch ?? null });
  await sell('Sale 3', { channel: 'store', total: 50, paid: daysAgo(3), account: accounts.Birch ?? null });
  await sell('Sale 4', { channel: 'online', total: 200, paid: daysAgo(40), account: accounts.Birch ?? null });
  await sell('Sale 5', { total: 80, paid: daysAgo(95) });
  const { document } = await studio.api('/api/definitions/locale/zh-CN');
  const { groups, ...locale } = Object(document);
  await apply(dashboard, panel, tab, { ...locale, ...chinese, groups: { ...groups, Retail: '零售' } });
}, 60_000);

afterAll(() => studio?.close());

const widget = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('figures, charts and lists of a page in the navigation follow the period and what happens', async () => {
  const page = await studio.open('/');
  await page.getByRole('navigation').getByRole('link', { name: 'Sales board' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sales board' }).waitFor();
  await widget(page, 'Revenue').getByRole('link', { name: '€400.50' }).waitFor();
  // Of the 30 days before.
  await widget(page, 'Revenue').getByText('+100.3%').waitFor();
  await widget(page, 'All sales').getByRole('link', { name: '5', exact: true }).waitFor();
  await widget(page, 'Average').getByRole('link', { name: '136.1' }).waitFor();
  await page.getByRole('img', { name: /^By day/ }).waitFor();
  await expect
    .poll(() => page.getByRole('img', { name: /^By customer/ }).getAttribute('aria-label'))
    .toContain('Larch: €350.50');
  await widget(page, 'Latest').getByRole('link', { name: 'Sale 1' }).waitFor();

  await page.getByRole('combobox', { name: 'Period' }).selectOption('last7Days');
  // There was nothing in the seven days before.
  await widget(page, 'Revenue').getByText('+€400.50').waitFor();
  await page.getByRole('combobox', { name: 'Period' }).selectOption('all');
  await widget(page, 'Revenue').getByRole('link', { name: '€680.50' }).waitFor();

  await sell('Sale 6', { channel: 'phone', total: 19.5, paid: daysAgo(0) });
  await widget(page, 'Revenue').getByRole('link', { name: '€700' }).waitFor();
  await widget(page, 'Latest').getByRole('link', { name: 'Sale 6' }).waitFor();
  await page.context().close();
});

test('a chart reads as a table, and leads to the records of a group', async () => {
  const page = await studio.open('/page-salesBoard');
  await page.getByRole('button', { name: 'Show as table: By channel' }).click();
  const table = widget(page, 'By channel').getByRole('table');
  expect(await table.getByRole('row').allTextContents()).toContain('Online2');
  await table.getByRole('button', { name: 'Online' }).click();
  await page.waitForURL(/\/sale\?/);
  await page.getByRole('link', { name: 'Sale 2' }).waitFor();
  await page.getByRole('link', { name: 'Sale 1' }).waitFor({ state: 'detached' });
  await page.goBack();
  await widget(page, 'All sales').getByRole('link').click();
  await page.getByRole('link', { name: 'Sale 3' }).waitFor();
  await page.context().close();
});

test('on the page of a record a panel and a tab speak of it, where their condition holds', async () => {
  const page = await studio.open(`/account/${accounts.Larch}`);
  const own = widget(page, 'What they bought');
  await own.getByRole('link', { name: '€350.50' }).waitFor();
  await own.getByRole('link', { name: 'Sale 2' }).waitFor();
  expect(await own.getByRole('link', { name: 'Sale 3' }).count()).toBe(0);
  await page.getByRole('radio', { name: 'Figures' }).check({ force: true });
  await widget(page, 'Figures').getByRole('link', { name: '€350.50' }).waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await page.goto(`${studio.server.url}/account/${accounts.Birch}`);
  await page.getByRole('heading', { level: 1, name: 'Birch' }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(await widget(page, 'What they bought').count()).toBe(0);
  await page.context().close();
});

test('whoever does not see an entity has a page without what asks for it', async () => {
  const role = {
    ...{ $schema: 'kiln:role', $id: 'clerk', title: 'Clerk', system: [] },
    entities: { sale: { read: true, fields: { total: { read: false } } } },
  };
  await apply(role);
  await join(studio, { name: 'Kim', email: 'kim@example.com', roles: ['clerk'] }, 'a long secret 1');
  const page = await studio.open('/page-salesBoard', { signedIn: false });
  await signInOn(page, 'kim@example.com', 'a long secret 1');
  await widget(page, 'All sales').getByRole('link').waitFor();
  expect(await widget(page, 'Revenue').count()).toBe(0);
  expect(await widget(page, 'By customer').count()).toBe(0);
  await widget(page, 'Latest').getByRole('columnheader', { name: 'Channel' }).waitFor();
  expect(await widget(page, 'Latest').getByRole('columnheader', { name: 'Total' }).count()).toBe(0);
  await page.context().close();
});

// Each is looked at in both themes (seriousOn).
const looks = [
  { language: 'en', phone: false },
  { language: 'zh-CN', phone: true },
] as const;

test.each(looks)('everybody can use a page of widgets: $language phone $phone', async (look) => {
  const page = await studio.open('/page-salesBoard', look);
  const isChinese = look.language === 'zh-CN';
  await page.getByRole('heading', { level: 1, name: isChinese ? '销售看板' : 'Sales board' }).waitFor();
  await widget(page, isChinese ? '营业额' : 'Revenue')
    .getByRole('link')
    .waitFor();
  await page.waitForLoadState('networkidle');
  expect(await seriousOn(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
  await page.context().close();
});
