import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';

let studio: Studio;
let account: string;
let mia: string;

beforeAll(async () => {
  studio = await openStudio();
  const post = async (path: string, body: Parameters<Studio['api']>[1]) =>
    studio.api(path, { method: 'POST', ...body });
  mia = String(
    (await post('/api/users', { body: { name: 'Mia Chen', email: 'mia@example.com', roles: ['salesperson'] } })).id,
  );
  await post('/api/users', { body: { name: 'Ben Okafor', email: 'ben@example.com', roles: ['marketing'] } });
  await post('/api/records/team', { body: { name: 'Team East', members: [mia] } });
  account = String(
    (await post('/api/records/account', { body: { name: 'Aurora Ceramics', phone: '+49 30 123456' } })).id,
  );
  await post('/api/records/account', { body: { name: 'Hers alone', ownerId: mia } });
}, 60_000);

afterAll(() => studio?.close());

async function openMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: item, exact: true }).click();
}

async function pick(page: Page, control: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: control }).click();
  await page.getByRole('combobox', { name: control }).fill(name);
  await page.getByRole('option', { name }).first().waitFor({ state: 'attached' });
  await page.locator('.ant-select-item-option', { hasText: name }).first().click();
}

test('why somebody may or may not, by role and rule; a share changes it', async () => {
  const page = await studio.open(`/account/${account}`);
  await page.getByRole('heading', { level: 1, name: 'Aurora Ceramics' }).waitFor();
  await openMenu(page, 'Who may do what');
  const explain = page.getByRole('dialog', { name: 'Who may do what with this record' });
  await explain.getByText('Administrator').first().waitFor();
  await pick(page, 'Person', 'Mia Chen');
  await explain.getByText('Mia Chen holds Salesperson.').waitFor();
  const reading = explain.getByRole('listitem').filter({ hasText: 'Read' }).first();
  await reading.getByText('not allowed').waitFor();
  await reading.getByText('ownerId in actor.teamUsers').waitFor();
  await reading.getByText('does not fit this record').waitFor();
  await explain.getByRole('button', { name: 'Close' }).click();

  await openMenu(page, 'Share …');
  const share = page.getByRole('dialog', { name: 'Share Aurora Ceramics' });
  await share.getByText('Not shared with anybody.').waitFor();
  await share.getByRole('combobox', { name: 'Share with' }).first().selectOption('team');
  await share.getByRole('combobox', { name: 'Share with' }).last().fill('Team East');
  await page.locator('.ant-select-item-option', { hasText: 'Team East' }).first().click();
  await share.getByRole('combobox', { name: 'Team East may' }).selectOption('write');
  await expect
    .poll(async () => JSON.stringify((await studio.api(`/api/records/account/${account}/shares`)).data))
    .toContain('"write"');
  await share.getByRole('button', { name: 'Close' }).click();

  await openMenu(page, 'Who may do what');
  await pick(page, 'Person', 'Mia Chen');
  await explain.getByText('With Team East: may change').waitFor();
  await reading.getByText('allowed', { exact: true }).waitFor();
  await explain.getByRole('button', { name: 'Close' }).click();

  await openMenu(page, 'Share …');
  await share.getByRole('button', { name: 'Stop sharing with Team East' }).click();
  await share.getByText('Not shared with anybody.').waitFor();
});

test('view as a person: their records, their model, nothing changes, and back', async () => {
  const page = await studio.open('/settings/roles');
  await page.getByRole('button', { name: 'View as …' }).click();
  await pick(page, 'A person', 'Mia Chen');
  await page.getByRole('button', { name: 'View', exact: true }).click();
  const banner = page.getByRole('complementary', { name: 'View Kiln as somebody else' });
  await banner.getByText('You see Kiln as Mia Chen.').waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Accounts', exact: true }).click();
  await page.getByRole('link', { name: 'Hers alone' }).first().waitFor();
  expect(await page.getByRole('link', { name: 'Aurora Ceramics' }).count()).toBe(0);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to…' }).fill('audit');
  await page
    .getByText('Nothing found')
    .first()
    .waitFor()
    .catch(() => undefined);
  expect(await page.getByRole('option', { name: /^Audit/ }).count()).toBe(0);
  await page.keyboard.press('Escape');

  // Other tabs go on as they are; this one stays so when it is loaded again.
  await page.reload();
  await banner.waitFor();
  const answer = await page.evaluate(async () => {
    const response = await fetch('/api/records/account', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-kiln-view-as': 'role:salesperson' },
      body: '{"name":"Sneaked in"}',
    });
    return response.status;
  });
  expect(answer).toBe(403);
  await banner.getByRole('button', { name: 'Exit' }).click();
  await page.getByRole('heading', { level: 1, name: 'Roles' }).waitFor();
  expect(await banner.count()).toBe(0);
  const { data } = await studio.api('/api/audit?action=viewedAs');
  expect(JSON.stringify(data)).toContain('Mia Chen');
});

test('view as a role, and as a person from their own page, on a phone in Chinese', async () => {
  const page = await studio.open('/settings/roles/marketing', { phone: true, language: 'zh-CN' });
  await page.getByRole('button', { name: '更多操作' }).tap();
  await page.getByRole('button', { name: '以此角色查看' }).tap();
  await page.getByText('正在以“市场').waitFor();
  await page.getByRole('button', { name: '退出' }).tap();
  await page.waitForURL(/\/settings\/roles\/marketing$/);
  await page.goto(`${studio.server.url}/user/${mia}`);
  await page.getByRole('button', { name: '更多操作' }).tap();
  await page.getByRole('button', { name: '以此人身份查看' }).tap();
  await page.getByText('正在以“Mia Chen”的身份查看。').waitFor();
});
