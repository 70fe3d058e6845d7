import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../core/lib/json.ts';
import { openStudio, type Studio } from './openStudio.ts';

const piece: JsonObject = {
  $id: 'piece',
  title: 'Piece',
  'x-plural': 'Pieces',
  required: ['name'],
  properties: {
    name: { type: 'string', title: 'Name', minLength: 1 },
    glaze: {
      type: 'string',
      title: 'Glaze',
      enum: ['matt', 'gloss', 'raw'],
      'x-options': { matt: { title: 'Matt', color: 'gray' }, gloss: { title: 'Gloss', color: 'blue' } },
    },
    heat: { type: 'integer', title: 'Heat', minimum: 0, maximum: 1400 },
    done: { type: 'number', 'x-type': 'percent', title: 'Done' },
    made: { type: 'string', format: 'date', title: 'Made on' },
    tags: { type: 'array', items: { type: 'string' }, title: 'Tags' },
    account: { title: 'Customer', 'x-relation': { to: 'account', inverse: 'pieces' } },
    keeper: { type: 'string', 'x-type': 'user', title: 'Keeper' },
  },
  'x-display': 'name',
  'x-search': ['name'],
};

let studio: Studio;
let accountId: string;

beforeAll(async () => {
  studio = await openStudio([piece]);
  const account = await studio.api('/api/records/account', {
    method: 'POST',
    body: { name: 'Larch', industry: 'retail' },
  });
  accountId = String(account.id);
  for (let number = 1; number <= 30; number += 1) {
    const body: JsonObject = {
      name: `Piece ${String(number).padStart(2, '0')}`,
      glaze: ['matt', 'gloss', 'raw'][number % 3] ?? 'raw',
      heat: number * 10,
      done: number * 3,
      made: `2026-01-${String(number).padStart(2, '0')}`,
      ...(number % 2 ? { tags: ['odd'], account: accountId } : {}),
    };
    await studio.api('/api/records/piece', { method: 'POST', body });
  }
}, 60_000);

afterAll(() => studio?.close());

const names = (page: Page) => page.locator('tbody tr[aria-rowindex] a[href^="/piece/"]').allTextContents();
const columnsOf = (page: Page) => new URL(page.url()).searchParams.get('columns');
const head = (page: Page, path: string) => page.locator(`th[data-column="${path}"]`);

test('columns are chosen, moved, sized and pinned; the address says it, and this browser remembers it for the view', async () => {
  const page = await studio.open('/piece?sort=name');
  await page.getByRole('link', { name: 'Piece 01' }).waitFor();
  const titles = () =>
    page.locator('th[data-column]').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-column')));

  await page.getByRole('button', { name: 'Columns' }).click();
  const dialog = page.getByRole('dialog', { name: 'Columns' });
  await dialog.getByRole('textbox', { name: 'Find a field' }).fill('industry');
  await dialog.getByRole('checkbox', { name: 'Industry' }).click();
  await dialog.getByRole('textbox', { name: 'Find a field' }).fill('');
  await dialog.getByRole('checkbox', { name: 'Heat' }).click();
  await expect.poll(titles).not.toContain('heat');
  await dialog.getByRole('button', { name: 'Move Customer · Industry: arrow keys' }).press('ArrowUp');
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: 'Piece 01' }).getByText('Retail').waitFor();
  await expect.poll(() => columnsOf(page)).toContain('account.industry,account');

  // By keys at the edge of a column, and by its menu.
  const before = (await head(page, 'glaze').boundingBox())?.width ?? 0;
  await page.getByRole('separator', { name: 'Width of Glaze' }).focus();
  for (let times = 0; times < 4; times += 1) await page.keyboard.press('ArrowRight');
  await expect.poll(async () => ((await head(page, 'glaze').boundingBox())?.width ?? 0) - before).toBeGreaterThan(50);
  await head(page, 'name').hover();
  await page.getByRole('button', { name: 'Column Name' }).click();
  await page.getByRole('button', { name: 'Pin to the start' }).click();
  await expect.poll(() => columnsOf(page)).toMatch(/^name!/);
  expect(await head(page, 'name').evaluate((cell) => getComputedStyle(cell).position)).toBe('sticky');

  const arranged = await titles();
  await page.goto(`${studio.server.url}/piece`);
  await page.getByRole('link', { name: 'Piece 30' }).waitFor();
  await expect.poll(titles).toEqual(arranged);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('button', { name: 'As the view has them' }).click();
  await expect.poll(titles).toContain('heat');
});

