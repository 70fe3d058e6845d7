import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
  for (const [name, type] of [
    ['Aurora', 'customer'],
    ['Birch', 'customer'],
    ['Cedar', 'partner'],
  ])
    await studio.api('/api/records/account', { method: 'POST', body: { name: name ?? '', type: type ?? '' } });
  const view = { $schema: 'kiln:view', $id: 'byType', title: 'By type', entity: 'account', type: 'list' };
  const document = { ...view, columns: ['name', 'type'], groupBy: 'type', sort: 'name' };
  const changes = [{ kind: 'view', name: 'byType', document }];
  await studio.publish(changes);
}, 60_000);

afterAll(() => studio?.close());

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

test('a list in groups has the keys of any list: j and k, x, p, Escape; Enter opens a group, and a record', async () => {
  const page = await studio.open('/account?view=byType');
  await page.getByRole('link', { name: 'Cedar' }).waitFor();
  await page.keyboard.press('j');
  await expect.poll(() => focused(page)).toMatch(/2$/);
  const head = page.locator('tbody button[aria-expanded]').first();
  await page.keyboard.press('Enter');
  await expect.poll(() => head.getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Aurora' }).waitFor();
  await page.keyboard.press('j');
  await expect.poll(() => focused(page)).toBe('Aurora');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => page.getByRole('checkbox', { name: 'Select', checked: true }).count()).toBe(2);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('checkbox', { name: 'Select', checked: true }).count()).toBe(0);
  await page.keyboard.press('p');
  await page.getByRole('heading', { name: 'Birch' }).waitFor();
  // What is beside the list follows.
  await page.keyboard.press('k');
  await page.getByRole('heading', { name: 'Aurora' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Aurora' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/account\/[0-9a-f-]{36}$/);
});
