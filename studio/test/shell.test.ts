import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../core/lib/json.ts';
import { openStudio, type Studio } from './openStudio.ts';

let studio: Studio;
const ids: string[] = [];

beforeAll(async () => {
  studio = await openStudio([
    {
      $id: 'shard',
      title: 'Shard',
      'x-plural': 'Shards',
      'x-group': 'Workshop',
      required: ['name'],
      properties: { name: { type: 'string', title: 'Name' } },
      'x-display': 'name',
      'x-search': ['name'],
    },
  ]);
  for (const name of ['Aurora Ceramics', 'Borealis Glass', 'Corona Tiles']) {
    const { id } = await studio.api('/api/records/account', { method: 'POST', body: { name } });
    ids.push(String(id));
  }
  const task: JsonObject = { subject: 'Call them back', type: 'task', status: 'planned', dueOn: '2020-01-01' };
  await studio.api('/api/records/activity', { method: 'POST', body: task });
}, 60_000);

afterAll(() => studio?.close());

/** A page's parts are loaded when it is first opened. */
const patience = { timeout: 8000 };
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

test('the sidebar groups, filters, folds, and remembers what was folded', async () => {
  const page = await studio.open('/account');
  const nav = page.getByRole('navigation', { name: 'Navigation' });
  await nav.getByRole('link', { name: 'Shards', exact: true }).waitFor();
  await nav.getByRole('searchbox', { name: 'Filter' }).fill('shar');
  await expect.poll(() => nav.getByRole('link', { name: 'Accounts', exact: true }).count()).toBe(0);
  // The name in the definitions is found as well.
  await nav.getByRole('searchbox', { name: 'Filter' }).fill('opport');
  await nav.getByRole('link', { name: 'Opportunities', exact: true }).waitFor();
  await nav.getByRole('searchbox', { name: 'Filter' }).fill('');

  await nav.getByRole('button', { name: 'Workshop' }).click();
  expect(await nav.getByRole('link', { name: 'Shards', exact: true }).count()).toBe(0);
  await page.reload();
  await nav.getByRole('button', { name: 'Workshop', expanded: false }).click();
  await nav.getByRole('link', { name: 'Shards', exact: true }).waitFor();

  const width = () => page.locator('aside').evaluate((aside) => aside.clientWidth);
  const wide = await width();
  await page.locator('main').focus();
  await page.keyboard.press('[');
  await expect.poll(width).toBeLessThan(wide / 3);
  await page.reload();
  await expect.poll(width).toBeLessThan(wide / 3);
  await page.getByRole('button', { name: 'Expand sidebar' }).click();
  await expect.poll(width).toBe(wide);
});

test('favourites and what was open lately stay, by their present names, and go with their records', async () => {
  const { id } = await studio.api('/api/records/shard', { method: 'POST', body: { name: 'Old name' } });
  const page = await studio.open(`/shard/${id}`);
  await page.getByRole('heading', { level: 1, name: 'Old name' }).waitFor();
  await page.getByRole('button', { name: 'Add to favourites' }).click();
  const nav = page.getByRole('navigation', { name: 'Navigation' });
  await nav.getByRole('link', { name: 'Old name' }).waitFor();

  await studio.api(`/api/records/shard/${id}`, { method: 'PATCH', body: { name: 'New name' } });
  await page.goto(`${studio.server.url}/`);
  await nav.getByRole('link', { name: 'New name' }).waitFor();
  await page.getByRole('region', { name: 'Opened lately' }).getByRole('link', { name: 'New name' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: 'New name' }).waitFor();
  await page.keyboard.press('Escape');

  await studio.api(`/api/records/shard/${id}`, { method: 'DELETE' });
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect.poll(() => nav.getByRole('link', { name: 'New name' }).count()).toBe(0);
});

test('the palette goes to lists, views and records of all entities, and does things, by keyboard alone', async () => {
  const page = await studio.open('/account');
  await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
  const type = async (text: string, option: RegExp | string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /Search or jump|搜索或跳转/ }).waitFor();
    await page.keyboard.type(text);
    const found = page.getByRole('option', { name: option });
    await found.first().waitFor();
    // What is still being found may come before it.
    await page.locator('[role="listbox"][aria-busy="false"]').waitFor();
    for (let step = 0; step < 30; step += 1) {
      if ((await found.first().getAttribute('aria-selected')) === 'true') break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
  };
  await type('contac', 'Contacts');
  await page.waitForURL(/\/contact$/);
  await type('overdue tas', /Overdue tasks/);
  await page.waitForURL(/\/activity\?view=overdueTasks/);
  await type('boreal', /Borealis Glass/);
  await page.waitForURL(new RegExp(`/account/${ids[1]}`));
  await type('new shard', 'New Shard');
  await page.waitForURL(/\/shard\/new$/);
  await type('dark', /dark/);
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  await type('简体', /简体中文/);
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('zzzz');
  await page.getByText('没有找到与“zzzz”相关的内容').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: '搜索或跳转…' }).waitFor({ state: 'detached' });
});

test('on a phone the palette opens from the start page, in Chinese', async () => {
  const page = await studio.open('/', { phone: true, language: 'zh-CN' });
  await page.getByRole('main').getByRole('button', { name: '搜索记录、列表、操作…' }).tap();
  await page.getByRole('combobox').fill('商机');
  await page.getByRole('option', { name: '商机', exact: true }).first().tap();
  await page.waitForURL(/\/opportunity$/);
});

test('keys: the sheet lists them, and they work unless somebody types', async () => {
  const page = await studio.open('/account');
  await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('c');
  await page.waitForURL(/\/account\/new$/);
  await page.getByLabel('Name', { exact: true }).fill('a');
  await page.keyboard.type('c?[');
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('ac?[');
  await page.getByLabel('Name', { exact: true }).fill('');
  await page.locator('main').focus();
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.waitForURL(/\/$/);
});

