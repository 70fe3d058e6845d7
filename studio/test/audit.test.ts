import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../../core/testing/client.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { join, words } from './people.ts';

let studio: Studio;
let account: string;
let version = 1;

beforeAll(async () => {
  studio = await openStudio();
  const { id } = await studio.api('/api/records/account', {
    method: 'POST',
    body: { name: 'Aurora Ceramics', phone: '+49 30 123456', rating: 2, type: 'customer' },
  });
  account = String(id);
  await change({ rating: 4, phone: '+49 30 654321' });
  const gone = await studio.api('/api/records/contact', { method: 'POST', body: { name: 'Grace Hopper' } });
  await studio.api(`/api/records/contact/${gone.id}`, { method: 'DELETE' });
}, 60_000);

afterAll(() => studio?.close());

async function change(values: Parameters<Studio['api']>[1] extends infer _ ? Record<string, string | number> : never) {
  const saved = await studio.api(`/api/records/account/${account}`, { method: 'PATCH', body: values });
  version = Number(saved.version);
}

test('the audit tells who did what, finds, opens, and keeps its filters in the address', async () => {
  const page = await studio.open('/settings/audit');
  await page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor();
  await page.getByRole('combobox', { name: 'What happened' }).selectOption('deleted');
  await expect.poll(() => page.getByRole('main').locator('ol > li').count()).toBe(1);
  expect(page.url()).toContain('action=deleted');

  await page.getByRole('combobox', { name: 'What happened' }).selectOption('updated');
  await page.getByRole('combobox', { name: 'Records' }).selectOption('account');
  const line = page.getByRole('main').locator('ol > li').first();
  await line.getByText('Aurora Ceramics').waitFor();
  await line
    .getByText('Rating, Phone')
    .waitFor()
    .catch(() => line.getByText('Phone, Rating').waitFor());
  await line.getByRole('button').first().click();
  await line.getByText('+49 30 123456').waitFor();
  await line.getByText('+49 30 654321').waitFor();
  await line.getByRole('link', { name: 'Open the record' }).click();
  await page.getByRole('heading', { level: 1, name: 'Aurora Ceramics' }).waitFor();
  await page.goBack();
  await page.getByRole('combobox', { name: 'What happened' }).waitFor();
  expect(await page.getByRole('combobox', { name: 'What happened' }).inputValue()).toBe('updated');

  const link = page.getByRole('link', { name: 'Export' });
  expect(await link.getAttribute('href')).toMatch(/^\/api\/audit\/export\?.*action=updated.*format=csv/);
  await page.getByLabel('From').fill('2001-01-01');
  await page.getByLabel('To', { exact: true }).fill('2001-01-02');
  await page.getByText('Nothing that happened fits these filters.').waitFor();
  await page.getByRole('button', { name: 'Clear' }).first().click();
  await expect.poll(() => page.getByRole('main').locator('ol > li').count()).toBeGreaterThan(2);
});

test('the list goes on as one scrolls', async () => {
  const records = Array.from({ length: 120 }, (_, index) => ({ name: `Lead ${index}` }));
  for (const body of records) await studio.api('/api/records/lead', { method: 'POST', body });
  const page = await studio.open('/settings/audit?entity=lead');
  const lines = page.getByRole('main').locator('ol > li');
  await lines.first().waitFor();
  for (let step = 0; step < 20 && (await lines.count()) < 120; step += 1) {
    await lines.last().scrollIntoViewIfNeeded();
    await page.waitForTimeout(150);
  }
  expect(await lines.count()).toBe(120);
});

test('the history of a record, and an earlier value back', async () => {
  const page = await studio.open(`/account/${account}`);
  await page.getByRole('heading', { level: 1, name: 'Aurora Ceramics' }).waitFor();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: 'History', exact: true }).click();
  const history = page.getByRole('dialog', { name: 'History' });
  await history.getByText('+49 30 123456').first().waitFor();
  await history.getByRole('button', { name: 'Phone: restore the earlier value' }).click();
  await page.getByText('Phone restored').waitFor();
  const after = await studio.api(`/api/records/account/${account}`);
  expect(after.phone).toBe('+49 30 123456');
  expect(after.rating).toBe(4);
  expect(Number(after.version)).toBe(version + 1);
  // The restoring is a change like any other.
  await expect.poll(() => history.locator('ol > li').count()).toBe(3);
});

test('a value that changed again since is not overwritten unasked', async () => {
  await change({ rating: 5 });
  const page = await studio.open(`/account/${account}`, { language: 'zh-CN', phone: true });
  await page.getByRole('button', { name: '更多操作' }).tap();
  await page.getByRole('button', { name: '历史', exact: true }).tap();
  const history = page.getByRole('dialog', { name: '历史' });
  // The older of the two changes of the rating: from 2 to 4.
  await history
    .getByRole('button', { name: /评级：恢复之前的值|评分：恢复之前的值|.*：恢复之前的值/ })
    .last()
    .waitFor();
  const older = history.getByRole('listitem').filter({ hasText: '654321' }).last();
  await older
    .getByRole('button', { name: /恢复之前的值/ })
    .first()
    .tap();
  await history.getByText('此后又有修改。').waitFor();
  expect((await studio.api(`/api/records/account/${account}`)).rating).toBe(5);
  await history.getByRole('button', { name: '仍然恢复' }).tap();
  await expect
    .poll(async () => JSON.stringify(await studio.api(`/api/records/account/${account}`)))
    .not.toContain('"rating":5');
});

test.for(['en', 'zh-CN'] as const)('what was refused is told in words: %s', async (language) => {
  const password = 'seven small owls';
  const email = `refused-${language}@example.com`;
  await join(studio, { name: 'Rae Fused', email, roles: ['readOnly'] }, password);
  const client = createClient(studio.server);
  await client.signIn(email, password);
  expect((await client.get('/api/audit')).status).toBe(403);
  const page = await studio.open('/settings/audit?action=denied', { language });
  const { forbidden } = words[language].audit.refused;
  await page.getByText(`GET /api/audit · ${forbidden}`).first().waitFor();
});
