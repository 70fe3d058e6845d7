import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../core/lib/json.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { untilQuiet } from './untilQuiet.ts';

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio([
    {
      $id: 'firing',
      title: 'Firing',
      'x-plural': 'Firings',
      required: ['name'],
      properties: {
        name: { type: 'string', title: 'Name', minLength: 1, maxLength: 60 },
        stage: { type: 'string', title: 'Stage', enum: ['open', 'shipped', 'lost'], default: 'open' },
        reason: { type: 'string', title: 'Reason' },
        mail: { type: 'string', title: 'Mail', format: 'email' },
        heat: { type: 'integer', title: 'Heat', minimum: 0 },
        double: { type: 'integer', title: 'Double heat', 'x-formula': 'heat * 2' },
        code: { type: 'string', title: 'Code', 'x-unique': true },
        text: { type: 'string', title: 'Text', format: 'multiline' },
        account: { title: 'Customer', 'x-relation': { to: 'account', inverse: 'firings' } },
        lines: { title: 'Lines', 'x-children': { entity: 'line', field: 'firing' } },
      },
      'x-display': 'name',
      'x-search': ['name'],
      'x-rules': [{ when: "stage == 'lost'", require: ['reason'], message: 'Say why it was lost.' }],
    },
    {
      $id: 'line',
      title: 'Line',
      'x-plural': 'Lines',
      required: ['title', 'firing'],
      properties: {
        firing: { title: 'Firing', 'x-relation': { to: 'firing', onDelete: 'cascade' } },
        title: { type: 'string', title: 'Title', minLength: 1 },
        amount: { type: 'integer', title: 'Amount', default: 1 },
      },
      'x-display': 'title',
      'x-parent': { entity: 'firing', field: 'firing' },
    },
    {
      $id: 'memo',
      title: 'Memo',
      'x-plural': 'Memos',
      required: ['title'],
      properties: {
        title: { type: 'string', title: 'Title' },
        body: { type: 'string', title: 'Body', format: 'markdown' },
        about: { title: 'About', 'x-relation': { to: ['firing', 'account'], inverse: 'memos' } },
      },
      'x-display': 'title',
    },
  ]);
}, 60_000);

afterAll(() => studio?.close());

async function create(entity: string, body: JsonObject): Promise<string> {
  return String((await studio.api(`/api/records/${entity}`, { method: 'POST', body })).id);
}
const patch = (id: string, body: JsonObject) => studio.api(`/api/records/firing/${id}`, { method: 'PATCH', body });
const field = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
const edit = (page: Page, name: string) => page.getByRole('button', { name: `Edit ${name}`, exact: true });

test('a field is edited in place: by click or Enter, saved by Enter or by leaving it, left by Escape', async () => {
  const id = await create('firing', { name: 'Tunnel', heat: 5 });
  const page = await studio.open(`/firing/${id}`);
  await field(page, 'Heat').getByText('5', { exact: true }).click();
  await field(page, 'Heat').getByRole('textbox').or(field(page, 'Heat').getByRole('spinbutton')).fill('1200');
  await page.keyboard.press('Enter');
  await field(page, 'Double heat').getByText('2,400').waitFor();

  await edit(page, 'Name').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Tunnel kiln');
  await page.keyboard.press('Escape');
  await field(page, 'Name').getByText('Tunnel', { exact: true }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Edit Name');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Tunnel kiln');
  await page.keyboard.press('Tab');
  await page.getByRole('heading', { level: 1, name: 'Tunnel kiln' }).waitFor();

  await edit(page, 'Stage').click();
  await page.locator('.ant-select-item-option', { hasText: 'shipped' }).last().click();
  await expect.poll(async () => (await studio.api(`/api/records/firing/${id}`)).stage).toBe('shipped');
  const saved = await studio.api(`/api/records/firing/${id}?select=name,heat,stage`);
  expect(saved).toEqual({ name: 'Tunnel kiln', heat: 1200, stage: 'shipped' });
});

