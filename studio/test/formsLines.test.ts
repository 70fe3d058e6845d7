import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
  const products = [
    { name: 'Kiln K1', sku: 'K1', price: 1200, unit: 'pc', taxRate: 19, currency: 'EUR' },
    { name: 'Glaze', sku: 'G1', price: 8.5, unit: 'kg', taxRate: 7, currency: 'CNY' },
  ];
  for (const body of products) await studio.api('/api/records/product', { method: 'POST', body });
}, 60_000);

afterAll(() => studio?.close());

type Page = Awaited<ReturnType<Studio['open']>>;

const cell = (page: Page, row: number, column: string) => page.locator(`#field_lines-${row}-${column}`);
const focused = (page: Page) =>
  page.evaluate(() => {
    const place = document.activeElement;
    const row = place?.closest('tr')?.getAttribute('data-row');
    return `${row} ${place?.closest('td')?.getAttribute('data-column')}`;
  });

test('line items are filled in without the mouse, and totals follow', { timeout: 60_000 }, async () => {
  const page = await studio.open('/quote/new');
  await page.locator('#field_name').fill('Spring');
  await page.locator('#field_lines').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('0 product');
  await page.keyboard.type('glaze');
  await page.locator('.ant-select-item-option-active', { hasText: 'Glaze' }).waitFor();
  await page.keyboard.press('Enter');
  // The product fills in what the line repeats of it.
  await expect.poll(() => cell(page, 0, 'unitPrice').inputValue()).toBe('8.5');
  expect(await cell(page, 0, 'name').inputValue()).toBe('Glaze');
  expect(await cell(page, 0, 'unit').inputValue()).toBe('kg');

  await page.keyboard.press('ArrowRight');
  await expect.poll(() => focused(page)).toBe('0 name');
  await page.keyboard.press('Tab');
  await page.keyboard.type('10');
  await page.getByText('¥90.95').last().waitFor();
  // Enter goes down, and adds a line where there is none.
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('1 product');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Delivery');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('50');
  await page.getByRole('row', { name: 'Total' }).getByText('¥135').waitFor();
  expect(await page.locator('#field_subtotal').textContent()).toBe('¥135');
  expect(await page.locator('#field_total').textContent()).toBe('¥140.95');

  await page.keyboard.press('ArrowUp');
  await expect.poll(() => focused(page)).toBe('0 unitPrice');
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => cell(page, 1, 'name').inputValue()).toBe('Glaze');
  await expect.poll(() => focused(page)).toBe('1 unitPrice');
  await page.keyboard.press('Control+d');
  await expect.poll(() => cell(page, 2, 'name').inputValue()).toBe('Glaze');
  await page.keyboard.press('Control+Delete');
  await expect.poll(() => cell(page, 2, 'name').count()).toBe(0);

  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.waitForURL(/\/quote\/[0-9a-f-]{36}/);
  const { data } = await studio.api('/api/records/quote?select=total,subtotal,lines(name,quantity,lineTotal)&limit=1');
  const [quote] = Array.isArray(data) ? data : [];
  expect(quote).toEqual({
    total: 140.95,
    subtotal: 135,
    lines: [
      { name: 'Delivery', quantity: 1, lineTotal: 50 },
      { name: 'Glaze', quantity: 10, lineTotal: 85 },
    ],
  });
});

test('a price in another currency is not taken over', async () => {
  const page = await studio.open('/quote/new');
  await page.locator('#field_lines').click();
  await page.keyboard.type('kiln');
  await page.locator('.ant-select-item-option-active', { hasText: 'Kiln K1' }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => cell(page, 0, 'taxRate').inputValue()).toBe('19');
  expect(await cell(page, 0, 'unitPrice').inputValue()).toBe('0');
});

test('Tab in the last cell adds a line, and leaves the grid behind one that is still blank', async () => {
  const page = await studio.open('/quote/new');
  await page.locator('#field_lines').click();
  await expect.poll(() => focused(page)).toBe('0 product');
  await cell(page, 0, 'quantity').fill('2');
  await cell(page, 0, 'description').focus();
  await expect.poll(() => focused(page)).toBe('0 description');
  await page.keyboard.press('Tab');
  await expect.poll(() => focused(page)).toBe('1 product');
  await cell(page, 1, 'description').focus();
  await expect.poll(() => focused(page)).toBe('1 description');
  await page.keyboard.press('Tab');
  expect(await page.locator('tr[data-row]').count()).toBe(2);
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('field_lines');
});

