import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
  for (const name of ['Aurora Ceramics', 'Birch Timber']) {
    await studio.api('/api/records/account', { method: 'POST', body: { name } });
  }
}, 60_000);

afterAll(() => studio?.close());

async function openEntity(name: string, title: string, options: Parameters<Studio['open']>[1] = {}): Promise<Page> {
  const page = await studio.open(`/studio/entities/${name}`, options);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  return page;
}

function settings(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Settings' });
}

/** Names of the fields as they are listed. */
async function fieldNames(page: Page): Promise<string[]> {
  const rows = page.locator('[data-field-row]');
  return rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-field-row') ?? ''));
}

function field(page: Page, name: string): Locator {
  return page.locator(`[data-field-row="${name}"]`).locator('button').last();
}

test('an entity is modelled in a minute by keyboard alone: titles, fields, options, a formula', async () => {
  const page = await studio.open('/studio');
  await page.getByRole('link', { name: /^Accounts/ }).waitFor();
  const begun = performance.now();
  await page.getByRole('button', { name: 'New entity' }).press('Enter');
  await page.getByRole('dialog', { name: 'New entity' }).locator('input:focus').waitFor();
  await page.keyboard.type('Machine');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Machine' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/studio/entities/machine');

  await page.getByRole('button', { name: 'Add field' }).press('Enter');
  const palette = page.getByRole('textbox', { name: 'Find a type of field' });
  const title = page.getByLabel('Title in English');
  for (const [type, called] of [
    ['money', 'Price'],
    ['whole', 'Quantity'],
    ['select', 'Stage'],
  ] as const) {
    await palette.fill(type);
    await palette.press('Enter');
    await expect.poll(() => title.evaluate((input) => input === document.activeElement)).toBe(true);
    await page.keyboard.type(called);
  }
  expect(await fieldNames(page)).toEqual(['name', 'price', 'quantity', 'stage']);

  await page.getByLabel('Option 1 in English').fill('Planned');
  await page.getByLabel('Option 2 in English').fill('Running');
  await page.getByLabel('Option 3 in English').fill('Scrapped');
  await page.getByLabel('Scrapped in English').press('Enter');
  await expect.poll(() => page.getByLabel('Option 4 in English').count()).toBe(1);
  await page.getByRole('button', { name: 'Remove Option 4' }).click();

  await palette.fill('formula');
  await palette.press('Enter');
  await page.keyboard.type('Total');
  const formula = page.getByRole('textbox', { name: 'Formula' });
  await formula.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('pri');
  await page.getByRole('option', { name: /^price/ }).click();
  await page.keyboard.type(' * quantity');
  await page.getByText('Yields: number').waitFor();
  await expect.poll(() => page.getByLabel('Type of the result').inputValue()).toBe('decimal');
  expect(performance.now() - begun).toBeLessThan(60_000);

  // The form is there, and can be typed in.
  const preview = page.getByRole('region', { name: 'Preview' });
  await preview.getByText('Stage').first().waitFor();
  await preview.getByLabel('Price').fill('3');
  await page.getByText('Checked').waitFor();
  expect(await fieldNames(page)).toEqual(['name', 'price', 'quantity', 'stage', 'total']);
});

test('fields are added by drag, moved by drag and by keys, and ⌘Z takes everything back', async () => {
  const page = await openEntity('note', 'Note');
  const before = await fieldNames(page);
  const [first = '', second = ''] = before;
  await page.getByRole('button', { name: 'Add field' }).click();
  await drag(page, page.getByRole('button', { name: /^Date A day/ }), field(page, second));
  await expect.poll(() => fieldNames(page)).toEqual([first, 'date', ...before.slice(1)]);

  await field(page, 'date').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => fieldNames(page)).toEqual(['date', ...before]);
  await drag(page, page.getByRole('button', { name: /^Move Date/ }), field(page, second));
  await expect.poll(() => fieldNames(page)).toEqual([first, second, 'date', ...before.slice(2)]);

  await field(page, first).focus();
  await page.keyboard.press('Delete');
  await expect.poll(() => fieldNames(page)).toEqual([second, 'date', ...before.slice(2)]);
  for (let steps = 0; steps < 4; steps++) await page.keyboard.press('Control+z');
  await expect.poll(() => fieldNames(page)).toEqual(before);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => fieldNames(page)).toContain('date');
});

