import { afterAll, beforeAll, expect, test } from 'vitest';
import { everything } from './everything.ts';
import { openStudio, type Studio } from './openStudio.ts';

let studio: Studio;
let larch: string;

beforeAll(async () => {
  studio = await openStudio([everything]);
  const { id } = await studio.api('/api/records/account', {
    method: 'POST',
    body: {
      name: 'Larch & Sons GmbH',
      currency: 'EUR',
      paymentTerms: 'net30',
      billingAddress: { street: 'Hauptstr. 5', city: 'Berlin', country: 'DE' },
    },
  });
  larch = String(id);
}, 60_000);

afterAll(() => studio?.close());

test('what was typed outlives a reload, but no secret does; it can be discarded', async () => {
  const page = await studio.open('/everything/new');
  page.on('dialog', (dialog) => dialog.accept());
  await page.locator('#field_name').fill('Half done');
  await page.locator('#field_tags').pressSequentially('red,');
  await page.locator('#field_secret').fill('hush');
  await page.reload();
  await page.getByText('was restored').waitFor();
  expect(await page.locator('#field_name').inputValue()).toBe('Half done');
  expect(await page.locator('#field_secret').inputValue()).toBe('');
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  expect(await page.locator('#field_name').inputValue()).toBe('');
  await page.reload();
  await page.locator('#field_name').waitFor();
  expect(await page.getByText('was restored').count()).toBe(0);
});

test('a draft of a saved record comes back too, and ends with saving', async () => {
  const { id } = await studio.api('/api/records/contact', { method: 'POST', body: { name: 'Ada', stage: 'lead' } });
  const page = await studio.open(`/contact/${id}/edit`);
  page.on('dialog', (dialog) => dialog.accept());
  await page.locator('#field_jobTitle').fill('Countess');
  await page.waitForTimeout(600);
  await page.reload();
  await page.getByText('was restored').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Countess').first().waitFor();
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('kiln.draft')))).toEqual(
    [],
  );
});

test('one record after another is created', async () => {
  const page = await studio.open('/note/new');
  await page.getByRole('switch', { name: 'Create another' }).click();
  const forms: (string | undefined)[] = [];
  page.on('request', (sent) => {
    if (sent.method() === 'POST' && sent.url().endsWith('/api/records/note')) forms.push(sent.headers()['x-kiln-form']);
  });
  for (const title of ['First of a series', 'Second of a series']) {
    await page.locator('[id^=field_]').first().fill(title);
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await expect.poll(() => page.locator('[id^=field_]').first().inputValue()).toBe('');
  }
  const { count } = await studio.api('/api/records/note?count=true');
  expect(count).toBe(2);
  // Workflows may wait for records of a form.
  expect(forms).toEqual(['note', 'note']);
});

test('a signature fills in a person, and the company that is known', async () => {
  const page = await studio.open('/contact/new');
  await page.getByRole('button', { name: 'Fill in from text' }).click();
  await page.getByRole('textbox', { name: 'Fill in from a signature or business card' }).fill(
    `Ada Lovelace
Head of Sales
Larch & Sons GmbH
Hauptstr. 5, 10115 Berlin, Germany
Tel.: +49 30 1234560
Mobil: +49 170 1234567
ada@larch.example`,
  );
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Account', { exact: true }).waitFor();
  await dialog.getByRole('checkbox', { name: 'Job title' }).uncheck();
  await dialog.getByRole('button', { name: 'Fill in' }).click();
  await expect.poll(() => page.locator('#field_name').inputValue()).toBe('Ada Lovelace');
  expect(await page.locator('#field_jobTitle').inputValue()).toBe('');
  expect(await page.locator('#field_email').inputValue()).toBe('ada@larch.example');
  expect(await page.locator('#field_mobile').inputValue()).toBe('+49 170 1234567');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.waitForURL(/\/contact\/[0-9a-f-]{36}/);
  const { data } = await studio.api('/api/records/contact?limit=1&where=email == "ada@larch.example"');
  const [contact] = Array.isArray(data) ? data : [];
  expect(contact).toMatchObject({
    account: larch,
    address: { street: 'Hauptstr. 5', city: 'Berlin', postalCode: '10115', country: 'DE' },
  });
});

