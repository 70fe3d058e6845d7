import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../core/lib/json.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { seriousOn } from './seriousOn.ts';

const bargain: JsonObject = {
  $id: 'bargain',
  title: 'Bargain',
  'x-plural': 'Bargains',
  properties: {
    name: { type: 'string', title: 'Name' },
    stage: {
      ...{ type: 'string', title: 'Stage', enum: ['draft', 'review', 'signed', 'lost'], default: 'draft' },
      'x-options': {
        ...{ draft: { title: 'Draft' }, review: { title: 'In review', color: 'blue' } },
        ...{ signed: { title: 'Signed', color: 'green' }, lost: { title: 'Lost', color: 'red' } },
      },
      'x-transitions': {
        start: ['draft'],
        moves: [
          { from: ['draft'], to: 'review' },
          { from: ['review'], to: 'draft' },
          { from: ['review'], to: 'signed', require: ['price'] },
          { from: ['review'], to: 'lost', when: 'rating < 3', message: 'Good ones are not given up.' },
        ],
      },
    },
    price: { type: 'number', title: 'Price' },
    rating: { type: 'integer', title: 'Rating' },
  },
  'x-display': 'name',
};

let studio: Studio;
const ids: Record<string, string> = {};

beforeAll(async () => {
  studio = await openStudio([bargain]);
  const view = { $schema: 'kiln:view', $id: 'bargains', title: 'Board', entity: 'bargain', type: 'board' };
  const changes = [{ kind: 'view', name: 'bargains', document: { ...view, groupBy: 'stage', sort: 'name' } }];
  await studio.publish(changes);
  for (const [name, rating] of [
    ['Anvil', 5],
    ['Bell', 1],
    ['Crate', 5],
    ['Drum', 5],
  ] as const) {
    const made = await studio.api('/api/records/bargain', { method: 'POST', body: { name, rating } });
    ids[name] = String(made.id);
    if (name === 'Drum') continue;
    await studio.api(`/api/records/bargain/${made.id}`, { method: 'PATCH', body: { stage: 'review' } });
  }
}, 60_000);

afterAll(() => studio?.close());

const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const stageOf = async (name: string) => (await studio.api(`/api/records/bargain/${ids[name]}`)).stage;

async function openBoard(): Promise<Page> {
  const page = await studio.open('/bargain?view=bargains');
  await column(page, 'In review').getByText('Anvil').waitFor();
  return page;
}

test('while a card is dragged, columns that it cannot go to say why, and it stays', async () => {
  const page = await openBoard();
  const from = await column(page, 'Draft').locator('article', { hasText: 'Drum' }).boundingBox();
  const to = await column(page, 'Signed').boundingBox();
  if (!from || !to) throw new Error('not on the page');
  await page.mouse.move(from.x + 60, from.y + 30);
  await page.mouse.down();
  await page.mouse.move(from.x + 100, from.y + 40, { steps: 4 });
  await column(page, 'Signed').getByText('“Draft” is not followed by “Signed”.').waitFor();
  expect(await column(page, 'In review').getByText('is not followed').count()).toBe(0);
  await page.mouse.move(to.x + to.width / 2, to.y + 200, { steps: 8 });
  await page.mouse.up();
  await page.getByRole('alert').getByText('“Draft” is not followed by “Signed”.').waitFor();
  expect(await stageOf('Drum')).toBe('draft');
  await page.context().close();
});

test('its menu offers what may follow, and what a condition stands against with the reason', async () => {
  const page = await openBoard();
  await column(page, 'In review').getByRole('button', { name: 'Move Anvil' }).click();
  const menu = page.getByRole('dialog', { name: 'Move to' });
  await menu.getByRole('button', { name: 'Draft' }).waitFor();
  const lost = menu.getByRole('button', { name: 'Lost' });
  expect(await lost.isDisabled()).toBe(true);
  expect(await lost.textContent()).toContain('Good ones are not given up.');
  await page.keyboard.press('Escape');
  await column(page, 'Draft').getByRole('button', { name: 'Move Drum' }).click();
  expect(await menu.getByRole('button').allTextContents()).toEqual(['In review']);
  await page.context().close();
});

test('a column that wants a field filled in asks for it, and saves both', async () => {
  const page = await openBoard();
  await column(page, 'In review').getByRole('button', { name: 'Move Anvil' }).click();
  await page.getByRole('dialog', { name: 'Move to' }).getByRole('button', { name: 'Signed' }).click();
  const dialog = page.getByRole('dialog', { name: 'To “Signed”' });
  await dialog.getByRole('button', { name: 'Move to “Signed”' }).click();
  await dialog.getByText('is required').first().waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await dialog.getByLabel('Price').fill('120');
  await dialog.getByRole('button', { name: 'Move to “Signed”' }).click();
  await column(page, 'Signed').getByText('Anvil').waitFor();
  await expect.poll(() => stageOf('Anvil')).toBe('signed');
  expect((await studio.api(`/api/records/bargain/${ids.Anvil}`)).price).toBe(120);
  await page.context().close();
});

test('a form and an edit in place offer only what may follow, and ask for what that requires', async () => {
  const page = await studio.open(`/bargain/${ids.Crate}`);
  await page.getByRole('button', { name: 'Edit Stage' }).click();
  const options = page.locator('.ant-select-item-option');
  await expect.poll(() => options.allTextContents()).toEqual(['Draft', 'In review', 'Signed']);
  await options.filter({ hasText: 'Signed' }).click();
  await page.getByRole('dialog', { name: 'To “Signed”' }).getByRole('button', { name: 'Cancel' }).click();
  expect(await stageOf('Crate')).toBe('review');

  await page.goto(`${studio.server.url}/bargain/${ids.Crate}/edit`);
  await page.getByLabel('Stage').click();
  await options.filter({ hasText: 'Signed' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('is required').first().waitFor();
  await page.getByLabel('Price').fill('7');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => stageOf('Crate')).toBe('signed');
  await page.context().close();
});

test('a new record begins where it may', async () => {
  const page = await studio.open('/bargain/new');
  await page.getByLabel('Stage').click();
  await expect.poll(() => page.locator('.ant-select-item-option').allTextContents()).toEqual(['Draft']);
  await page.context().close();
});
