import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
  for (const name of ['杭州凌云商贸有限公司', '上海云帆科技', 'Larch & Sons']) {
    await studio.api('/api/records/account', { method: 'POST', body: { name } });
  }
}, 60_000);

afterAll(() => studio?.close());

test('Chinese titles are found by pinyin: in the palette, the sidebar and the list of a relation', async () => {
  const page = await studio.open('/', { language: 'zh-CN' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('kh');
  await page.getByRole('option', { name: '客户', exact: true, selected: true }).waitFor();
  await page.getByRole('combobox').fill('lianxiren');
  await page.getByRole('option', { name: '联系人', exact: true, selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/contact$/);

  await page.getByRole('searchbox', { name: '筛选' }).fill('sj');
  const places = page.getByRole('navigation', { name: '导航' });
  await expect.poll(() => places.locator('a[href="/account"]').count()).toBe(0);
  await places.locator('a[href="/opportunity"]').waitFor();

  await page.goto(`${studio.server.url}/contact/new`);
  await page.locator('#field_account').click();
  await page.keyboard.type('hzly');
  await page.locator('.ant-select-item-option', { hasText: '杭州凌云商贸有限公司' }).waitFor();
  expect(await page.locator('.ant-select-item-option', { hasText: '上海云帆科技' }).count()).toBe(0);
  await page.keyboard.press('Enter');
  await page.locator('.ant-select', { hasText: '杭州凌云商贸有限公司' }).first().waitFor();
});

test('who does not read Chinese does not load the dictionary', async () => {
  const page = await studio.open('/');
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('accounts');
  await page.getByRole('option', { name: 'Accounts', exact: true }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(loaded.filter((url) => url.includes('inyin'))).toEqual([]);
});