test('a column is dragged wider with the pointer, and to another place', async () => {
  const page = await studio.open('/piece?columns=name,glaze,heat&sort=name');
  await page.getByRole('link', { name: 'Piece 01' }).waitFor();
  const handle = await page.getByRole('separator', { name: 'Width of Name' }).boundingBox();
  if (!handle) throw new Error('no handle');
  const width = (await head(page, 'name').boundingBox())?.width ?? 0;
  await page.mouse.move(handle.x + 4, handle.y + 10);
  await page.mouse.down();
  await page.mouse.move(handle.x - 96, handle.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => columnsOf(page)).toMatch(/^name:/);
  expect(((await head(page, 'name').boundingBox())?.width ?? 0) - width).toBeLessThan(-80);

  await head(page, 'heat').getByRole('button', { name: 'Heat', exact: true }).dragTo(head(page, 'glaze'));
  await expect.poll(() => columnsOf(page)).toContain('heat,glaze');
});

test('sorts by several, in the order in which they were picked', async () => {
  const page = await studio.open('/piece');
  await page.getByRole('link', { name: 'Piece 30' }).waitFor();
  await head(page, 'glaze').getByRole('button', { name: 'Glaze', exact: true }).click();
  await page.waitForURL(/sort=glaze/);
  await head(page, 'heat')
    .getByRole('button', { name: 'Heat', exact: true })
    .click({ modifiers: ['Shift'] });
  await page.waitForURL(/sort=glaze(,|%2C)heat/);
  await expect.poll(async () => (await names(page)).slice(0, 3)).toEqual(['Piece 01', 'Piece 04', 'Piece 07']);
  await page.getByRole('button', { name: 'Sort', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Sort' });
  await dialog.getByRole('button', { name: 'Sort ascending' }).nth(1).click();
  await expect.poll(async () => (await names(page)).slice(0, 2)).toEqual(['Piece 28', 'Piece 25']);
  await dialog.getByRole('button', { name: 'As the view has it' }).click();
  await expect.poll(() => page.url()).not.toContain('sort=');
});

test('a filter is put together out of rules and groups, stands in the address as CEL, and comes back from it', async () => {
  const page = await studio.open('/piece?sort=name');
  await page.getByRole('link', { name: 'Piece 01' }).waitFor();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Filter' });
  await panel.getByRole('textbox', { name: 'Value' }).fill('PIECE');
  await page.waitForURL(/where=name\.lower/);

  await panel.getByRole('button', { name: 'Add condition' }).click();
  await panel.getByRole('combobox', { name: 'Field' }).nth(1).selectOption('heat');
  await panel.getByRole('combobox', { name: 'Comparison' }).nth(1).selectOption('between');
  await panel.getByLabel('Value').nth(1).fill('50');
  await panel.getByLabel('Value').nth(2).fill('120');
  await page.getByText('8 records').waitFor();

  await panel.getByRole('button', { name: 'Add group' }).click();
  const group = panel.getByRole('group', { name: 'Group of conditions' }).nth(1);
  await group.getByRole('combobox', { name: 'Field' }).selectOption('account.name');
  await group.getByRole('combobox', { name: 'Comparison' }).selectOption('notEmpty');
  await page.getByText('4 records').waitFor();
  await group.getByRole('combobox', { name: 'How the conditions count' }).selectOption('not-or');
  await expect.poll(() => names(page)).toEqual(['Piece 06', 'Piece 08', 'Piece 10', 'Piece 12']);
  expect(new URL(page.url()).searchParams.get('where')).toBe(
    'name.lower().contains("piece") && (heat >= 50 && heat <= 120) && !(account.name != null)',
  );

  await page.reload();
  await expect.poll(() => names(page)).toEqual(['Piece 06', 'Piece 08', 'Piece 10', 'Piece 12']);
  await page.getByText('Heat is between 50 and 120').click();
  expect(await panel.getByRole('combobox', { name: 'Comparison' }).nth(1).inputValue()).toBe('between');

  // As text: what no rule can show stays as it was written.
  await panel.getByRole('button', { name: 'As expression' }).click();
  await panel.getByRole('textbox', { name: 'Expression' }).fill('heat >');
  await panel.getByRole('alert').waitFor();
  await panel.getByRole('textbox', { name: 'Expression' }).fill('size(name) > 3 && heat == 70');
  await expect.poll(() => names(page)).toEqual(['Piece 07']);
  await panel.getByRole('button', { name: 'As conditions' }).click();
  expect(await panel.getByRole('textbox', { name: 'Expression' }).inputValue()).toBe('size(name) > 3');
  await panel.getByRole('button', { name: 'Clear' }).click();
  await page.getByText('30 records').waitFor();
});

test('each kind of value has its own control in a filter', async () => {
  const page = await studio.open('/piece?sort=name&where=glaze%20in%20%5B%22gloss%22%5D');
  const where = () => new URL(page.url()).searchParams.get('where');
  await page.getByText('Glaze is any of Gloss').click();
  const panel = page.getByRole('region', { name: 'Filter' });
  await panel.getByRole('combobox', { name: 'Field' }).selectOption('made');
  await panel.getByRole('combobox', { name: 'Comparison' }).selectOption('atLeast');
  await panel.getByRole('combobox', { name: 'Kind of date' }).selectOption('ago');
  await panel.getByRole('spinbutton', { name: 'Number of days' }).fill('30');
  await expect.poll(where).toBe('made >= today().addDays(-30)');
  await panel.getByRole('combobox', { name: 'Field' }).selectOption('keeper');
  await panel.getByRole('combobox', { name: 'Value' }).selectOption('me');
  await expect.poll(where).toBe('keeper == actor.id');
  await panel.getByRole('combobox', { name: 'Field' }).selectOption('account');
  await panel.getByRole('combobox', { name: 'Value' }).click();
  await page.locator('.ant-select-item-option', { hasText: 'Larch' }).last().click();
  await expect.poll(where).toBe(`account == "${accountId}"`);
  await page.getByText('15 records').waitFor();
  await panel.getByRole('combobox', { name: 'Field' }).selectOption('tags');
  await panel.getByRole('textbox', { name: 'Value' }).fill('odd');
  await expect.poll(where).toBe('"odd" in tags');
  await page.getByText('15 records').waitFor();
});

test('keys move, select and open: j, k, x, shift, ⌘A, Enter, Escape', async () => {
  const page = await studio.open('/piece?sort=name');
  await page.getByRole('link', { name: 'Piece 01' }).waitFor();
  const toolbar = page.getByRole('toolbar', { name: 'Selected rows' });
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await toolbar.getByText('1 selected').waitFor();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+J');
  await toolbar.getByText('3 selected').waitFor();
  await page.keyboard.press('k');
  await page.keyboard.press(' ');
  await toolbar.getByText('2 selected').waitFor();
  await page
    .getByRole('row', { name: 'Piece 10' })
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  await toolbar.getByText('9 selected').waitFor();
  await page.keyboard.press('Control+a');
  await toolbar.getByText('30 selected').waitFor();
  await page.keyboard.press('Escape');
  await toolbar.waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Piece 10' }).waitFor();
  // And on in the list it was opened from.
  await page.getByRole('button', { name: 'Next record' }).click();
  await page.getByRole('heading', { level: 1, name: 'Piece 11' }).waitFor();
  await page.keyboard.press('k');
  await page.getByRole('heading', { level: 1, name: 'Piece 10' }).waitFor();
});

test('many records get one value at once; those that cannot are told, the others are changed', async () => {
  for (const number of [1, 2, 3]) {
    const body = { name: `Bulk ${number}`, industry: 'finance' };
    await studio.api('/api/records/account', { method: 'POST', body });
  }
  const page = await studio.open('/account?q=bulk&sort=name');
  await page.getByRole('link', { name: 'Bulk 1' }).waitFor();
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: 'Edit field' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change 3 records' });
  await dialog.getByRole('combobox', { name: 'Field to change' }).selectOption('shortName');
  await dialog.getByRole('textbox', { name: 'Short name' }).fill('Bk');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('3 records changed').waitFor();
  const changed = await studio.api('/api/records/account?search=bulk&select=shortName');
  expect(changed.data).toEqual([{ shortName: 'Bk' }, { shortName: 'Bk' }, { shortName: 'Bk' }]);

  // A name cannot be taken away.
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: 'Edit field' }).click();
  await dialog.getByRole('combobox', { name: 'Field to change' }).selectOption('name');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await dialog.getByText('0 changed, 3 not:').waitFor();
  await dialog.getByRole('link', { name: 'Bulk 2' }).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
});