test('a new field stands in the form that its entity has, under each name that it gets', async () => {
  const page = await openEntity('contact', 'Contact');
  const preview = page.getByRole('region', { name: 'Preview' });
  await page.getByRole('button', { name: 'Add field' }).click();
  await page.getByRole('button', { name: /^Rating/ }).click();
  await preview.getByText('Rating', { exact: true }).waitFor();
  await settings(page).getByLabel('Title in English').fill('Mood');
  await preview.getByText('Mood', { exact: true }).waitFor();
  await page.getByText('Checked').waitFor();
  await page.getByRole('link', { name: 'Review 3 changes' }).waitFor();
});

test('a rename keeps the identity, a type tells what becomes of values, and the list shows records under the new name', async () => {
  const page = await openEntity('account', 'Account');
  await field(page, 'name').click();
  await page.getByLabel('API name').fill('company');
  await page.getByText('Was “name”. Data and whatever names it follow.').waitFor();
  await page.getByLabel('API name').fill('Company Name');
  await page.getByText(/^A small letter first/).waitFor();
  await page.getByLabel('API name').blur();
  expect(await page.getByLabel('API name').inputValue()).toBe('company');
  await page.getByRole('radio', { name: 'List' }).check();
  await page.getByRole('region', { name: 'Preview' }).getByText('Aurora Ceramics').waitFor();

  await field(page, 'shortName').click();
  await settings(page).getByLabel('Type', { exact: true }).selectOption('multiline');
  await page.getByText('Every value there is fits the new type.').waitFor();
  await settings(page).getByLabel('Type', { exact: true }).selectOption('image');
  await expect.poll(() => page.getByText(/^The field begins empty/).count()).toBe(1);
});

test('the JSON is in step both ways, keeps what is broken, and says where', async () => {
  const page = await openEntity('product', 'Product');
  await field(page, 'name').click();
  await page.getByLabel('Title in English').fill('Article name');
  await page.getByRole('radio', { name: 'JSON' }).check();
  const text = page.getByRole('textbox', { name: 'JSON of the entity' });
  await text.getByText('"Article name"').waitFor();
  await text.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await page.keyboard.insertText('"x-settings" ');
  await page.getByText('The JSON breaks off in line 2.', { exact: false }).waitFor();
  await page.keyboard.insertText(': true,');
  await page.getByText(/^The JSON breaks off/).waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: 'Design' }).check();
  await page.getByRole('button', { name: 'Entity', exact: true }).click();
  await page.getByText('Place in the application').click();
  await expect.poll(() => page.getByRole('switch', { name: 'Stands among the settings' }).isChecked()).toBe(true);
});

test('a problem leads to its field', async () => {
  const page = await openEntity('article', 'Article');
  await field(page, 'title').click();
  await page.getByRole('button', { name: 'Add field' }).click();
  await page.getByRole('button', { name: /^Text Names/ }).click();
  await page.keyboard.type('Score');
  await page.getByText('Validation').click({ trial: true });
  await page.getByLabel('Pattern').fill('(?=x)');
  await page.getByRole('button', { name: '1 problem' }).waitFor();
  await page.getByRole('button', { name: 'Entity', exact: true }).click();
  await page.getByRole('button', { name: '1 problem' }).click();
  await page.getByRole('link', { name: /score\/pattern/ }).click();
  await expect.poll(() => page.getByLabel('API name').inputValue()).toBe('score');
});

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.scrollIntoViewIfNeeded();
  await from.hover();
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('Nothing to drag, or nowhere to drop it');
  await page.mouse.move(start.x + 8, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + 18, start.y + start.height / 2 + 4);
  await page.mouse.move(end.x + 60, end.y + end.height / 2, { steps: 8 });
  // What is under the pointer is found a moment later.
  const row = to.locator('xpath=ancestor::li');
  await expect.poll(() => row.getAttribute('data-over')).toBe('true');
  await page.mouse.up();
}
