import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../core/lib/json.ts';
import { openStudio, type Studio } from './openStudio.ts';

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
  await studio.api('/api/records/account', { method: 'POST', body: { name: 'Aurora Ceramics' } });
}, 60_000);

afterAll(() => studio?.close());

const seller: JsonObject = {
  $schema: 'kiln:role',
  $id: 'seller',
  title: 'Seller',
  entities: { '*': { read: 'team' }, account: { read: 'team', update: 'own' } },
};

beforeEach(() => put(seller));

async function put(document: JsonObject): Promise<void> {
  const changes = [{ kind: 'role', name: String(document.$id), document }];
  await studio.publish(changes);
}

async function entities(name = 'seller'): Promise<JsonObject> {
  const { document } = await studio.api(`/api/definitions/role/${name}`);
  return isObject(document) && isObject(document.entities) ? document.entities : {};
}

async function openRole(name: string, title: string, options: Parameters<Studio['open']>[1] = {}): Promise<Page> {
  const page = await studio.open(`/settings/roles/${name}`, options);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  return page;
}

async function save(page: Page, button = /^Save \d+ change/): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  const dialog = page.getByRole('dialog', { name: 'Save the role' });
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

test('settings are reached from the user menu and by ⌘K, and lead back', async () => {
  const page = await studio.open('/account');
  await page.getByRole('button', { name: /settings$/ }).click();
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  const nav = page.getByRole('navigation', { name: 'Settings' });
  await nav.getByRole('link', { name: 'Teams' }).click();
  await page.getByRole('heading', { level: 1, name: 'Teams' }).waitFor();
  await nav.getByRole('link', { name: 'Back to work' }).click();
  await page.getByRole('navigation', { name: 'Navigation' }).getByRole('link', { name: 'Accounts' }).waitFor();
  // Users and teams stand among the settings only.
  expect(await page.getByRole('navigation', { name: 'Navigation' }).getByRole('link', { name: 'Teams' }).count()).toBe(
    0,
  );
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to…' }).fill('roles');
  await page
    .getByRole('option', { name: /^Roles/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: 'Roles' }).waitFor();
  await page.getByRole('link', { name: /^Seller/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Seller' }).waitFor();
});

test('rights are set by menu and by keys, reviewed, saved, and taken back', async () => {
  const page = await openRole('seller', 'Seller');
  await page.getByRole('button', { name: 'Accounts, Change: Own' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Team Records/ })
    .click();
  await page.getByRole('button', { name: 'Accounts, Change: Team' }).waitFor();

  // By keys alone: one to the right and two down, everything; contacts had no rules of their own and keep what they had.
  await page.getByRole('button', { name: 'Accounts, Change: Team' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('1');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('4');
  await page.getByRole('button', { name: 'Contacts, Delete: All' }).waitFor();
  await page.getByRole('button', { name: 'Contacts, Read: Team', exact: true }).waitFor();

  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: /^Contacts, Delete: None/ }).waitFor();
  await page.keyboard.press('Control+Shift+z');
  await page.getByRole('button', { name: 'Contacts, Delete: All' }).waitFor();

  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'Save the role' });
  await dialog.getByText('Accounts · Change').waitFor();
  await dialog.getByLabel('What for').fill('Sellers help each other');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Seller saved').waitFor();
  expect(await entities()).toEqual({
    '*': { read: 'team' },
    account: { read: 'team', update: 'team', delete: 'own' },
    contact: { read: 'team', delete: true },
  });
  const { data } = await studio.api('/api/changesets?limit=1');
  expect(JSON.stringify(data)).toContain('Sellers help each other');

  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('Taken back').waitFor();
  expect(await entities()).toEqual(seller.entities);
  await page.getByRole('button', { name: 'Accounts, Change: Own' }).waitFor();
});