test('a delete of many can be taken back, and what is deleted lies in the recycle bin', async () => {
  for (const name of ['Shard A', 'Shard B', 'Shard C']) {
    await studio.api('/api/records/piece', { method: 'POST', body: { name } });
  }
  const page = await studio.open('/piece?q=shard&sort=name');
  await page.getByRole('link', { name: 'Shard A' }).waitFor();
  await page.keyboard.press('Control+a');
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Nothing found').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: 'Shard C' }).waitFor();
  await page.keyboard.press('Control+a');
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Nothing found').waitFor();

  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: 'Recycle bin' }).click();
  await page.waitForURL(/\/piece\/bin/);
  await page.getByRole('row', { name: 'Shard A' }).getByRole('checkbox').click();
  await page.getByRole('button', { name: 'Restore' }).click();
  await page.getByText('1 record restored').waitFor();
  await page.getByRole('row', { name: 'Shard B' }).getByRole('checkbox').click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete for good' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await page.getByText('1 record deleted for good').waitFor();
  const bin = await studio.api('/api/records/piece?deleted=true&select=name');
  expect(bin.data).toEqual([{ name: 'Shard C' }]);
  const live = await studio.api('/api/records/piece?search=shard&select=name');
  expect(live.data).toEqual([{ name: 'Shard A' }]);
});

