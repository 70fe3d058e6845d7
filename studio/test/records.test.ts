import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio([
    {
      $id: 'kiln',
      title: 'Oven',
      'x-plural': 'Ovens',
      'x-group': 'Workshop',
      required: ['name'],
      properties: {
        name: { type: 'string', title: 'Name', minLength: 1, maxLength: 60 },
        code: { type: 'string', title: 'Code', 'x-unique': true },
        glaze: {
          type: 'string',
          title: 'Glaze',
          enum: ['matt', 'gloss'],
          'x-options': { gloss: { title: 'Glossy', color: 'blue' } },
        },
        heat: { type: 'integer', title: 'Heat', minimum: 0, maximum: 1400 },
        mail: { type: 'string', title: 'Mail', format: 'email' },
        fired: { type: 'boolean', title: 'Fired' },
        account: { title: 'Customer', 'x-relation': { to: 'account' } },
        double: { type: 'integer', title: 'Double heat', 'x-formula': 'heat * 2' },
        pots: { title: 'Pots', 'x-children': { entity: 'pot', field: 'kiln' } },
      },
      'x-display': 'name',
      'x-search': ['name'],
      'x-rules': [{ when: 'fired == true', require: ['heat'], message: 'A fired oven was hot.' }],
    },
    {
      $id: 'pot',
      title: 'Pot',
      'x-plural': 'Pots',
      required: ['title', 'kiln'],
      properties: {
        kiln: { title: 'Oven', 'x-relation': { to: 'kiln', onDelete: 'cascade' } },
        title: { type: 'string', title: 'Title', minLength: 1 },
        amount: { type: 'integer', title: 'Amount', minimum: 1, default: 1 },
        price: { title: 'Price', 'x-type': 'money', type: 'number', 'x-currency': 'EUR' },
        sum: { title: 'Sum', type: 'number', 'x-type': 'money', 'x-currency': 'EUR', 'x-formula': 'amount * price' },
      },
      'x-display': 'title',
      'x-parent': { entity: 'kiln', field: 'kiln' },
    },
  ]);
}, 60_000);

afterAll(() => studio?.close());

test('creates, edits, finds and deletes a record of a base entity', async () => {
  const page = await studio.open('/account');
  await page.getByRole('link', { name: 'New', exact: true }).first().click();
  await page.getByLabel('Name', { exact: true }).fill('Aurora Ceramics');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { level: 1, name: 'Aurora Ceramics' }).waitFor();
  expect(page.url()).toMatch(/\/account\/[0-9a-f-]{36}$/);

  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.locator('#field_name').fill('Aurora Ceramics AG');
  await page.getByText('Unsaved changes').waitFor();
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { level: 1, name: 'Aurora Ceramics AG' }).waitFor();
  await page.getByText('Unsaved changes').waitFor({ state: 'detached' });

  await page.getByRole('link', { name: 'Accounts' }).first().click();
  await page.getByRole('textbox', { name: 'Search Accounts' }).fill('auror');
  const found = page.getByRole('link', { name: 'Aurora Ceramics AG' });
  await found.waitFor();
  await page.waitForURL(/q=auror/);

  await page.getByRole('row', { name: 'Aurora Ceramics AG' }).getByRole('checkbox').click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Nothing found').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await found.waitFor();

  await found.click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL(/\/account$/);
  const left = await studio.api('/api/records/account?search=auror&count=true');
  expect(left.count).toBe(0);
});

test('creates, edits, finds and deletes a record of an entity that only this test defines', async () => {
  const page = await studio.open('/kiln/new');
  await page.getByLabel('Name').fill('Tunnel');
  await page.getByLabel('Heat', { exact: true }).fill('1200');
  await page.getByLabel('Glaze').click();
  await page.getByTitle('Glossy').click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { level: 1, name: 'Tunnel' }).waitFor();
  // The server has computed it.
  await page.getByText('2,400').waitFor();

  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.locator('#field_heat').fill('1300');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('2,600').waitFor();
  await page.getByText('Unsaved changes').waitFor({ state: 'detached' });

  await page.getByRole('link', { name: 'Ovens' }).first().click();
  await page.getByRole('textbox', { name: 'Search Ovens' }).fill('tunn');
  const row = page.getByRole('row', { name: 'Tunnel' });
  await row.getByText('Glossy').waitFor();
  await row.getByRole('checkbox').click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Nothing found').waitFor();
});

test('line items are edited in the form of their parent and saved with it', async () => {
  const page = await studio.open('/kiln/new');
  await page.getByLabel('Name').fill('Raku');
  await page.getByRole('button', { name: 'Add line' }).click();
  await page.getByRole('button', { name: 'Add line' }).click();
  await page.getByLabel('Title').nth(0).fill('Cup');
  await page.getByLabel('Amount').nth(0).fill('3');
  await page.getByLabel('Price').nth(0).fill('2.5');
  await page.getByLabel('Title').nth(1).fill('Bowl');
  // Computed while one types, and again by the server.
  await page.getByText('€7.50').first().waitFor();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL(/\/kiln\/[0-9a-f-]{36}$/);
  await page.getByRole('table', { name: 'Pots' }).getByText('€7.50').first().waitFor();
  const id = page.url().split('/').at(-1);

  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('button', { name: 'Remove line 2' }).click();
  await page.getByLabel('Amount').nth(0).fill('4');
  await page.getByText('€10').first().waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Unsaved changes').waitFor({ state: 'detached' });
  const saved = await studio.api(`/api/records/kiln/${id}?select=pots(title,amount)`);
  expect(saved.pots).toEqual([{ title: 'Cup', amount: 4 }]);
});