test('what is wrong is told where it was typed; what the server refuses is taken back', async () => {
  await create('firing', { name: 'First', code: 'A1' });
  const id = await create('firing', { name: 'Second', code: 'A2' });
  const page = await studio.open(`/firing/${id}`);
  await edit(page, 'Mail').click();
  await page.keyboard.type('nobody');
  await page.keyboard.press('Enter');
  await field(page, 'Mail').getByRole('alert').waitFor();
  await page.keyboard.press('Escape');
  expect(await field(page, 'Mail').getByText('nobody').count()).toBe(0);

  await edit(page, 'Code').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('A1');
  await page.keyboard.press('Enter');
  await field(page, 'Code').getByRole('alert').waitFor();
  await field(page, 'Code').getByRole('button', { name: 'Cancel' }).click();
  await field(page, 'Code').getByText('A2', { exact: true }).waitFor();

  // A rule over two fields leads to the form, which has them both.
  await edit(page, 'Stage').click();
  await page.locator('.ant-select-item-option', { hasText: 'lost' }).last().click();
  await field(page, 'Stage').getByText('Say why it was lost.').waitFor();
  await field(page, 'Stage').getByRole('button', { name: 'Open in the form' }).click();
  await page.waitForURL(/\/edit$/);
  await page.locator('#field_reason').fill('Too dear');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(new RegExp(`/firing/${id}$`));
  expect(await studio.api(`/api/records/firing/${id}?select=stage,reason`)).toEqual({
    stage: 'lost',
    reason: 'Too dear',
  });
});

test('a change is shown at once and rolled back when the server cannot be reached', async () => {
  const id = await create('firing', { name: 'Offline', heat: 1 });
  const page = await studio.open(`/firing/${id}`);
  await field(page, 'Heat').getByText('1', { exact: true }).waitFor();
  await page.context().setOffline(true);
  await edit(page, 'Heat').click();
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await field(page, 'Heat').getByRole('alert').waitFor();
  await page.context().setOffline(false);
  await field(page, 'Heat').getByRole('button', { name: 'Try again' }).click();
  await field(page, 'Heat').getByText('2', { exact: true }).waitFor();
  await expect.poll(async () => (await studio.api(`/api/records/firing/${id}`)).heat).toBe(2);
});

test('what somebody else changes shows at once, and is told', async () => {
  const id = await create('firing', { name: 'Watched', heat: 1 });
  const page = await studio.open(`/firing/${id}`);
  await field(page, 'Heat').getByText('1', { exact: true }).waitFor();
  await page.waitForTimeout(300);
  await patch(id, { heat: 7, reason: 'new' });
  await field(page, 'Heat').getByText('7', { exact: true }).waitFor();
  await page.getByText('Somebody else changed this record. Reason and Heat').waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).first().click();
  // One's own changes are not told.
  await edit(page, 'Heat').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('8');
  await page.keyboard.press('Enter');
  await field(page, 'Heat').getByText('8', { exact: true }).waitFor();
  await page.waitForTimeout(600);
  expect(await page.getByText('Somebody else changed this record.').count()).toBe(0);
});

/** Keeps the page from hearing what others do, so that it saves on an old version. */
async function openDeaf(path: string): Promise<Page> {
  const page = await studio.open('/account');
  await page.addInitScript(() => {
    Object.assign(window, {
      WebSocket: class extends EventTarget {
        send() {}
        close() {}
      },
    });
  });
  await page.goto(studio.server.url + path);
  return page;
}