test('a Chinese card pasted into a line of the form is understood', async () => {
  const page = await studio.open('/lead/new', { language: 'zh-CN' });
  await page.locator('#field_name').focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData(
      'text/plain',
      '杭州晨光陶瓷有限公司\n王小明 销售经理\n手机：138 0013 8000\n地址：浙江省杭州市西湖区文三路90号',
    );
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  });
  const dialog = page.getByRole('dialog');
  await dialog.getByText('浙江省杭州市西湖区 文三路90号').waitFor();
  await dialog.getByRole('button', { name: '填入' }).click();
  await expect.poll(() => page.locator('#field_name').inputValue()).toBe('王小明');
  expect(await page.locator('#field_company').inputValue()).toBe('杭州晨光陶瓷有限公司');
  expect(await page.locator('#field_mobile').inputValue()).toBe('138 0013 8000');
});

test('a related record offers what it knows', async () => {
  const page = await studio.open('/quote/new');
  await page.locator('#field_account').click();
  await page.locator('.ant-select-item-option', { hasText: 'Larch' }).last().click();
  await page.getByText('can fill in: Currency, Payment terms, Billing address.').waitFor();
  await page.getByRole('button', { name: 'Fill in', exact: true }).click();
  await page.getByTitle('Euro').first().waitFor();
  await page.getByRole('tab', { name: 'Delivery and terms' }).click();
  expect(await page.getByRole('textbox', { name: 'Street and number' }).first().inputValue()).toBe('Hauptstr. 5');
});

test('a condition shows and requires a field; a tab says how much is wrong in it', async () => {
  const page = await studio.open('/quote/new');
  expect(await page.locator('#field_declineReason').count()).toBe(0);
  await page.locator('#field_status').click();
  await page.locator('.ant-select-item-option', { hasText: 'Declined' }).last().click();
  await page.locator('#field_declineReason').waitFor();
  await page.getByRole('tab', { name: 'Delivery and terms' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  // Back to the tab of the first field that is wrong.
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('field_name');
  await page
    .getByRole('tab', { name: /^Quote/ })
    .getByRole('img', { name: '2 fields need attention' })
    .waitFor();
  const described = await page.locator('#field_name').getAttribute('aria-describedby');
  expect(await page.locator(`[id="${described}"]`).textContent()).toBe('This is required.');
});

test('what the server finds wrong is told at its field, with the cursor there', async () => {
  const page = await studio.open('/product/new');
  await studio.api('/api/records/product', { method: 'POST', body: { name: 'Taken', sku: 'S-1' } });
  await page.locator('#field_name').fill('Another');
  await page.locator('#field_sku').fill('S-1');
  await page.locator('#field_name').focus();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('field_sku');
  expect(await page.locator('#field_sku').getAttribute('aria-invalid')).toBe('true');
});

test('a save that nobody answers raises the notice and keeps what was typed; sent again it makes one record', async () => {
  const page = await studio.open('/contact/new');
  await page.locator('#field_name').fill('Grace Hopper');
  await page.locator('#field_jobTitle').fill('Admiral');
  let arrived = 0;
  // The record is made, and then the answer is lost; after that the server is gone.
  await page.route('**/api/records/contact', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    arrived += 1;
    await route.abort('connectionfailed');
  });
  await page.route('**/healthz', (route) => route.abort('connectionfailed'));
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const notice = page.getByRole('status').filter({ hasText: 'No connection to the server' });
  await notice.waitFor();
  await page.getByRole('alert').filter({ hasText: 'What you typed is still here' }).waitFor();
  await notice.getByRole('button', { name: 'Try again' }).click();
  await page.waitForTimeout(300);
  expect(await notice.isVisible()).toBe(true);
  expect(await page.locator('#field_jobTitle').inputValue()).toBe('Admiral');
  expect(arrived).toBe(1);

  await page.unroute('**/healthz');
  await page.unroute('**/api/records/contact');
  await notice.getByRole('button', { name: 'Try again' }).click();
  await notice.waitFor({ state: 'detached' });
  expect(await page.locator('#field_name').inputValue()).toBe('Grace Hopper');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.waitForURL(/\/contact\/[0-9a-f-]{36}$/);
  const { count } = await studio.api(
    `/api/records/contact?count=true&where=${encodeURIComponent("name == 'Grace Hopper'")}`,
  );
  expect(count).toBe(1);
});