test('what is wrong is told at its field: missing, malformed, by rule, in a line, and by the server', async () => {
  await studio.api('/api/records/kiln', { method: 'POST', body: { name: 'First', code: 'A1' } });
  const page = await studio.open('/kiln/new');
  const about = (name: string) => page.locator(`#field_${name}-about`).getByRole('alert');
  await page.getByLabel('Mail').fill('nobody');
  await page.getByLabel('Fired').click();
  await page.getByRole('button', { name: 'Add line' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await expect.poll(() => about('name').textContent()).toBe('This is required.');
  expect(await about('mail').textContent()).toContain('name@example.com');
  expect(await about('heat').first().textContent()).toBe('A fired oven was hot.');
  expect(
    await page
      .locator('td', { has: page.getByLabel('Title') })
      .getByRole('alert')
      .textContent(),
  ).toBe('This is required.');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('field_name');

  await page.getByLabel('Name').fill('Second');
  await expect.poll(() => about('name').count()).toBe(0);
  await page.getByLabel('Mail').fill('a@example.com');
  await page.getByLabel('Fired').click();
  await page.getByRole('button', { name: 'Remove line 1' }).click();
  await page.getByLabel('Code').fill('A1');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect.poll(() => about('code').count()).toBe(1);
  await page.getByLabel('Code').fill('A2');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { level: 1, name: 'Second' }).waitFor();
});

test('what is wrong is told in Chinese: found here, by a rule, and by the server', async () => {
  await studio.api('/api/records/kiln', { method: 'POST', body: { name: 'Third', code: 'B1' } });
  const customer = await studio.api('/api/records/account', { method: 'POST', body: { name: 'Leaving Ltd' } });
  const page = await studio.open('/kiln/new', { language: 'zh-CN' });
  const told = (name: string) => page.locator(`#field_${name}-about`).getByRole('alert').first();
  const create = page.getByRole('button', { name: '创建', exact: true });
  await page.locator('#field_account').click();
  await page.locator('.ant-select-item-option', { hasText: 'Leaving Ltd' }).last().click();
  await page.locator('#field_mail').fill('nobody');
  await page.locator('#field_heat').fill('2000');
  // The control itself takes no more characters; what is pasted by a script still does.
  await page.locator('#field_code').evaluate((control) => control.removeAttribute('maxlength'));
  await page.locator('#field_code').fill('x'.repeat(600));
  await page.getByRole('button', { name: '添加一行' }).click();
  await create.click();
  await expect.poll(() => told('name').textContent()).toBe('此项必填。');
  expect(await told('mail').textContent()).toBe('邮箱地址的格式如 name@example.com。');
  expect(await told('heat').textContent()).toBe('不能大于 1,400。');
  expect(await told('code').textContent()).toMatch(/^最多 \d+ 个字符。$/);
  const cell = page.locator('td', { has: page.getByLabel('Title') });
  expect(await cell.getByRole('alert').textContent()).toBe('此项必填。');

  await page.locator('#field_heat').fill('hot');
  await page.locator('#field_name').click();
  expect(await told('heat').textContent()).toBe('请填写数字，例如 1,200.50。');
  await page.locator('#field_heat').fill('');
  await page.getByLabel('Fired').click();
  await create.click();
  // Rules speak in the words of their definition.
  await expect.poll(() => told('heat').textContent()).toBe('A fired oven was hot.');

  await page.getByLabel('Fired').click();
  await page.locator('#field_name').fill('Fourth');
  await page.locator('#field_mail').fill('a@example.com');
  await page.getByRole('button', { name: '移除第 1 行' }).click();
  await page.locator('#field_code').fill('B1');
  await create.click();
  await expect.poll(() => told('code').textContent()).toBe('该值已被其他记录使用。');
  await page.locator('#field_code').fill('B2');
  await studio.api(`/api/records/account/${customer.id}`, { method: 'DELETE' });
  await create.click();
  await expect.poll(() => told('account').textContent()).toBe('所选记录不存在，或已移入回收站。');
});

test('a page with unsaved changes is not left unasked', async () => {
  const page = await studio.open('/kiln/new');
  await page.getByLabel('Name').fill('Half done');
  await page.getByRole('link', { name: 'Ovens' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep editing' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await page.getByLabel('Name').inputValue()).toBe('Half done');
  await page.getByRole('link', { name: 'Ovens' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard changes' }).click();
  await page.waitForURL(/\/kiln$/);
});

test('a list shows what others do without being asked again', async () => {
  const page = await studio.open('/kiln');
  await page.getByRole('row').first().waitFor();
  await studio.api('/api/records/kiln', { method: 'POST', body: { name: 'From elsewhere' } });
  await page.getByRole('link', { name: 'From elsewhere' }).waitFor();
});
