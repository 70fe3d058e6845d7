import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';
import { seriousOn } from './seriousOn.ts';

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
}, 60_000);

afterAll(() => studio?.close());

test('entities are found, and shown on a map that keys reach', async () => {
  const page = await studio.open('/studio');
  await page.getByRole('link', { name: /^Accounts.*33 fields/ }).waitFor();
  await page.getByRole('textbox', { name: 'Find an entity' }).fill('tick');
  await expect.poll(() => page.getByText('1 entity').count()).toBe(1);
  await page.getByRole('textbox', { name: 'Find an entity' }).fill('');
  await page.getByRole('radio', { name: 'Map' }).check();
  const map = page.getByRole('region', { name: 'Map of entities' });
  await map.getByText('Opportunities').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  // Relations say what they are called where the pointer is.
  await map.locator('[data-id="contact"]').hover();
  await map.getByText('Account', { exact: true }).waitFor();
  await map.locator('[data-id="opportunity"]').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Opportunity' }).waitFor();
});

test('a file becomes an entity with guessed types, in Chinese and whatever its encoding', async () => {
  const page = await studio.open('/studio', { language: 'zh-CN' });
  await page.getByRole('button', { name: '新建对象' }).click();
  const dialog = page.getByRole('dialog', { name: '新建对象' });
  // 客户名称,金额 / 景德,12 in GB 18030.
  const bytes = 'bfcdbba7c3fbb3c62cbdf0b6ee0abeb0b5c22c31320a';
  await dialog.locator('input[type=file]').setInputFiles({
    name: '合同.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(bytes, 'hex'),
  });
  await dialog.getByText('客户名称').waitFor();
  expect(await dialog.getByLabel('“金额”的类型').inputValue()).toBe('money');
  await dialog.getByText('API 名称：heTong').waitFor();
  await dialog.getByRole('button', { name: '开始设计' }).click();
  await page.getByRole('heading', { level: 1, name: '合同' }).waitFor();
  await page.locator('[data-field-row="keHuMingCheng"]').waitFor();
  await page.getByText('已检查').waitFor();
});

test.each(['customer', 'ticket', 'event', 'task'] as const)('the template %s has no problems', async (template) => {
  const page = await studio.open('/studio');
  await page.getByRole('button', { name: 'New entity' }).click();
  await page.getByLabel('Title in English').fill(`My ${template}`);
  await page.getByRole('radio', { name: new RegExp(`^${template}`, 'i') }).check();
  await page.getByRole('button', { name: 'Start designing' }).click();
  await page.getByRole('heading', { level: 1, name: `My ${template}` }).waitFor();
  await page.getByText('Checked', { exact: true }).waitFor();
});

test('on a phone an entity is designed one page at a time', async () => {
  const page = await studio.open('/studio/entities/note', { phone: true, theme: 'dark' });
  await page.getByRole('button', { name: 'Add field' }).tap();
  await page.getByRole('button', { name: /^Date A day/ }).tap();
  await page.getByLabel('Title in English').fill('Due day');
  expect(await seriousOn(page)).toEqual([]);
  await page.getByRole('button', { name: 'Fields', exact: true }).tap();
  await page.locator('[data-field-row="dueDay"]').waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(375);
});

test('the designer can be used by everybody', async () => {
  const page = await studio.open('/studio/entities/account');
  await page.getByRole('button', { name: 'Add field' }).click();
  await page.locator('[data-field-row="name"] button').last().click();
  await page.getByRole('region', { name: 'Preview' }).waitFor();
  expect(await seriousOn(page)).toEqual([]);
});
