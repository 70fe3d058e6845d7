import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';
import { seriousOn } from './seriousOn.ts';

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
  const account = await studio.api('/api/records/account', {
    method: 'POST',
    body: { name: 'Larch Ltd', industry: 'retail' },
  });
  for (const [name, stage] of [
    ['Deal 1', 'proposal'],
    ['Deal 2', 'won'],
    ['Deal 3', 'proposal'],
  ]) {
    const body = { name: String(name), stage: String(stage), amount: 1000, account: String(account.id) };
    await studio.api('/api/records/opportunity', { method: 'POST', body });
  }
}, 60_000);
afterAll(() => studio?.close());

const settings = (page: Page) => page.getByRole('region', { name: 'Settings' });
const preview = (page: Page) => page.getByRole('region', { name: 'Preview' });
const heads = (page: Page) =>
  page.locator('th[data-column]').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-column')));

test('columns over relations, order and filter show at once with the real records', async () => {
  const page = await studio.open('/studio/views/allOpportunities');
  await preview(page).getByText('Deal 1').waitFor();
  expect(await settings(page).getByRole('textbox', { name: 'Title in Chinese' }).inputValue()).toBe('全部商机');
  await settings(page).getByRole('combobox', { name: 'Add a field' }).first().selectOption('account.industry');
  await expect.poll(() => heads(page)).toContain('account.industry');
  await preview(page).getByText('Retail').first().waitFor();

  const before = await heads(page);
  await settings(page)
    .getByRole('button', { name: /^Move Account · Industry/ })
    .press('ArrowUp');
  await expect.poll(async () => (await heads(page)).indexOf('account.industry')).toBe(before.length - 2);
  // The columns of the preview are those of the view: moved and sized there, they are so in the document.
  await page.getByRole('separator', { name: 'Width of Name' }).focus();
  await page.keyboard.press('ArrowRight');
  await settings(page).getByRole('button', { name: 'Take out Account · Industry' }).click();
  await expect.poll(() => heads(page)).not.toContain('account.industry');

  await settings(page).getByText('Filter', { exact: true }).click();
  await settings(page).getByRole('button', { name: 'As expression' }).click();
  await settings(page).getByRole('textbox', { name: 'Expression' }).fill("stage == 'won'");
  await preview(page).getByText('Deal 2').waitFor();
  await preview(page).getByText('Deal 1').waitFor({ state: 'detached' });
  expect(await seriousOn(page)).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await preview(page).getByText('Deal 1').waitFor();
  await page.context().close();
});

test('the same view as groups, as a board and as a calendar', async () => {
  const page = await studio.open('/studio/views/allOpportunities');
  await preview(page).getByText('Deal 1').waitFor();
  await settings(page).getByText('Grouping', { exact: true }).click();
  await settings(page).getByRole('combobox', { name: 'Group by' }).selectOption('stage');
  const group = preview(page).getByRole('button', { name: /^Proposal/ });
  await group.waitFor();
  await group.click();
  await preview(page).getByText('Deal 1').waitFor({ state: 'detached' });
  await preview(page).getByText('Deal 2').waitFor();

  await settings(page).getByRole('radio', { name: 'Board' }).check({ force: true });
  await preview(page).getByRole('region', { name: 'Proposal' }).getByText('Deal 3').waitFor();
  // It is looked at only: nothing can be moved here.
  expect(await preview(page).getByRole('button', { name: 'Move Deal 3' }).count()).toBe(0);

  await settings(page).getByRole('radio', { name: 'Calendar' }).check({ force: true });
  await preview(page).getByRole('button', { name: 'Today' }).waitFor();
  expect(await settings(page).getByRole('combobox', { name: 'Start' }).inputValue()).not.toBe('');
  expect(await seriousOn(page)).toEqual([]);
  await page.context().close();
});

test('a list in groups is counted by the server, opens and closes, and selects over groups', async () => {
  const { document } = await studio.api('/api/definitions/view/allOpportunities');
  const changes = [
    {
      kind: 'view',
      name: 'grouped',
      document: { ...Object(document), $id: 'grouped', title: 'Grouped', groupBy: 'stage', sumField: 'baseAmount' },
    },
  ];
  await studio.publish(changes);
  const page = await studio.open('/opportunity?view=grouped');
  const group = (name: RegExp) => page.getByRole('button', { name });
  await group(/^Proposal\s*2/).waitFor();
  expect(await group(/^Proposal/).textContent()).toContain('¥2,000');
  for (const name of ['Deal 1', 'Deal 2', 'Deal 3']) await page.getByRole('row', { name }).waitFor();
  const boxes = page.getByRole('checkbox', { name: 'Select row' });
  await boxes.first().click();
  await boxes.last().click({ modifiers: ['Shift'] });
  await page.getByText('3 selected').waitFor();
  await group(/^Proposal/).click();
  await page.getByRole('row', { name: 'Deal 1' }).waitFor({ state: 'detached' });
  expect(await seriousOn(page)).toEqual([]);
  await page.context().close();
});
