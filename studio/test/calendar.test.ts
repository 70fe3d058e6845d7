import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';
import { seriousOn } from './seriousOn.ts';

const trip = {
  $id: 'trip',
  title: 'Trip',
  'x-plural': 'Trips',
  properties: {
    name: { type: 'string', title: 'Name' },
    from: { type: 'string', format: 'date', title: 'From' },
    to: { type: 'string', format: 'date', title: 'To' },
  },
  'x-display': 'name',
};

let studio: Studio;
const ids = new Map<string, string>();

async function make(entity: string, body: { readonly [name: string]: string }, name: string) {
  ids.set(name, String((await studio.api(`/api/records/${entity}`, { method: 'POST', body })).id));
}

beforeAll(async () => {
  studio = await openStudio([trip]);
  const view = { $schema: 'kiln:view', title: 'Trips', entity: 'trip', type: 'calendar', startField: 'from' };
  const changes = [{ kind: 'view', name: 'trips', document: { ...view, $id: 'trips', endField: 'to' } }];
  await studio.publish(changes);
  const at = (day: string, time: string) => new Date(`2026-03-${day}T${time}:00`).toISOString();
  const meeting = { type: 'meeting', status: 'planned' };
  await make(
    'activity',
    { ...meeting, subject: 'Kick-off', startsAt: at('10', '09:00'), endsAt: at('10', '10:30') },
    'Kick-off',
  );
  await make(
    'activity',
    { ...meeting, subject: 'Fair', startsAt: at('17', '08:00'), endsAt: at('19', '18:00') },
    'Fair',
  );
  await make(
    'activity',
    { ...meeting, subject: 'Before', startsAt: '2026-02-20T08:00:00Z', endsAt: at('03', '12:00') },
    'Before',
  );
  await make('trip', { name: 'Beijing', from: '2026-03-04', to: '2026-03-05' }, 'Beijing');
}, 60_000);

afterAll(() => studio?.close());

const entry = (page: Page, name: string) => page.locator('[data-entry]', { hasText: name });
const read = (entity: string, name: string) => studio.api(`/api/records/${entity}/${ids.get(name)}`);

async function dragTo(page: Page, name: string, to: { x: number; y: number }, grip = false) {
  const target = grip ? entry(page, name).locator('xpath=..').locator('[class*=grip]') : entry(page, name);
  const from = await target.first().boundingBox();
  if (!from) throw new Error(`${name} is not on the page`);
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2 + 10, from.y + from.height / 2 + 3, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
}

async function middleOf(page: Page, day: string) {
  const box = await page.locator(`[data-day="${day}"]`).first().boundingBox();
  if (!box) throw new Error(`${day} is not on the page`);
  return { x: box.x + box.width / 2, y: box.y + box.height - 12 };
}

test('a month shows what begins in it and what goes on into it; a drag to another day keeps the hour', async () => {
  const page = await studio.open('/activity?view=activityCalendar&at=2026-03-15&span=month');
  await entry(page, 'Kick-off').waitFor();
  await entry(page, 'Before').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await dragTo(page, 'Kick-off', await middleOf(page, '2026-03-12'));
  await expect
    .poll(async () => new Date(String((await read('activity', 'Kick-off')).startsAt)).toString())
    .toBe(new Date('2026-03-12T09:00:00').toString());
  expect(new Date(String((await read('activity', 'Kick-off')).endsAt))).toEqual(new Date('2026-03-12T10:30:00'));
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => new Date(String((await read('activity', 'Kick-off')).startsAt)).getDate()).toBe(10);
  await page.context().close();
});

test('a week has hours: an entry is made longer at its end, and moved by keys', async () => {
  const page = await studio.open('/activity?view=activityCalendar&at=2026-03-10&span=week');
  await entry(page, 'Kick-off').waitFor();
  const box = await entry(page, 'Kick-off').boundingBox();
  if (!box) throw new Error('not on the page');
  // An hour and a half is 72 px high; an hour more.
  await dragTo(page, 'Kick-off', { x: box.x + box.width / 2, y: box.y + box.height + 46 }, true);
  await expect
    .poll(async () => new Date(String((await read('activity', 'Kick-off')).endsAt)).toString())
    .toBe(new Date('2026-03-10T11:30:00').toString());
  await entry(page, 'Kick-off').focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect
    .poll(async () => new Date(String((await read('activity', 'Kick-off')).startsAt)).toString())
    .toBe(new Date('2026-03-11T09:00:00').toString());
  await expect.poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-entry'))).toBe(true);
  await page.keyboard.press('Shift+ArrowUp');
  await expect.poll(async () => new Date(String((await read('activity', 'Kick-off')).startsAt)).getHours()).toBe(8);
  expect(await seriousOn(page)).toEqual([]);
  await page.context().close();
});

test('days without hours: the last day belongs to an entry', async () => {
  const page = await studio.open('/trip?view=trips&at=2026-03-04&span=month');
  await entry(page, 'Beijing').waitFor();
  await dragTo(page, 'Beijing', await middleOf(page, '2026-03-06'), true);
  await expect.poll(async () => (await read('trip', 'Beijing')).to).toBe('2026-03-06');
  expect((await read('trip', 'Beijing')).from).toBe('2026-03-04');
  // What is in no week yet is made there.
  await page.locator('[data-day="2026-03-18"]').dblclick({ position: { x: 60, y: 80 } });
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Name').fill('Shanghai');
  await drawer.getByRole('button', { name: 'Create' }).click();
  await entry(page, 'Shanghai').waitFor();
  await page.context().close();
});

test('a phone has an agenda; back goes to where one looked before', async () => {
  const page = await studio.open('/activity?view=activityCalendar&at=2026-03-15', { phone: true });
  await entry(page, 'Fair').first().waitFor();
  await page.getByRole('radio', { name: 'Month' }).check({ force: true });
  await page.locator('[data-day="2026-03-17"]').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  await page.goBack();
  await page.locator('[data-day="2026-03-17"]').waitFor({ state: 'detached' });
  await entry(page, 'Fair').first().click();
  await page.waitForURL(new RegExp(`/activity/${ids.get('Fair')}`));
  await page.context().close();
});
