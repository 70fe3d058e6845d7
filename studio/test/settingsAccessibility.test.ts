import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';
import { seriousOn } from './seriousOn.ts';
import { visit } from './visit.ts';

let studio: Studio;
let account: string;

beforeAll(async () => {
  studio = await openStudio();
  account = String(
    (await studio.api('/api/records/account', { method: 'POST', body: { name: 'Aurora', rating: 2 } })).id,
  );
  await studio.api(`/api/records/account/${account}`, { method: 'PATCH', body: { rating: 3 } });
}, 60_000);

afterAll(() => studio?.close());

// Each page is looked at in both themes (seriousOn).
const looks = (['en', 'zh-CN'] as const).flatMap((language) => [false, true].map((phone) => ({ language, phone })));

test.concurrent.each(looks)(
  'nothing serious in the settings: $language phone $phone',
  { timeout: 120_000 },
  async (look) => {
    const isChinese = look.language === 'zh-CN';
    const page = await studio.open('/settings', look);
    const check = async (where: string) => {
      expect(await seriousOn(page), where).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), where).toBe(false);
    };
    for (const path of [
      '/settings',
      '/settings/roles',
      '/settings/roles/salesperson',
      '/settings/secrets',
      '/settings/audit',
    ]) {
      await visit(page, path);
      await check(path);
    }
    await page.getByRole('main').locator('ol > li button').first().click();
    await check('an entry of the audit');

    await visit(page, '/settings/roles/salesperson');
    if (look.phone) {
      await page.getByRole('button', { name: isChinese ? /^客户/ : /^Accounts/ }).tap();
    } else {
      await page.getByRole('button', { name: isChinese ? '客户的字段' : 'Fields of Accounts' }).click();
    }
    await check('fields');
    if (!look.phone) {
      const cell = page.getByRole('button', { name: isChinese ? /^活动, 查看/ : /^Activities, Read/ });
      await cell.click();
      await check('the menu of a right');
      await page.keyboard.press('Escape');
      await cell.focus();
      await page.keyboard.press('c');
      await page.getByRole('dialog').waitFor();
      await check('the condition of a right');
    }

    for (const item of isChinese ? ['历史', '共享…', '权限说明'] : ['History', 'Share …', 'Who may do what']) {
      await visit(page, `/account/${account}`);
      await page.getByRole('button', { name: isChinese ? '更多操作' : 'More actions' }).click();
      await page.getByRole('button', { name: item, exact: true }).click();
      await page.getByRole('dialog').last().waitFor();
      await page.waitForLoadState('networkidle');
      await check(item);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  },
);
