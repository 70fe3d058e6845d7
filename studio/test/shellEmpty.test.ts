import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
}, 60_000);

afterAll(() => studio?.close());

test.each([
  ['en', false, 'Nothing here yet', 'Account'],
  ['zh-CN', true, '这里还没有数据', '客户'],
] as const)('an empty database says what to do (%s)', async (language, phone, title, entity) => {
  const page = await studio.open('/', { language, phone });
  await page.getByRole('heading', { name: title }).waitFor();
  await page.getByText('npm start -- --demo').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
  await page.getByRole('main').getByRole('link', { name: entity, exact: true }).click();
  await page.waitForURL(/\/account\/new$/);
});
