import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchAsAdmin } from '../../core/testing/asAdmin.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { join, signInOn } from './people.ts';
import { seriousOn } from './seriousOn.ts';

const piece = {
  $id: 'piece',
  title: 'Piece',
  'x-plural': 'Pieces',
  properties: {
    name: { type: 'string', title: 'Name' },
    account: { title: 'Customer', 'x-relation': { to: 'account', inverse: 'pieces' } },
    done: { type: 'boolean', title: 'Done' },
  },
  'x-display': 'name',
};

let studio: Studio;
const ids = new Map<string, string>();

beforeAll(async () => {
  studio = await openStudio([piece]);
  const account = await studio.api('/api/records/account', { method: 'POST', body: { name: 'Larch Ltd' } });
  const stages = ['qualification', 'proposal', 'proposal', 'won'];
  for (const [index, stage] of stages.entries()) {
    const name = `Deal ${index + 1}`;
    const amount = (index + 1) * 1000;
    const closeDate = `2026-0${index + 1}-15`;
    const body = { name, stage, amount, closeDate, account: String(account.id) };
    const { id } = await studio.api('/api/records/opportunity', { method: 'POST', body });
    ids.set(name, String(id));
  }
  const pieces = Array.from({ length: 60 }, (_, index) => ({
    name: `Piece ${String(index + 1).padStart(2, '0')}`,
    ...(index < 40 ? { account: String(account.id) } : {}),
  }));
  await fetchAsAdmin(`${studio.server.url}/api/records/piece`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(pieces),
  });
  const view = { $schema: 'kiln:view', $id: 'byCustomer', title: 'By customer', entity: 'piece', type: 'board' };
  const changes = [{ kind: 'view', name: 'byCustomer', document: { ...view, groupBy: 'account', sort: 'name' } }];
  await studio.publish(changes);
}, 60_000);

afterAll(() => studio?.close());

const path = '/opportunity?view=opportunityBoard';
const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const cards = (page: Page, name: string) =>
  column(page, name).locator('article a[href^="/opportunity/"]').allTextContents();
const stageOf = async (name: string) => (await studio.api(`/api/records/opportunity/${ids.get(name)}`)).stage;

test('a column for each option, with counts, sums and cards; those without a card as well', async () => {
  const page = await studio.open(path);
  await column(page, 'Proposal').getByText('Deal 2').waitFor();
  expect(await page.getByRole('region').locator('h2').allTextContents()).toEqual([
    ...['Qualification', 'Needs analysis', 'Proposal', 'Negotiation', 'Won', 'Lost'],
  ]);
  await expect.poll(() => cards(page, 'Proposal')).toEqual(['Deal 2', 'Deal 3']);
  await column(page, 'Proposal').locator('header').getByText('¥5,000').waitFor();
  await column(page, 'Lost').getByText('Nothing here').waitFor();
  // What a card shows besides its name.
  await column(page, 'Won').getByText('Larch Ltd').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await page.context().close();
});

test('a card dragged to another column is saved, and can be taken back', async () => {
  const page = await studio.open(path);
  const card = column(page, 'Proposal').locator('article', { hasText: 'Deal 2' });
  await card.waitFor();
  const from = await card.boundingBox();
  const to = await column(page, 'Negotiation').boundingBox();
  if (!from || !to) throw new Error('not on the page');
  await page.mouse.move(from.x + 120, from.y + 50);
  await page.mouse.down();
  await page.mouse.move(from.x + 160, from.y + 60, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + 200, { steps: 8 });
  // What screen readers are told names the record and the column.
  const told = page.locator('[id^="DndLiveRegion"]');
  await expect.poll(() => told.textContent()).toBe('“Deal 2” is over: Negotiation.');
  await page.mouse.up();
  await expect.poll(() => told.textContent()).toBe('“Deal 2” was dropped: Negotiation.');
  await expect.poll(() => cards(page, 'Negotiation')).toEqual(['Deal 2']);
  await column(page, 'Negotiation').locator('header').getByText('¥2,000').waitFor();
  await expect.poll(() => stageOf('Deal 2')).toBe('negotiation');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => stageOf('Deal 2')).toBe('proposal');
  await expect.poll(() => cards(page, 'Proposal')).toEqual(['Deal 2', 'Deal 3']);
  await page.context().close();
});

