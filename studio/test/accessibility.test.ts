import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';
import { seriousOn } from './seriousOn.ts';
import { visit } from './visit.ts';

let studio: Studio;
let account: string;

beforeAll(async () => {
  studio = await openStudio();
  const body = { name: 'Aurora Ceramics', type: 'customer', phone: '+49 30 123456', rating: 3 };
  account = String((await studio.api('/api/records/account', { method: 'POST', body })).id);
  const { id } = await studio.api('/api/records/account', { method: 'POST', body: { name: 'Gone' } });
  await studio.api(`/api/records/account/${id}`, { method: 'DELETE' });
}, 60_000);

afterAll(() => studio?.close());

// Each page is looked at in both themes (seriousOn).
const looks = (['en', 'zh-CN'] as const).flatMap((language) => [false, true].map((phone) => ({ language, phone })));

test.concurrent.each(looks)(
  'nothing serious on any page: $language phone $phone',
  { timeout: 90_000 },
  async (look) => {
    const page = await studio.open('/', look);
    const check = async (where: string) => expect(await seriousOn(page), where).toEqual([]);
    for (const path of [
      '/',
      '/account',
      '/account/new',
      `/account/${account}`,
      `/account/${account}/edit`,
      '/account/bin',
      '/recycle-bin',
      '/no/such/page',
    ]) {
      await visit(page, path);
      await check(path);
    }
    await visit(page, '/');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('aurora');
    await page.getByRole('option').first().waitFor();
    await check('palette');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await check('shortcuts');
    await page.keyboard.press('Escape');
    if (look.phone) {
      await page.getByRole('button', { name: look.language === 'en' ? 'Open menu' : '打开菜单' }).click();
      await page.getByRole('dialog').waitFor();
      await check('sidebar');
    } else {
      await page.getByRole('button', { name: /^Admin/ }).click();
      await page.getByRole('dialog').waitFor();
      await check('user menu');
    }
  },
);

test('create, edit, find, delete: by keyboard alone', { timeout: 90_000 }, async () => {
  const page = await studio.open('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const press = (key: string) => page.keyboard.press(key);
  const palette = async (text: string, option: RegExp | string) => {
    await press('Control+k');
    await page.getByRole('combobox', { name: 'Search or jump to…' }).waitFor();
    await page.keyboard.type(text);
    await page.getByRole('option', { name: option, selected: true }).waitFor();
    await press('Enter');
  };
  /** Goes on with Tab until the cursor is on what has this name. */
  const tabTo = async (role: 'textbox' | 'button' | 'link' | 'checkbox', name: string | RegExp) => {
    const wanted = page.getByRole(role, { name, exact: true }).first();
    await wanted.waitFor();
    for (let step = 0; step < 80; step += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await press('Tab');
    }
    throw new Error(`Tab never comes to ${role} ${name}`);
  };

  await palette('new account', 'New Account');
  await page.waitForURL(/\/account\/new$/);
  await tabTo('textbox', 'Name');
  await page.keyboard.type('Kiln of keys');
  await press('Control+s');
  await page.getByRole('heading', { level: 1, name: 'Kiln of keys' }).waitFor();
  await page.waitForURL(/\/account\/[0-9a-f-]{36}$/);

  // The form opens with E; what is found is opened by the palette.
  await press('e');
  await page.waitForURL(/\/edit$/);
  await tabTo('textbox', 'Name');
  await press('End');
  await page.keyboard.type(' again');
  await press('Control+s');
  await page.getByRole('heading', { level: 1, name: 'Kiln of keys again' }).waitFor();

  await palette('keys again', /Kiln of keys again/);
  await page.waitForURL(/\/account\/[0-9a-f-]{36}$/);
  await tabTo('button', 'More actions');
  await press('Enter');
  const item = page.getByRole('button', { name: 'Delete', exact: true });
  await item.waitFor();
  for (let step = 0; step < 8; step += 1) {
    if (await item.evaluate((element) => element === document.activeElement)) break;
    await press('ArrowDown');
  }
  await press('Enter');
  await page.waitForURL(/\/account$/);
  const left = await studio.api('/api/records/account?search=keys&count=true');
  expect(left.count).toBe(0);
});