test('without reading nothing else stays, and an entity follows the others again', async () => {
  const page = await openRole('seller', 'Seller');
  await page.getByRole('button', { name: 'Accounts, Read: Team' }).focus();
  await page.keyboard.press('0');
  await page.getByRole('button', { name: 'Accounts, Change: None' }).waitFor();
  await page.getByRole('button', { name: 'Accounts: remove its own rules' }).click();
  await page.getByRole('button', { name: 'Accounts, Read: Team, not set here' }).waitFor();
  await save(page);
  expect(await entities()).toEqual({ '*': { read: 'team' } });
});

test('a condition is put together, written, and refused while it is wrong', async () => {
  const page = await openRole('seller', 'Seller');
  await page.getByRole('button', { name: 'Accounts, Delete: None' }).focus();
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Accounts · Delete' });
  await dialog.getByRole('combobox', { name: 'Field' }).selectOption('ownerId');
  await dialog.getByRole('combobox', { name: 'Comparison' }).selectOption('in');
  await dialog.getByRole('combobox', { name: 'Compared with' }).selectOption('belowUsers');
  await dialog.getByText('ownerId in actor.belowUsers').waitFor();
  await dialog.getByText(/If you held this role: [01] of 1 records/).waitFor();

  await dialog.getByRole('button', { name: 'As expression' }).click();
  const text = dialog.getByRole('textbox', { name: 'Expression' });
  await text.fill('nmae == actor.email');
  await dialog.getByRole('alert').getByText(/nmae/).waitFor();
  await text.fill("name == 'Aurora Ceramics' && ownerId in actor.teamUsers");
  await expect.poll(() => dialog.getByRole('alert').count()).toBe(0);
  await dialog.getByRole('button', { name: 'As conditions' }).click();
  expect(await dialog.getByRole('combobox', { name: 'Field' }).count()).toBe(2);
  await dialog.getByRole('button', { name: 'Use this condition' }).click();
  await page.getByRole('button', { name: 'Accounts, Delete: If …' }).waitFor();
  await save(page);
  expect((await entities()).account).toMatchObject({
    delete: "name == 'Aurora Ceramics' && ownerId in actor.teamUsers",
  });
});

test('fields are hidden, masked, kept from changes', async () => {
  const page = await openRole('seller', 'Seller');
  await page.getByRole('button', { name: 'Fields of Accounts' }).click();
  await page.getByRole('combobox', { name: 'Phone: seen' }).selectOption('last4');
  expect(await page.getByRole('checkbox', { name: 'Phone: may be changed' }).isChecked()).toBe(false);
  await page.getByRole('combobox', { name: 'Credit limit: seen' }).selectOption('no');
  await page.getByRole('checkbox', { name: 'Website: may be changed' }).uncheck();
  // Amounts are no texts: there is nothing of them to show in part.
  expect(await page.getByRole('combobox', { name: 'Credit limit: seen' }).locator('option').count()).toBe(2);
  await page.getByRole('button', { name: 'Fields of Accounts' }).getByText('3 limited').waitFor();
  await save(page);
  expect((await entities()).account).toMatchObject({
    fields: { phone: { mask: 'last4' }, creditLimit: { read: false }, website: { write: false } },
  });
});

