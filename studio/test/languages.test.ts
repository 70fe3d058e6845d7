import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
  for (let number = 1; number <= 120; number += 1) {
    const name = `Account ${String(number).padStart(3, '0')}`;
    await studio.api('/api/records/account', { method: 'POST', body: { name } });
  }
}, 60_000);

afterAll(() => studio?.close());

test('the browser chooses the language, the switch changes it, and the choice is remembered', async () => {
  const page = await studio.open('/account', { language: 'zh-CN' });
  await page.getByRole('heading', { level: 1, name: '客户' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
  await page.getByRole('button', { name: 'Admin：设置' }).click();
  await page.getByRole('radio', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
});

test('on a phone the sidebar is a drawer, rows are cards, and nothing is wider than the screen', async () => {
  const page = await studio.open('/account', { phone: true, language: 'zh-CN' });
  await page.getByRole('link', { name: 'Account 001' }).waitFor();
  const isTooWide = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(await isTooWide()).toBe(false);
  await page.getByRole('button', { name: '打开菜单' }).click();
  await page.getByRole('dialog').getByRole('link', { name: '联系人' }).click();
  await page.waitForURL(/\/contact$/);
  await page.goto(`${studio.server.url}/account/new`);
  await page.getByRole('button', { name: '创建' }).click();
  await page.getByText('此项必填。').first().waitFor();
  expect(await isTooWide()).toBe(false);
});

test('a list goes on as far as one scrolls, and its order stands in the address', async () => {
  const page = await studio.open('/account?sort=name');
  await page.getByRole('link', { name: 'Account 001' }).waitFor();
  await page.getByText('120 records').waitFor();
  const last = page.getByRole('link', { name: 'Account 120' });
  await expect
    .poll(
      async () => {
        await page.mouse.move(700, 500);
        await page.mouse.wheel(0, 1500);
        return last.count();
      },
      { timeout: 8000 },
    )
    .toBe(1);
  // The wheel comes to rest: what it still has to turn would move the next list, too.
  const place = () =>
    page
      .locator('main [role=grid], main table')
      .first()
      .evaluate((table) => table.getBoundingClientRect().top);
  let before = Number.NaN;
  await expect
    .poll(async () => {
      const [last, now] = [before, await place()];
      before = now;
      return now === last;
    })
    .toBe(true);
  // Only the rows in sight are in the page.
  expect(await page.getByRole('row').count()).toBeLessThan(60);

  await page.getByRole('columnheader').getByRole('button', { name: 'Name', exact: true }).click();
  await page.waitForURL(/sort=-name/);
  await page.getByRole('row', { name: 'Account 120' }).waitFor();
  await page.reload();
  expect(await page.getByRole('columnheader', { name: 'Name' }).first().getAttribute('aria-sort')).toBe('descending');
});