test('theme, density and language are chosen in the user menu, at once, and there before the next first paint', async () => {
  const page = await studio.open('/account', { theme: 'light' });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: 'Admin: settings' }).click();
  await page.getByRole('radio', { name: 'Dark' }).check();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  const row = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--k-row'));
  const comfortable = await row();
  await page.getByRole('radio', { name: 'Compact' }).check();
  await expect.poll(row).not.toBe(comfortable);
  await page.getByRole('radio', { name: '简体中文' }).click();
  await page.getByRole('heading', { level: 1, name: '客户' }).waitFor();

  // Without the application's own script: what stands in the page alone decides the first paint.
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.reload();
  expect(await background()).toBe(dark);
  expect(
    await page.evaluate(() => ({ ...document.documentElement.dataset, lang: document.documentElement.lang })),
  ).toEqual({
    theme: 'dark',
    density: 'compact',
    lang: 'zh-CN',
  });
});

test('the system decides the theme until somebody chooses', async () => {
  const page = await studio.open('/', { theme: 'dark' });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(background).not.toBe(dark);
});

test('a page has its title, the cursor follows to its heading, and the skip link leads past the sidebar', async () => {
  const page = await studio.open('/');
  await expect.poll(() => page.title(), patience).toBe('Home · Kiln');
  await page.getByRole('navigation').getByRole('link', { name: 'Contacts', exact: true }).click();
  await expect.poll(() => page.title(), patience).toBe('Contacts · Kiln');
  await expect.poll(() => focused(page), patience).toBe('Contacts');
  await page.getByRole('navigation').getByRole('link', { name: 'Accounts', exact: true }).click();
  await page.getByRole('link', { name: 'Corona Tiles' }).first().click();
  await expect.poll(() => page.title(), patience).toBe('Corona Tiles · Kiln');
  await expect.poll(() => focused(page), patience).toBe('Corona Tiles');

  await page.goto(`${studio.server.url}/`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Skip to content');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
});

test.each([
  ['en', 'This page does not exist', 'Go to start'],
  ['zh-CN', '页面不存在', '返回首页'],
] as const)('an address that leads nowhere says so and leads on (%s)', async (language, title, way) => {
  const page = await studio.open('/no/such/page', { language });
  await page.getByText(title).waitFor();
  await page.getByRole('main').getByRole('link', { name: way }).click();
  await page.waitForURL(/\/$/);
});

test('the start page tells what is due, what changed, and how much there is', async () => {
  const page = await studio.open('/');
  const waiting = page.getByRole('region', { name: 'Waiting for you' });
  await waiting.getByRole('link', { name: /1\s*Overdue tasks/ }).click();
  await page.waitForURL(/\/activity\?view=overdueTasks/);
  await page.goBack();
  await page
    .getByRole('region', { name: 'Changed lately' })
    .getByRole('link', { name: /Call them back/ })
    .waitFor();
  await page
    .getByRole('region', { name: 'All records' })
    .getByRole('link', { name: /Accounts\s*3/ })
    .waitFor();
});

test('a server that is gone is told, and what is shown is read again when it is back', async () => {
  const page = await studio.open('/account');
  await page.getByRole('link', { name: 'Aurora Ceramics' }).first().waitFor();
  await page.context().setOffline(true);
  const notice = page.getByText('No connection to the server');
  await notice.waitFor();
  await studio.api('/api/records/account', { method: 'POST', body: { name: 'Delphi Bricks' } });
  await page.context().setOffline(false);
  await notice.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Delphi Bricks' }).first().waitFor();
});

test('a request that fails says which one it was, and can be tried again', async () => {
  const page = await studio.open('/contact');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const problem = { code: 'KILN_INTERNAL', title: 'Something went wrong', status: 500, requestId: 'req-4711' };
  await page.route('**/api/records/shard?*', (route) =>
    route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
  );
  await page.getByRole('navigation').getByRole('link', { name: 'Shards', exact: true }).click();
  await page.getByRole('alert').getByText('The server failed while answering.', { exact: false }).waitFor();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: /req-4711/ }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('req-4711');
  await page.unroute('**/api/records/shard?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
});

const looks = [
  ['en', false],
  ['zh-CN', false],
  ['en', true],
  ['zh-CN', true],
] as const;

test.concurrent.for(looks)('nothing moves while a page arrives, and nothing is too wide: %s phone %s', async (look) => {
  const [language, phone] = look;
  const page = await studio.open('/', { phone, language });
  for (const path of ['/', '/account', '/account/new', `/account/${ids[0]}`, '/account/bin', '/no/such/page']) {
    await page.goto(studio.server.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    const { shift, isTooWide } = await page.evaluate(async () => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if ('value' in entry) sum += Number(entry.value);
      }).observe({ type: 'layout-shift', buffered: true });
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { shift: sum, isTooWide: document.documentElement.scrollWidth > window.innerWidth };
    });
    expect(shift, path).toBeLessThan(0.02);
    expect(isTooWide, path).toBe(false);
  }
});

test('who asked for less motion gets none', async () => {
  const page = await studio.open('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  const duration = () => dialog.evaluate((element) => Number.parseFloat(getComputedStyle(element).animationDuration));
  expect(await duration()).toBeLessThan(0.001);
  // A transition as short would be one of each element.
  const begun = await page.evaluate(async () => {
    let transitions = 0;
    document.addEventListener('transitionrun', () => {
      transitions += 1;
    });
    document.documentElement.style.color = 'red';
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    document.documentElement.style.color = '';
    return transitions;
  });
  expect(begun).toBe(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await duration()).toBeGreaterThan(0.05);
});
