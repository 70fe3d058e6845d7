import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';
import { invite, join, signInOn, words } from './people.ts';

let studio: Studio;
const t = words.en;
const password = 'seven small owls';
const ids = new Map<string, string>();

beforeAll(async () => {
  // Without the token of test servers: the administrator here is a person.
  studio = await openStudio();
  for (const [name, roles] of [
    ['Ada Lovelace', ['admin']],
    ['Grace Hopper', ['salesManager']],
    ['Alan Turing', []],
  ] as const) {
    const email = `${name.split(' ')[0]?.toLowerCase()}@example.com`;
    ids.set(name, await join(studio, { name, email, roles }, password));
  }
}, 60_000);
afterAll(() => studio?.close());

async function asAda(path: string): Promise<Page> {
  const page = await studio.open(path, { signedIn: false });
  await signInOn(page, 'ada@example.com', password);
  await page.waitForURL((url) => url.pathname === path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

const userPage = (name: string) => `/settings/users/${ids.get(name)}`;

test('users are found by name and role, and opened by keyboard', async () => {
  const page = await asAda('/settings/users');
  const rows = page.locator('tbody').getByRole('row');
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(4);
  await page.getByLabel(t.users.role, { exact: true }).selectOption('salesManager');
  await expect.poll(() => rows.count()).toBe(1);
  await page.getByLabel(t.users.role, { exact: true }).selectOption('');
  await page.getByLabel(t.users.search).fill('hopp');
  await expect.poll(() => rows.count()).toBe(1);
  await page.getByLabel(t.users.search).fill('zzz');
  await page.getByText(t.users.nothingFits).waitFor();
  await page.getByLabel(t.users.search).fill('grace@');
  await page.getByRole('link', { name: 'Grace Hopper' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(userPage('Grace Hopper')));
  await page.getByRole('heading', { level: 1, name: 'Grace Hopper' }).waitFor();
});

test('roles are given and count at once', async () => {
  const page = await asAda(userPage('Alan Turing'));
  const alan = await studio.open('/', { signedIn: false });
  await signInOn(alan, 'alan@example.com', password);
  await alan.waitForURL(`${studio.server.url}/`);
  expect((await alan.request.get(`${studio.server.url}/api/records/account`)).status()).toBe(404);
  await page.getByRole('checkbox', { name: /^Read only/ }).check();
  await page.getByRole('main').getByRole('button', { name: t.action.save }).click();
  await page.getByText(t.users.rolesSaved.replace('{{name}}', 'Alan Turing')).waitFor();
  await expect
    .poll(async () => (await alan.request.get(`${studio.server.url}/api/records/account`)).status())
    .toBe(200);
});

test('somebody is deactivated, which ends what they do, and activated again', async () => {
  const grace = await studio.open('/', { signedIn: false });
  await signInOn(grace, 'grace@example.com', password);
  await grace.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  const page = await asAda(userPage('Grace Hopper'));
  await page.getByRole('button', { name: t.users.deactivate, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: t.users.deactivate, exact: true }).click();
  await page.getByText(t.users.status.inactive, { exact: true }).waitFor();
  await grace.getByRole('dialog', { name: t.signIn.againTitle }).waitFor();
  await signInOn(grace, 'grace@example.com', password);
  await grace.getByText(t.reason.ACCOUNT_INACTIVE).waitFor();
  await page.getByRole('button', { name: t.users.activate, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: t.users.activate, exact: true }).click();
  await page.getByText(t.users.status.active, { exact: true }).waitFor();
  await signInOn(grace, 'grace@example.com', password);
  await grace.getByRole('dialog').waitFor({ state: 'detached' });
});

test('somebody is signed out everywhere, and gets a new link for a password', async () => {
  const grace = await studio.open('/', { signedIn: false });
  await signInOn(grace, 'grace@example.com', password);
  await grace.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  const page = await asAda(userPage('Grace Hopper'));
  await page.getByRole('button', { name: t.users.signOut, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: t.users.signOut, exact: true }).click();
  await page.getByText(/\d+ sessions? ended/).waitFor();
  await grace.getByRole('dialog', { name: t.signIn.againTitle }).waitFor();
  await page.getByRole('button', { name: t.users.resetPassword, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: t.users.resetPassword, exact: true }).click();
  const link = page.getByRole('dialog').getByLabel(t.users.linkOf.replace('{{name}}', 'Grace Hopper'));
  expect(await link.inputValue()).toMatch(/\/reset-password\?token=/);
});

test('the last administrator stays one, and says why', async () => {
  const page = await asAda(userPage('Ada Lovelace'));
  expect(await page.getByRole('button', { name: t.users.deactivate, exact: true }).isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: /^Administrator/ }).uncheck();
  await page.getByRole('main').getByRole('button', { name: t.action.save }).click();
  await page.getByRole('alert').getByText(t.users.lastAdmin).waitFor();
});

test('an address is changed; one that somebody has is refused', async () => {
  const { id } = await invite(studio, { name: 'New Here', email: 'new@example.com' });
  const page = await asAda(`/settings/users/${id}`);
  await page.getByText(t.users.invitationText).waitFor();
  const change = async (email: string) => {
    await page.getByRole('dialog').getByLabel(t.signIn.email).fill(email);
    await page.getByRole('dialog').getByRole('button', { name: t.action.save }).click();
  };
  await page.getByRole('button', { name: t.users.changeEmail }).click();
  await change('ADA@example.com');
  await page.getByRole('dialog').getByText(t.users.taken).waitFor();
  await change('newer@example.com');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('newer@example.com').first().waitFor();
});

test('teams: made, filled, moved by keyboard and by dragging, and removed', async () => {
  const page = await asAda('/settings/teams');
  await page.getByText(t.teams.none).waitFor();
  const make = async (name: string) => {
    await page.getByRole('button', { name: t.teams.new }).click();
    await page.getByRole('dialog').getByLabel(t.teams.name, { exact: true }).fill(name);
    await page.getByRole('dialog').getByRole('button', { name: t.action.create }).click();
    await page.getByRole('treeitem', { name: new RegExp(name) }).waitFor();
  };
  for (const name of ['Asia', 'Berlin', 'China']) await make(name);
  const level = (name: string) => page.getByRole('treeitem', { name: new RegExp(name) }).getAttribute('aria-level');

  await page.getByRole('treeitem', { name: /China/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: t.teams.memberList }).fill('hopp');
  await dialog.getByRole('option', { name: /Grace Hopper/ }).waitFor();
  await page.keyboard.press('Enter');
  await dialog.getByRole('combobox', { name: t.teams.manager }).fill('ada');
  await dialog.getByRole('option', { name: /Ada Lovelace/ }).click();
  await dialog.getByRole('button', { name: t.action.save }).click();
  await page.getByRole('treeitem', { name: /China.*Ada Lovelace · 1 member/ }).waitFor();

  // Into the one above, and out again.
  await page.getByRole('treeitem', { name: /China/ }).focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(() => level('China')).toBe('2');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(() => level('China')).toBe('1');

  await page.getByRole('treeitem', { name: /China/ }).dragTo(page.getByRole('treeitem', { name: /Asia/ }));
  await expect.poll(() => level('China')).toBe('2');
  await page.getByRole('treeitem', { name: /Asia/ }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('treeitem', { name: /China/ }).waitFor({ state: 'detached' });
  await page.keyboard.press('ArrowRight');
  await page.getByRole('treeitem', { name: /China/ }).waitFor();

  // A team cannot come under one that is below it.
  await page.getByRole('treeitem', { name: /Asia/ }).click();
  const above = await dialog.getByLabel(t.teams.parent).getByRole('option').allTextContents();
  expect(above.map((name) => name.trim())).toEqual([t.teams.noParent, 'Berlin']);
  await dialog.getByRole('button', { name: t.action.cancel }).click();

  // A user's page shows and changes the same.
  await page.goto(`${studio.server.url}${userPage('Grace Hopper')}`);
  await page.getByRole('button', { name: t.users.leaveTeam.replace('{{team}}', 'China') }).click();
  await page.getByText(t.users.noTeam).waitFor();
  await page.getByRole('combobox', { name: t.users.addToTeam }).selectOption({ label: 'Berlin' });
  await page.getByRole('button', { name: t.users.leaveTeam.replace('{{team}}', 'Berlin') }).waitFor();

  await page.goto(`${studio.server.url}/settings/teams`);
  await page.getByRole('treeitem', { name: /Berlin/ }).click();
  await dialog.getByRole('button', { name: t.action.delete }).click();
  await dialog.getByRole('button', { name: t.action.delete }).click();
  await page.getByRole('treeitem', { name: /Berlin/ }).waitFor({ state: 'detached' });
});

test('an API token is made, shown once, used, seen by whoever looks after all, and revoked', async () => {
  const page = await asAda('/settings/account/tokens');
  await page.getByText(t.token.none).waitFor();
  await page.getByRole('button', { name: t.token.new }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(t.account.name, { exact: true }).fill('Website form');
  await dialog.getByLabel(t.token.expiry).selectOption('30');
  await dialog.getByRole('button', { name: t.action.create }).click();
  const secret = await dialog.getByLabel(t.token.secret).inputValue();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await dialog.getByRole('button', { name: t.account.copy }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await dialog.getByRole('button', { name: t.token.keptSecret }).click();
  const ask = async () =>
    (await fetch(`${studio.server.url}/api/me`, { headers: { authorization: `Bearer ${secret}` } })).status;
  expect(await ask()).toBe(200);

  await page.goto(`${studio.server.url}/settings/tokens`);
  await page.getByLabel(t.token.search).fill('website');
  await page.getByText(/Ada Lovelace · Administrator/).waitFor();
  await page.getByRole('button', { name: 'Revoke “Website form”' }).click();
  await page.getByRole('dialog').getByRole('button', { name: t.token.revoke, exact: true }).click();
  await page.getByText(t.token.revoked).waitFor();
  await expect.poll(ask).toBe(401);
});

test('whoever may not administer has no such pages, but their own', async () => {
  const page = await studio.open('/settings/account', { signedIn: false });
  await signInOn(page, 'grace@example.com', password);
  const nav = page.getByRole('navigation', { name: t.settings.title });
  await nav.getByRole('link', { name: t.account.section.security }).waitFor();
  for (const section of [t.settings.section.users, t.settings.section.tokens, t.settings.section.roles]) {
    expect(await nav.getByRole('link', { name: section, exact: true }).count(), section).toBe(0);
  }
});