test('what cannot be read is told with its request id and can be tried again; an empty list says what to do', async () => {
  const page = await studio.open('/piece');
  await page.getByRole('link', { name: 'Piece 30' }).waitFor();
  await page.goto(`${studio.server.url}/piece?where=heat%20%3E`);
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
  expect(await page.getByRole('alert').locator('code').textContent()).toMatch(/\S{6,}/);
  await page.goto(`${studio.server.url}/piece?q=nothinglikeit`);
  await page.getByRole('button', { name: 'Clear search and filter' }).click();
  await page.getByRole('link', { name: 'Piece 30' }).waitFor();
});

test('in Chinese and on a phone: cards, a filter over the width, and a tap selects once anything is selected', async () => {
  const page = await studio.open('/piece?sort=name', { phone: true, language: 'zh-CN' });
  await page.getByRole('link', { name: 'Piece 01' }).waitFor();
  const isTooWide = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  await page.getByRole('row', { name: 'Piece 01' }).getByRole('checkbox').click();
  await page.getByRole('row', { name: 'Piece 02' }).click();
  await page.getByText('已选 2 条').waitFor();
  await page.getByRole('button', { name: '取消选择' }).click();
  await page.getByRole('button', { name: '筛选', exact: true }).click();
  await page.getByRole('textbox', { name: '值' }).fill('piece 07');
  await expect.poll(() => names(page)).toEqual(['Piece 07']);
  expect(await isTooWide()).toBe(false);
});