test('rows of a spreadsheet are pasted: by their heads, with names of products; what means nothing is told', async () => {
  const page = await studio.open('/quote/new');
  await page.locator('#field_lines').click();
  await cell(page, 0, 'name').focus();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, 'Item\tQuantity\tUnit price\tProduct\nFiring\t2\t1,200.50\tKiln K1\nColour\tmany\t€ 3\tnobody\n');
  await expect.poll(() => cell(page, 1, 'name').inputValue()).toBe('Colour');
  expect(await cell(page, 0, 'unitPrice').inputValue()).toBe('1,200.5');
  await page.locator('tr[data-row="0"]').getByText('Kiln K1').waitFor();
  await page.getByText('2 cells could not be read:').waitFor();
  await page.getByRole('row', { name: 'Total' }).getByText('¥2,404').waitFor();
});

test('a line is dragged to another place', async () => {
  const page = await studio.open('/quote/new');
  for (const [row, name] of ['one', 'two', 'three'].entries()) {
    await page.locator('#field_lines').click();
    await cell(page, row, 'name').fill(name);
  }
  const grip = page.getByRole('button', { name: 'Move line 1', exact: true });
  const from = await grip.boundingBox();
  const to = await page.locator('tr[data-row="2"]').boundingBox();
  if (!from || !to) throw new Error('no rows');
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, to.y + to.height - 4, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => cell(page, 2, 'name').inputValue()).toBe('one');
  expect(await cell(page, 0, 'name').inputValue()).toBe('two');
});

test('what is wrong in a line is told in its cell, and the cursor goes there', async () => {
  const page = await studio.open('/quote/new');
  await page.locator('#field_name').fill('Wrong');
  await page.locator('#field_lines').click();
  await cell(page, 0, 'quantity').fill('-1');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.locator('td[data-column="quantity"]').getByRole('alert').waitFor();
  await expect.poll(() => focused(page)).toBe('0 quantity');
  await page.getByRole('img', { name: '1 field needs attention' }).waitFor();
});

test('on a phone a line is a card that opens', async () => {
  const page = await studio.open('/quote/new', { phone: true, language: 'zh-CN' });
  await page.locator('#field_lines').click();
  await page.locator('#field_lines-0-name').fill('烧制');
  await page.locator('#field_lines-0-quantity').fill('3');
  await page.locator('#field_lines-0-unitPrice').fill('20');
  await page.getByRole('button', { name: /烧制/ }).getByText('¥60').waitFor();
  await page.locator('#field_lines').click();
  await page.locator('#field_lines-1-name').fill('运费');
  await page.getByRole('button', { name: '上移第 2 行' }).click();
  await expect.poll(() => page.locator('#field_lines-0-name').inputValue()).toBe('运费');
  await page.getByRole('button', { name: '移除第 1 行' }).click();
  expect(await page.getByRole('button', { name: /运费/ }).count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
});

test('of hundreds of lines only those in sight are in the page, and the keyboard still goes everywhere', async () => {
  const lines = Array.from({ length: 300 }, (_, at) => ({ name: `Line ${at + 1}`, quantity: 1, unitPrice: 1 }));
  const { id } = await studio.api('/api/records/quote', { method: 'POST', body: { name: 'Long', lines } });
  const page = await studio.open(`/quote/${id}/edit`);
  const rows = page.locator('tr[data-row]');
  await cell(page, 0, 'name').waitFor();
  expect(await rows.count()).toBeLessThan(60);
  const height = () => page.locator('tbody').evaluate((body) => body.getBoundingClientRect().height);
  const tall = await height();

  await cell(page, 0, 'quantity').focus();
  for (let line = 1; line <= 60; line += 1) await page.keyboard.press('ArrowDown');
  await expect.poll(() => focused(page)).toBe('60 quantity');
  await page.keyboard.type('5');
  await page.getByRole('row', { name: 'Total' }).getByText('304').waitFor();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => focused(page)).toBe('59 quantity');
  expect(await cell(page, 59, 'name').inputValue()).toBe('Line 61');

  // Scrolled away, the cursor's line stays, and a key goes on from it.
  await page.mouse.move(700, 500);
  await page.mouse.wheel(0, 8000);
  await cell(page, 250, 'name').waitFor();
  expect(Math.abs((await height()) - tall)).toBeLessThan(40);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => focused(page)).toBe('60 quantity');

  // What is wrong in a line far away is led to.
  await cell(page, 60, 'quantity').fill('-1');
  await page.mouse.wheel(0, 8000);
  await cell(page, 299, 'name').click();
  await expect.poll(() => cell(page, 150, 'name').count()).toBe(0);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('td[data-column="quantity"]').getByRole('alert').waitFor();
  await expect.poll(() => focused(page)).toBe('60 quantity');
  await page.keyboard.type('2');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(new RegExp(`/quote/${id}$`));
});