test('changes of two people to different fields are both kept; to the same field one chooses', async () => {
  const id = await create('firing', { name: 'Shared', heat: 1, reason: 'old' });
  const page = await openDeaf(`/firing/${id}`);
  await field(page, 'Heat').getByText('1', { exact: true }).waitFor();
  await patch(id, { reason: 'theirs' });
  await edit(page, 'Heat').click();
  await field(page, 'Heat').locator('input:focus').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('5');
  // What is read after it is read before the next change of the other.
  await untilQuiet(page, async () => {
    await page.keyboard.press('Enter');
    await field(page, 'Reason').getByText('theirs').waitFor();
  });
  expect(await studio.api(`/api/records/firing/${id}?select=heat,reason`)).toEqual({ heat: 5, reason: 'theirs' });

  await patch(id, { heat: 99, reason: 'theirs again' });
  await edit(page, 'Heat').click();
  await field(page, 'Heat').locator('input:focus').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('6');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Somebody else changed this record' });
  await dialog.getByText('Both changed it').waitFor();
  await dialog.getByRole('group', { name: 'Heat' }).getByRole('radio', { name: 'Mine' }).check();
  await dialog.getByRole('button', { name: 'Merge' }).click();
  await expect
    .poll(() => studio.api(`/api/records/firing/${id}?select=heat,reason`))
    .toEqual({ heat: 6, reason: 'theirs again' });
});

test('a form that was overtaken is merged field by field before it is saved', async () => {
  const id = await create('firing', { name: 'Shared', heat: 1, mail: 'a@example.com' });
  const page = await openDeaf(`/firing/${id}/edit`);
  await page.getByLabel('Heat', { exact: true }).fill('5');
  await page.getByLabel('Reason').fill('mine');
  await patch(id, { heat: 9, mail: 'b@example.com' });
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Somebody else changed this record' });
  await dialog.getByRole('group', { name: 'Heat' }).getByRole('radio', { name: 'Theirs' }).check();
  await dialog.getByRole('button', { name: 'Merge' }).click();
  await expect.poll(() => page.getByLabel('Mail').inputValue()).toBe('b@example.com');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(new RegExp(`/firing/${id}$`));
  expect(await studio.api(`/api/records/firing/${id}?select=heat,mail,reason`)).toEqual({
    heat: 9,
    mail: 'b@example.com',
    reason: 'mine',
  });
});

test('line items are read as a table and edited in place', async () => {
  const id = await create('firing', { name: 'Lined', lines: [{ title: 'Cup', amount: 2 }] });
  const page = await studio.open(`/firing/${id}`);
  await page.getByRole('table', { name: 'Lines' }).getByText('Cup').waitFor();
  await edit(page, 'Lines').click();
  await page.getByRole('button', { name: 'Add line' }).click();
  await page.keyboard.type('Bowl');
  await field(page, 'Lines').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('table', { name: 'Lines' }).getByText('Bowl').waitFor();
  const saved = await studio.api(`/api/records/firing/${id}?select=lines(title,amount)`);
  expect(saved.lines).toEqual([
    { title: 'Cup', amount: 2 },
    { title: 'Bowl', amount: 1 },
  ]);
});

test('related records are listed and made in context; notes are written on the timeline', async () => {
  const account = await create('account', { name: 'Larch' });
  const page = await studio.open(`/account/${account}`);
  const firings = page.getByRole('region', { name: 'Firings' });
  await firings.getByRole('button', { name: 'Add Firing' }).click();
  const drawer = page.getByRole('dialog', { name: 'New Firing' });
  await drawer.getByLabel('Name', { exact: true }).fill('From the account');
  await drawer.getByRole('button', { name: 'Create' }).click();
  await firings.getByRole('link', { name: 'From the account' }).waitFor();
  const found = await studio.api(
    `/api/records/firing?select=account&where=${encodeURIComponent(`account == "${account}"`)}`,
  );
  expect(found.data).toEqual([{ account }]);

  const timeline = page.getByRole('region', { name: 'Timeline' });
  await timeline.getByRole('textbox').fill('Called, will call again');
  await page.keyboard.press('Enter');
  await timeline.getByRole('link', { name: 'Called, will call again' }).waitFor();
  await timeline.getByRole('button', { name: 'Activity' }).click();
  await page.getByRole('dialog', { name: 'New Activity' }).getByLabel('Subject').fill('Visit them');
  await page.getByRole('dialog', { name: 'New Activity' }).getByRole('button', { name: 'Create' }).click();
  await timeline.getByRole('link', { name: 'Visit them' }).waitFor();
  await firings.getByRole('link', { name: 'From the account' }).click();
  await page.getByRole('heading', { level: 1, name: 'From the account' }).waitFor();
});

