import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../core/lib/json.ts';
import { fetchAsAdmin } from '../../core/testing/asAdmin.ts';
import { openStudio, type Studio } from './openStudio.ts';

const rows = 3000;
let studio: Studio;
const nameOf = (number: number) => `Brick ${String(number).padStart(4, '0')}`;

beforeAll(async () => {
  studio = await openStudio([
    {
      $id: 'brick',
      title: 'Brick',
      'x-plural': 'Bricks',
      required: ['name'],
      properties: {
        name: { type: 'string', title: 'Name', 'x-index': true },
        size: { type: 'integer', title: 'Size' },
      },
      'x-display': 'name',
    },
  ]);
  for (let start = 0; start < rows; start += 1000) {
    const records: JsonObject[] = Array.from({ length: 1000 }, (_, index) => ({
      name: nameOf(start + index + 1),
      size: index,
    }));
    const response = await fetchAsAdmin(`${studio.server.url}/api/records/brick`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(records),
    });
    expect(response.status).toBe(201);
  }
}, 60_000);

afterAll(() => studio?.close());

const scroller = (page: Page) => page.locator('[data-list-scroller]');
const scrollTo = (page: Page, share: number) =>
  scroller(page).evaluate((element, at) => {
    element.scrollTop = (element.scrollHeight - element.clientHeight) * at;
  }, share);

/** Addresses of the list requests made while something is done. */
async function listRequests(page: Page, work: () => Promise<unknown>): Promise<URL[]> {
  const urls: URL[] = [];
  const note = (request: { url(): string }) => {
    const url = new URL(request.url());
    if (url.pathname === '/api/records/brick' && url.searchParams.get('count') === null) urls.push(url);
  };
  page.on('request', note);
  await work();
  page.off('request', note);
  return urls;
}

test('the scroll bar is as long as the list, and any place of it is reached at once', async () => {
  const page = await studio.open('/brick?sort=name');
  await page.getByText('3,000 records').waitFor();
  await page.getByRole('link', { name: nameOf(1), exact: true }).waitFor();
  const requests = await listRequests(page, async () => {
    await scrollTo(page, 1);
    await page.getByRole('link', { name: nameOf(rows), exact: true }).waitFor();
  });
  // Ids alone lead there, a thousand at a time; then the pages in sight.
  expect(requests.filter((url) => url.searchParams.get('select') === 'id')).toHaveLength(3);
  expect(requests.length).toBeLessThan(8);
  await scrollTo(page, 0.5);
  await page.getByRole('link', { name: nameOf(rows / 2), exact: true }).waitFor();
  // Only the rows in sight are in the page.
  expect(await page.getByRole('row').count()).toBeLessThan(60);
});

test('pages far behind are dropped, and read again when one comes back', async () => {
  const page = await studio.open('/brick?sort=name');
  await page.getByRole('link', { name: nameOf(1), exact: true }).waitFor();
  await scrollTo(page, 1);
  await page.getByRole('link', { name: nameOf(rows), exact: true }).waitFor();
  const requests = await listRequests(page, async () => {
    await scrollTo(page, 0);
    await page.getByRole('link', { name: nameOf(1), exact: true }).waitFor();
  });
  expect(requests.length).toBeGreaterThan(0);
});

test('what others do shows without losing the place, and reads only the pages in sight', async () => {
  const page = await studio.open('/brick?sort=name');
  await page.getByRole('link', { name: nameOf(1), exact: true }).waitFor();
  for (const share of [0.1, 0.2, 0.3, 0.4]) {
    await scrollTo(page, share);
    await page.getByRole('link', { name: nameOf(Math.round(rows * share)), exact: true }).waitFor();
  }
  const middle = nameOf(Math.round(rows * 0.4));
  const before = await page.getByRole('link', { name: middle, exact: true }).boundingBox();
  const found = await studio.api(`/api/records/brick?select=id&where=${encodeURIComponent(`name == "${middle}"`)}`);
  const [record] = Array.isArray(found.data) ? found.data : [];
  const id = String(typeof record === 'object' && record && 'id' in record ? record.id : '');
  const requests = await listRequests(page, async () => {
    await studio.api('/api/records/brick', { method: 'POST', body: { name: 'Brick 0000' } });
    await studio.api(`/api/records/brick/${id}`, { method: 'PATCH', body: { size: 77777 } });
    await page.getByText('77,777').waitFor();
    await page.getByText('3,001 records').waitFor();
  });
  expect(requests.length).toBeLessThanOrEqual(6);
  const after = await page.getByRole('link', { name: middle, exact: true }).boundingBox();
  expect(after?.y).toBe(before?.y);
  await scrollTo(page, 0);
  await page.getByRole('link', { name: 'Brick 0000', exact: true }).waitFor();
  await studio.api(`/api/records/brick/${id}`, { method: 'PATCH', body: { size: 1 } });
});

test('everything that a list finds can be selected, whether it was read or not', async () => {
  const page = await studio.open(`/brick?sort=name&where=${encodeURIComponent('name >= "Brick 2000"')}`);
  await page.goto(`${studio.server.url}/brick?sort=name&where=${encodeURIComponent('name.startsWith("Brick 2")')}`);
  await page.getByText('1,000 records').waitFor();
  await page.getByRole('link', { name: nameOf(2000), exact: true }).waitFor();
  await page
    .getByRole('row', { name: nameOf(2001) })
    .getByRole('checkbox')
    .click();
  await scrollTo(page, 1);
  await page
    .getByRole('row', { name: nameOf(2999) })
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  await page.getByText('999 selected').waitFor();
  await page.keyboard.press('Control+a');
  await page.getByText('1,000 selected').waitFor();
  await page
    .getByRole('row', { name: nameOf(2999) })
    .getByRole('checkbox')
    .click();
  await page.getByText('999 selected').waitFor();
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('999 records deleted').waitFor({ timeout: 20_000 });
  await page.getByText('1 record', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('1,000 records').waitFor({ timeout: 20_000 });
});
