import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';

let studio: Studio;

/** An entity that only this test knows. */
const shard = {
  $id: 'shard',
  title: 'Shard',
  'x-plural': 'Shards',
  properties: { name: { type: 'string', title: 'Name' } },
  'x-display': 'name',
};

async function makeDeleted(entity: string, name: string) {
  const { id } = await studio.api(`/api/records/${entity}`, { method: 'POST', body: { name } });
  await studio.api(`/api/records/${entity}/${id}`, { method: 'DELETE' });
  return String(id);
}

const deleted = async (entity: string) =>
  (await studio.api(`/api/records/${entity}?deleted=true&count=true&limit=1`)).count;
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

beforeAll(async () => {
  studio = await openStudio([shard]);
  await makeDeleted('account', 'Aurora Ceramics');
  await makeDeleted('contact', 'Ada Lovelace');
  for (const name of ['Rim', 'Foot', 'Handle']) await makeDeleted('shard', name);
}, 60_000);

afterAll(() => studio?.close());

test('the bin of all entities shows what was deleted last, restores and removes for good, one or many', async () => {
  const page = await studio.open('/');
  await page.getByRole('link', { name: 'Recycle bin' }).click();
  await page.waitForURL(/\/recycle-bin$/);
  const rows = page.locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(5);
  expect(await rows.first().textContent()).toContain('Handle');
  expect(await row(page, 'Ada Lovelace').textContent()).toContain('Contact');
  const kinds = page.getByRole('navigation', { name: 'Kinds of record' });
  await expect
    .poll(() => kinds.getByRole('link').allTextContents())
    .toEqual(['All5', 'Accounts1', 'Contacts1', 'Shards3']);

  await row(page, 'Aurora Ceramics').hover();
  await page.getByRole('button', { name: 'Restore Aurora Ceramics' }).click();
  await page.getByText('1 record restored').waitFor();
  await expect.poll(() => rows.count()).toBe(4);
  expect(await deleted('account')).toBe(0);

  // Of two entities at once.
  await page.getByRole('checkbox', { name: 'Select Rim' }).check();
  await page.getByRole('checkbox', { name: 'Select Ada Lovelace' }).check();
  await page.getByRole('toolbar').getByRole('button', { name: 'Restore' }).click();
  await page.getByText('2 records restored').waitFor();
  await expect.poll(() => rows.count()).toBe(2);
  expect([await deleted('contact'), await deleted('shard')]).toEqual([0, 2]);

  await row(page, 'Foot').hover();
  await page.getByRole('button', { name: 'Delete Foot for good' }).click();
  const question = page.getByRole('dialog', { name: 'Delete for good?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await deleted('shard')).toBe(2);
  await page.getByRole('checkbox', { name: 'Select all rows' }).check();
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete for good' }).click();
  await question.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByText('The recycle bin is empty').waitFor();
  expect(await deleted('shard')).toBe(0);
});

test('what somebody else deletes appears; each kind has its own list', async () => {
  const page = await studio.open('/recycle-bin');
  await page.getByText('The recycle bin is empty').waitFor();
  await makeDeleted('shard', 'Base');
  await row(page, 'Base').waitFor();
  await page.getByRole('link', { name: 'Shards' }).last().click();
  await page.waitForURL(/\/shard\/bin$/);
  await row(page, 'Base').waitFor();
  await page.getByRole('link', { name: /^All/ }).click();
  await page.waitForURL(/\/recycle-bin$/);
});

test('on a phone, in Chinese', async () => {
  await makeDeleted('shard', '碎片');
  const page = await studio.open('/recycle-bin', { phone: true, language: 'zh-CN' });
  await row(page, '碎片')
    .getByText(/Shard · 1分钟前/)
    .waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
  await page.getByRole('button', { name: '恢复“碎片”' }).click();
  await page.getByText('已恢复 1 条记录').waitFor();
});
