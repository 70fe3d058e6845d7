import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../core/lib/json.ts';
import { openStudio, type Studio } from './openStudio.ts';

let studio: Studio;
const ids = new Map<string, string>();

beforeAll(async () => {
  studio = await openStudio();
  for (const stage of ['qualification', 'proposal'])
    await make('opportunity', { name: `Deal in ${stage}`, stage, amount: 1000, closeDate: '2026-03-15' });
  const startsAt = new Date('2026-03-10T09:00:00').toISOString();
  await make('activity', { subject: 'Kick-off', type: 'meeting', status: 'planned', startsAt });
}, 60_000);

afterAll(() => studio?.close());

async function make(entity: string, body: JsonObject): Promise<void> {
  const { id } = await studio.api(`/api/records/${entity}`, { method: 'POST', body });
  ids.set(String(body.name ?? body.subject), String(id));
}

const pathOf = (entity: string, name: string) => `/api/records/${entity}/${ids.get(name)}`;
const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** A page that hears nothing of what others do, as behind a line that is down for a moment. */
async function openDeaf(path: string): Promise<Page> {
  const page = await studio.open('/settings/account');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.route('**/live/**', (route) => route.abort());
  await page.routeWebSocket('**/live/**', () => undefined);
  await page.goto(studio.server.url + path);
  return page;
}

/** A finger that rests on a thing, takes it along and lets it go. */
async function touchDrag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('not on the page');
  const finger = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove', x: number, y: number) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y }] });
  const [x, y] = [start.x + start.width / 2, start.y + Math.min(start.height / 2, 60)];
  const width = page.viewportSize()?.width ?? 375;
  const goal = { x: Math.min(end.x + end.width / 2, width - 20), y: end.y + Math.min(end.height * 0.8, 80) };
  await touch('touchStart', x, y);
  // Shorter, it would scroll.
  await page.waitForTimeout(350);
  for (let step = 1; step <= 10; step += 1)
    await touch('touchMove', x + ((goal.x - x) * step) / 10, y + ((goal.y - y) * step) / 10);
  // Near the edge the board scrolls along: the finger stays over where it is going, until that stands still.
  for (let still = 0, at = goal.x; still < 3; ) {
    const box = await to.boundingBox();
    const next = box ? Math.min(Math.max(box.x + box.width / 2, 20), width - 20) : at;
    still = Math.abs(next - at) < 1 ? still + 1 : 0;
    at = next;
    await touch('touchMove', at, goal.y);
    await page.waitForTimeout(50);
  }
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

test('a card that somebody else has changed meanwhile goes back, and says so', async () => {
  const page = await openDeaf('/opportunity?view=opportunityBoard');
  const card = column(page, 'Proposal').getByRole('link', { name: 'Deal in proposal' });
  await card.waitFor();
  const path = pathOf('opportunity', 'Deal in proposal');
  await studio.api(path, { method: 'PATCH', body: { amount: 7000 } });
  await card.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByText('Somebody else has just changed this record.', { exact: false }).waitFor();
  await card.waitFor();
  // As it stands now.
  await column(page, 'Proposal').locator('header').getByText('¥7,000').waitFor();
  expect(await studio.api(path)).toMatchObject({ stage: 'proposal', amount: 7000 });
  await page.context().close();
});

test('an entry of a calendar that somebody else has changed meanwhile goes back, and says so', async () => {
  const page = await openDeaf('/activity?view=activityCalendar&at=2026-03-10&span=week');
  const entry = page.locator('[data-entry]', { hasText: 'Kick-off' });
  await entry.waitFor();
  const path = pathOf('activity', 'Kick-off');
  const before = (await studio.api(path)).startsAt;
  await studio.api(path, { method: 'PATCH', body: { description: 'Bring the plans' } });
  await entry.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByText('Somebody else has just changed this record.', { exact: false }).waitFor();
  expect(await studio.api(path)).toMatchObject({ startsAt: before, description: 'Bring the plans' });
  await page.locator('[data-day="2026-03-10"]').locator('[data-entry]').or(entry).first().waitFor();
  await page.context().close();
});

test('on a phone, a card is taken along by a finger', async () => {
  const page = await studio.open('/opportunity?view=opportunityBoard', { phone: true });
  const card = column(page, 'Qualification').locator('article', { hasText: 'Deal in qualification' });
  await card.waitFor();
  await touchDrag(page, card, column(page, 'Needs analysis'));
  await expect
    .poll(async () => (await studio.api(pathOf('opportunity', 'Deal in qualification'))).stage)
    .toBe('needsAnalysis');
  await page.context().close();
});

test('on a phone, a field of a form is taken along by a finger', async () => {
  const page = await studio.open('/studio/forms/note', { phone: true });
  const fields = page.locator('[data-part^="field"]');
  await fields.nth(1).waitFor();
  const before = await fields.allTextContents();
  await touchDrag(page, fields.nth(0), fields.nth(1));
  await expect.poll(() => fields.allTextContents()).toEqual([before[1], before[0], ...before.slice(2)]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => fields.allTextContents()).toEqual(before);
  await page.context().close();
});
