import { afterAll, beforeAll, expect, test } from 'vitest';
import { everything } from './everything.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { seriousOn } from './seriousOn.ts';

let studio: Studio;
let record: string;

beforeAll(async () => {
  studio = await openStudio([everything]);
  const account = await studio.api('/api/records/account', { method: 'POST', body: { name: 'Larch & Sons' } });
  const { id } = await studio.api('/api/records/everything', {
    method: 'POST',
    body: {
      ...{ name: 'All of it', multiline: 'one\ntwo', markdown: '**bold**', integer: 3, money: 12.5, percent: 40 },
      ...{ boolean: true, date: '2026-03-09', moment: '2026-03-09T10:00:00Z', time: '09:15', duration: 'PT1H' },
      ...{ email: 'a@example.com', phone: '+49 30 123456', url: 'https://example.com', kinds: ['a'], tags: ['red'] },
      ...{ rating: 3, json: { a: 1 }, color: '#aa3300', secret: 'hush', place: { lat: 1, lng: 2 } },
      address: { country: 'CN', region: '浙江省', city: '杭州市', street: '文三路' },
      person: { first: 'Ada', last: 'Lovelace' },
      ...{ account: account.id ?? null, friends: [account.id ?? null] },
      about: { entity: 'account', id: account.id ?? null },
    },
  });
  record = String(id);
}, 60_000);

afterAll(() => studio?.close());

test.concurrent.each([
  { language: 'en', phone: false },
  { language: 'zh-CN', phone: false },
  { language: 'zh-CN', phone: true },
] as const)('nothing serious in a form with every type: $language phone $phone', { timeout: 60_000 }, async (look) => {
  const page = await studio.open(`/everything/${record}/edit`, look);
  await page.locator('#field_phone').waitFor();
  await page.locator('#field_json').waitFor();
  expect(await seriousOn(page), 'filled').toEqual([]);
  await page.locator('#field_json').fill('{');
  await page.locator('#field_email').fill('nobody');
  await page.locator('#field_name').fill('');
  await page.keyboard.press('Control+s');
  await page.locator('#field_name[aria-invalid]').waitFor();
  expect(await seriousOn(page), 'wrong').toEqual([]);
});

test.concurrent.each([false, true])(
  'nothing serious in line items, pickers and dialogs: phone %s',
  { timeout: 60_000 },
  async (phone) => {
    const page = await studio.open('/quote/new', { phone });
    await page.locator('#field_lines').click();
    await page.locator('#field_lines-0-name').fill('Cup');
    await page.locator('#field_lines').click();
    await page.locator('#field_lines-1-name').fill('Bowl');
    expect(await seriousOn(page), 'lines').toEqual([]);
    await page.locator('#field_account').click();
    await page.locator('.ant-select-item-option', { hasText: 'Larch' }).last().waitFor();
    expect(await seriousOn(page), 'picker').toEqual([]);
    await page.locator('#field_account').pressSequentially('Willow');
    await page.locator('.ant-select-item-option', { hasText: 'Create Account' }).last().click();
    await page.getByRole('dialog', { name: 'New Account' }).waitFor();
    expect(await seriousOn(page), 'dialog').toEqual([]);
  },
);