test('keys go from card to card, and with shift take one along; its menu moves it, too', async () => {
  const page = await studio.open(path);
  await column(page, 'Proposal').getByRole('link', { name: 'Deal 2' }).focus();
  await page.keyboard.press('ArrowDown');
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  expect(await focused()).toBe('Deal 3');
  await page.keyboard.press('ArrowLeft');
  expect(await focused()).toBe('Deal 1');
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => stageOf('Deal 1')).toBe('needsAnalysis');
  await expect.poll(focused).toBe('Deal 1');
  await column(page, 'Needs analysis').getByRole('button', { name: 'Move Deal 1' }).click();
  await page.getByRole('dialog', { name: 'Move to' }).getByRole('button', { name: 'Qualification' }).click();
  await expect.poll(() => stageOf('Deal 1')).toBe('qualification');
  await page.context().close();
});

test('what a rule refuses goes back, says why, and leads to the form with the new value', async () => {
  const page = await studio.open(path);
  await column(page, 'Won').getByRole('button', { name: 'Move Deal 4' }).click();
  await page.getByRole('dialog', { name: 'Move to' }).getByRole('button', { name: 'Lost' }).click();
  await page.getByText('State why the opportunity was lost.').waitFor();
  await expect.poll(() => cards(page, 'Won')).toEqual(['Deal 4']);
  expect(await stageOf('Deal 4')).toBe('won');
  await page.getByRole('button', { name: 'Open in the form' }).click();
  await page.waitForURL(/\/edit$/);
  await page.getByText('Reason for losing').first().waitFor();
  await page.context().close();
});

test('follows what others change', async () => {
  const page = await studio.open(path);
  await column(page, 'Proposal').getByText('Deal 3').waitFor();
  const body = { stage: 'negotiation' };
  await studio.api(`/api/records/opportunity/${ids.get('Deal 3')}`, { method: 'PATCH', body });
  await expect.poll(() => cards(page, 'Negotiation')).toEqual(['Deal 3']);
  await studio.api(`/api/records/opportunity/${ids.get('Deal 3')}`, { method: 'PATCH', body: { stage: 'proposal' } });
  await page.context().close();
});

test('columns of a relation are called by their records, and read on as somebody scrolls', async () => {
  const page = await studio.open('/piece?view=byCustomer');
  const larch = column(page, 'Larch Ltd');
  await larch.getByText('Piece 01').waitFor();
  expect(await larch.locator('header').textContent()).toContain('40');
  expect(await column(page, 'No Customer').locator('header').textContent()).toContain('20');
  expect(await larch.locator('article').count()).toBe(25);
  await larch.locator('article').last().scrollIntoViewIfNeeded();
  await expect.poll(() => larch.locator('article').count()).toBe(40);
  // To the column of those without a customer: the relation is emptied.
  await larch.getByRole('button', { name: 'Move Piece 01' }).click();
  await page.getByRole('dialog', { name: 'Move to' }).getByRole('button', { name: 'No Customer' }).click();
  await column(page, 'No Customer').getByText('Piece 01').waitFor();
  await expect.poll(async () => (await larch.locator('header').textContent())?.includes('39')).toBe(true);
  await page.context().close();
});

test('who may not change a record finds no way to move it', async () => {
  await join(studio, { name: 'Rea', email: 'rea@example.com', roles: ['readOnly'] }, 'only to be read 1');
  const page = await studio.open('/sign-in', { signedIn: false });
  await signInOn(page, 'rea@example.com', 'only to be read 1');
  await page.getByRole('link', { name: 'Opportunities' }).first().waitFor();
  await page.goto(studio.server.url + path);
  await column(page, 'Won').getByText('Deal 4').waitFor();
  expect(await page.getByRole('button', { name: /^Move Deal/ }).count()).toBe(0);
  await column(page, 'Won').getByRole('link', { name: 'Deal 4' }).focus();
  await page.keyboard.press('Shift+ArrowLeft');
  expect(await stageOf('Deal 4')).toBe('won');
  await page.context().close();
});