test('two administrators: what the other one saved is shown, and nothing is overwritten', async () => {
  const page = await openRole('seller', 'Seller');
  await page.getByRole('button', { name: 'Accounts, Change: Own' }).focus();
  await page.keyboard.press('3');
  await put({
    ...seller,
    title: 'Vendor',
    entities: { '*': { read: 'team' }, account: { read: 'all', update: 'own' } },
  });
  const conflict = page.getByRole('alert', { name: 'Somebody else has changed this role' });
  await conflict.getByText('Accounts · Read').waitFor();
  expect(await page.getByRole('button', { name: /^Save \d+ change/ }).isDisabled()).toBe(true);
  await conflict.getByRole('button', { name: 'Keep both' }).click();
  await page.getByRole('button', { name: 'Accounts, Read: All' }).waitFor();
  await save(page);
  expect(await entities()).toEqual({ '*': { read: 'team' }, account: { read: 'all', update: 'teamBelow' } });

  // The same place: mine or theirs.
  await page.getByRole('button', { name: 'Accounts, Change: Team +' }).focus();
  await page.keyboard.press('4');
  await put({
    ...seller,
    title: 'Vendor',
    entities: { '*': { read: 'team' }, account: { read: 'all', update: 'team' } },
  });
  await conflict.getByText('You both changed 1 place differently').waitFor();
  await conflict.getByRole('button', { name: 'Discard mine' }).click();
  await page.getByRole('button', { name: 'Accounts, Change: Team', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).waitFor();
});

test('a new role like another one, its rights beyond records, and its end with who holds it', async () => {
  const page = await studio.open('/settings/roles');
  await page.getByRole('button', { name: 'New role' }).click();
  const dialog = page.getByRole('dialog', { name: 'New role' });
  await dialog.getByLabel('Title').fill('Field sales');
  await dialog.getByText('fieldSales').waitFor();
  await dialog.getByLabel('Start from').selectOption('seller');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { level: 1, name: 'Field sales' }).waitFor();
  expect(await entities('fieldSales')).toEqual(seller.entities);
  await page.getByRole('checkbox', { name: /^Audit/ }).check();
  await save(page);
  expect((await studio.api('/api/definitions/role/fieldSales')).document).toMatchObject({ system: ['audit'] });

  await studio.api('/api/users', {
    method: 'POST',
    body: { name: 'Mia Chen', email: 'mia@example.com', roles: ['fieldSales'] },
  });
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: 'Delete role' }).click();
  const sure = page.getByRole('dialog', { name: 'Delete Field sales?' });
  await sure.getByText('Held by Mia Chen.').waitFor();
  await sure.getByRole('button', { name: 'Delete role' }).click();
  await page.waitForURL(/\/settings\/roles$/);
  await expect.poll(() => page.getByRole('link', { name: /^Field sales/ }).count()).toBe(0);
});

test('leaving with unsaved changes asks; the role of administrators is locked', async () => {
  const page = await openRole('seller', 'Seller');
  await page.getByLabel('Title in English').fill('Sellers');
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Roles' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard changes' }).click();
  await page.getByRole('link', { name: /^Administrator/ }).click();
  await page.getByText('This role belongs to Kiln and cannot be changed.').waitFor();
  expect(await page.getByRole('button', { name: 'Accounts, Read: All' }).isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
});

test('on a phone, in Chinese: each entity opens its rights', async () => {
  const page = await openRole('seller', 'Seller', { phone: true, language: 'zh-CN' });
  await page.getByRole('button', { name: /^客户/ }).tap();
  await page.getByRole('combobox', { name: '客户, 导出' }).selectOption('all');
  await page.getByRole('button', { name: '保存 1 处修改' }).tap();
  await page.getByRole('dialog', { name: '保存角色' }).getByRole('button', { name: '保存', exact: true }).tap();
  await page.getByText('已保存：Seller').waitFor();
  expect((await entities()).account).toEqual({ read: 'team', update: 'own', export: true });
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
});

test('a role is called and described in both languages, in one step with its rights', async () => {
  const page = await openRole('seller', 'Seller', { language: 'zh-CN' });
  await page.getByLabel('名称（中文）').fill('销售员');
  await page.getByLabel('说明（中文）').fill('负责销售');
  await page.keyboard.press('Control+z');
  await expect.poll(() => page.getByLabel('说明（中文）').inputValue()).toBe('');
  await page.keyboard.press('Control+Shift+z');
  await page.getByLabel('名称（英文）').fill('Salesman');
  await page.getByRole('button', { name: /^保存 3 处/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('名称（中文）').waitFor();
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '销售员' }).waitFor();
  const { document: locale } = await studio.api('/api/definitions/locale/zh-CN');
  expect(locale).toMatchObject({ roles: { seller: { title: '销售员', description: '负责销售' } } });
  const { document: role } = await studio.api('/api/definitions/role/seller');
  expect(role).toMatchObject({ title: 'Salesman', entities: seller.entities });
});