test('a record is duplicated, its link copied, and its delete taken back', async () => {
  const id = await create('firing', { name: 'Original', heat: 3, code: 'ONCE', lines: [{ title: 'Cup' }] });
  const page = await studio.open(`/firing/${id}`);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('Link copied').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${studio.server.url}/firing/${id}`);

  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: 'Duplicate' }).click();
  await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('Original');
  await page.getByLabel('Name', { exact: true }).fill('Copy');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { level: 1, name: 'Copy' }).waitFor();
  const copy = await studio.api(`/api/records/firing/${page.url().split('/').at(-1)}?select=heat,code,lines(title)`);
  expect(copy).toEqual({ heat: 3, code: null, lines: [{ title: 'Cup' }] });

  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL(/\/firing$/);
  await page.getByRole('link', { name: 'Original' }).waitFor();
  expect(await page.getByRole('link', { name: 'Copy', exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: 'Copy', exact: true }).waitFor();
});

test('a record opens beside its list, and the next one after it', async () => {
  for (const name of ['Peek A', 'Peek B', 'Peek C']) await create('firing', { name, heat: 1 });
  const page = await studio.open('/firing?q=peek&sort=name');
  await page.getByRole('row', { name: 'Peek A' }).getByText('open').click();
  const panel = page.getByRole('complementary', { name: 'Record beside the list' });
  await panel.getByRole('heading', { name: 'Peek A' }).waitFor();
  await panel.getByText('1 of 3').waitFor();
  await panel.getByRole('button', { name: 'Next record' }).click();
  await panel.getByRole('heading', { name: 'Peek B' }).waitFor();
  await page.waitForURL(/peek=/);
  await edit(page, 'Heat').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('44');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: 'Peek B' }).getByText('44', { exact: true }).waitFor();
  await page.reload();
  await panel.getByRole('heading', { name: 'Peek B' }).waitFor();
  await panel.getByRole('button', { name: 'Close' }).click();
  await panel.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: 'Peek C' }).getByText('open').click();
  await panel.getByRole('heading', { name: 'Peek C' }).waitFor();
  await page.keyboard.press('k');
  await panel.getByRole('heading', { name: 'Peek B' }).waitFor();
  await panel.getByRole('button', { name: 'Open page' }).click();
  await page.getByRole('heading', { level: 1, name: 'Peek B' }).waitFor();
});

test('a related list that cannot be read leaves the rest of the page, and can be tried again', async () => {
  const account = await create('account', { name: 'Birch' });
  const page = await studio.open('/account');
  await page.route(/\/api\/records\/firing\?/, (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({ title: 'Broken', status: 500, code: 'KILN_INTERNAL', requestId: 'abc-1' }),
    }),
  );
  await page.goto(`${studio.server.url}/account/${account}`);
  const firings = page.getByRole('region', { name: 'Firings' });
  await firings.getByText('abc-1').waitFor();
  await field(page, 'Name').getByText('Birch').waitFor();
  await page.unroute(/\/api\/records\/firing\?/);
  await firings.getByRole('button', { name: 'Try again' }).click();
  await firings.getByRole('alert').waitFor({ state: 'detached' });
});

test('on a phone, in Chinese: details, timeline and related one after the other, nothing wider than the screen', async () => {
  const account = await create('account', { name: 'Ahorn' });
  const page = await studio.open(`/account/${account}`, { phone: true, language: 'zh-CN' });
  await page.getByRole('radio', { name: '动态' }).waitFor();
  const isTooWide = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(await isTooWide()).toBe(false);
  await page.getByRole('radio', { name: '动态' }).check();
  await page.getByRole('textbox').fill('打过电话');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: '打过电话' }).waitFor();
  await page.getByRole('radio', { name: '相关' }).check();
  await page.getByRole('region', { name: 'Firings' }).waitFor();
  expect(await isTooWide()).toBe(false);
});
