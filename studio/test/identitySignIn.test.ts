import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';
import { join, signInOn, words } from './people.ts';

let studio: Studio;
const t = words.en;
const password = 'seven small owls';

beforeAll(async () => {
  studio = await openStudio();
  await join(studio, { name: 'Ada Lovelace', email: 'ada@example.com', roles: ['admin'] }, password);
}, 60_000);
afterAll(() => studio?.close());

const out = { signedIn: false } as const;

async function signedIn(email: string, path = '/'): Promise<Page> {
  const page = await studio.open(path, out);
  await signInOn(page, email, password);
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  return page;
}

test('a wrong password says so at once, an empty line asks for it, and the right one leads on', async () => {
  const page = await studio.open('/contact', out);
  await page.waitForURL(/\/sign-in\?to=%2Fcontact$/);
  await page.getByRole('button', { name: t.signIn.submit, exact: true }).click();
  await page.getByText(t.fault.required).waitFor();
  await signInOn(page, 'ada@example.com', 'wrong');
  await page.getByRole('alert').getByText(t.reason.INVALID_EMAIL_OR_PASSWORD).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('password');
  await signInOn(page, 'ada@example.com', password);
  await page.waitForURL(/\/contact$/);
});

test('nothing of the application is asked for before sign-in', async () => {
  const page = await studio.open('/sign-in', out);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  await page.getByLabel(t.signIn.email, { exact: true }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(asked.filter((path) => path.startsWith('/api') || path.startsWith('/live')).sort()).toEqual([
    '/api/auth/get-session',
    '/api/sign-in',
  ]);
  expect(asked.filter((path) => /\/(AntdLayer|HomePage|ListPage|live)-/.test(path))).toEqual([]);
});

test.each(['//evil.example', 'https://evil.example', '/\t/evil.example', '/\\evil.example'])(
  'sign-in does not lead to %s',
  async (to) => {
    const page = await studio.open(`/sign-in?${new URLSearchParams({ to })}`, out);
    await signInOn(page, 'ada@example.com', password);
    await page.waitForURL(`${studio.server.url}/`);
  },
);

test('whoever is signed in is led past the sign-in page', async () => {
  const page = await signedIn('ada@example.com');
  await page.goto(`${studio.server.url}/sign-in?to=%2Flead`);
  await page.waitForURL(/\/lead$/);
});

test('a locked account says until when', async () => {
  await join(studio, { name: 'Locked Out', email: 'locked@example.com' }, password);
  const page = await studio.open('/sign-in', out);
  for (let tries = 0; tries < 12; tries += 1) {
    const answer = page.waitForResponse(/sign-in\/email/);
    await signInOn(page, 'locked@example.com', `wrong ${tries}`);
    if ((await answer).status() === 429) break;
  }
  await page
    .getByRole('alert')
    .getByText(/locked until \d+:\d\d/)
    .waitFor();
});

test('Caps Lock is told while typing a password, which can be looked at', async () => {
  const page = await studio.open('/sign-in', out);
  const line = page.getByRole('textbox', { name: t.signIn.password, exact: true });
  await line.focus();
  const press = (isOn: boolean) =>
    line.evaluate((input, modifierCapsLock) => {
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'A', bubbles: true, modifierCapsLock }));
    }, isOn);
  await press(true);
  await page.getByText(t.signIn.capsLock).waitFor();
  await press(false);
  await page.getByText(t.signIn.capsLock).waitFor({ state: 'detached' });
  await line.fill('visible');
  await page.getByRole('button', { name: t.signIn.showPassword }).click();
  expect(await line.getAttribute('type')).toBe('text');
  expect(await line.getAttribute('autocomplete')).toBe('current-password');
  expect(await page.getByLabel(t.signIn.email, { exact: true }).getAttribute('autocomplete')).toBe('username');
});

test('a passkey is made, renamed, used and removed', async () => {
  const page = await signedIn('ada@example.com');
  // A passkey belongs to a name, not to an address.
  const origin = studio.server.url.replace('127.0.0.1', 'localhost');
  await page.goto(`${origin}/sign-in?to=%2Fsettings%2Faccount%2Fsecurity`);
  await signInOn(page, 'ada@example.com', password);
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.getByRole('button', { name: t.account.addPasskey }).click();
  await page.getByText(t.account.passkeyAdded).waitFor();
  await page.getByRole('button', { name: 'Rename Chrome on Linux' }).click();
  await page.getByRole('dialog').getByLabel(t.account.name).fill('My key');
  await page.getByRole('dialog').getByRole('button', { name: t.action.save }).click();
  await page.getByText('My key').waitFor();

  await page.getByRole('button', { name: /^Ada Lovelace/ }).click();
  await page.getByRole('link', { name: t.account.signOut }).click();
  await page.waitForURL(/\/sign-in$/);
  await page.getByRole('button', { name: t.signIn.passkey }).click();
  await page.waitForURL(`${origin}/`);

  await page.goto(`${origin}/settings/account/security`);
  await page.getByRole('button', { name: 'Remove My key' }).click();
  await page.getByRole('dialog').getByRole('button', { name: t.action.remove }).click();
  await page.getByText(t.account.noPasskeys).waitFor();
  await client.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
});

test('a forgotten password: the page says the same for every address, and the link works once', async () => {
  const id = await join(studio, { name: 'For Getful', email: 'forgetful@example.com' }, password);
  const page = await studio.open('/sign-in', out);
  await page.getByRole('link', { name: t.signIn.forgot }).click();
  await page.waitForURL(/\/forgot-password$/);
  for (const email of ['forgetful@example.com', 'nobody@example.com']) {
    await page.goto(`${studio.server.url}/forgot-password`);
    await page.getByLabel(t.signIn.email, { exact: true }).fill(email);
    await page.getByRole('button', { name: t.signIn.sendLink }).click();
    await page.getByText(t.signIn.sent).waitFor();
  }
  const { link } = await studio.api(`/api/users/${id}/reset-password`, { method: 'POST', body: {} });
  await page.goto(String(link));
  const line = page.getByRole('textbox', { name: t.signIn.newPassword });
  await line.fill('forgetful2024');
  await page.getByRole('button', { name: t.signIn.savePassword }).click();
  await page.getByRole('alert').getByText(t.reason.PASSWORD_LIKE_USER).waitFor();
  await line.fill('nine green ducks');
  await page.getByRole('button', { name: t.signIn.savePassword }).click();
  await page.waitForURL(`${studio.server.url}/`);
  await page.goto(String(link));
  await page.getByText(t.signIn.linkGoneTitle).waitFor();
  await page.getByRole('button', { name: t.signIn.newLink }).click();
  await page.waitForURL(/\/forgot-password$/);
});

test('a session that ends asks over the page; what was typed is there afterwards, and events arrive again', async () => {
  const page = await signedIn('ada@example.com', '/account');
  const other = await signedIn('ada@example.com', '/settings/account/sessions');
  await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
  await page.keyboard.press('c');
  await page.waitForURL(/\/account\/new$/);
  await page.getByLabel('Name', { exact: true }).fill('Half a name');

  await other.getByRole('button', { name: t.account.endOthers }).click();
  await other.getByRole('dialog').getByRole('button', { name: t.account.endOthers }).click();
  await other.getByText(t.account.othersEnded).waitFor();
  expect(await other.getByRole('main').getByRole('listitem').count()).toBe(1);

  // The server ends the live connection, so nobody has to press anything first.
  const dialog = page.getByRole('dialog', { name: t.signIn.againTitle });
  await dialog.waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('password');
  await page.keyboard.press('Escape');
  await signInOn(page, 'ada@example.com', 'wrong');
  await dialog.getByText(t.reason.INVALID_EMAIL_OR_PASSWORD).waitFor();
  await signInOn(page, 'ada@example.com', password);
  await dialog.waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe('/account/new');
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Half a name');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Half a name' }).waitFor();

  const id = new URL(page.url()).pathname.split('/').at(-1);
  await studio.api(`/api/records/account/${id}`, { method: 'PATCH', body: { name: 'A whole name' } });
  await page.getByRole('heading', { level: 1, name: 'A whole name' }).waitFor();
});

test('somebody else who signs in over an ended session finds nothing of the one before', async () => {
  await join(studio, { name: 'Grace Hopper', email: 'grace@example.com', roles: ['admin'] }, password);
  const page = await signedIn('grace@example.com', '/account/new');
  await page.getByLabel('Name', { exact: true }).fill('A secret of Grace');
  await page.waitForTimeout(600);
  await page.context().clearCookies();
  await page.evaluate(() => fetch('/api/me'));
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('dialog', { name: t.signIn.againTitle }).waitFor();
  await page.getByRole('button', { name: t.signIn.otherAccount }).click();
  await page.waitForURL(/\/sign-in$/);
  await signInOn(page, 'ada@example.com', password);
  await page.waitForURL(`${studio.server.url}/`);
  await page.getByRole('button', { name: /^Ada Lovelace/ }).waitFor();
  await page.goto(`${studio.server.url}/account/new`);
  await page.getByLabel('Name', { exact: true }).waitFor();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('');
});

test('signing out asks where something is not saved', async () => {
  const page = await signedIn('ada@example.com', '/account/new');
  await page.getByLabel('Name', { exact: true }).fill('Not saved');
  const leave = async () => {
    await page.getByRole('button', { name: /^Ada Lovelace/ }).click();
    await page.getByRole('link', { name: t.account.signOut }).click();
  };
  await leave();
  await page.getByRole('button', { name: t.record.stay }).click();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Not saved');
  await leave();
  await page.getByRole('button', { name: t.record.leave }).click();
  await page.waitForURL(/\/sign-in$/);
  await page.goBack().catch(() => undefined);
  await page.waitForURL(/\/sign-in/);
});

test('one’s profile can be changed by everybody, whatever their roles', async () => {
  await join(studio, { name: 'No Roles', email: 'noroles@example.com' }, password);
  const page = await signedIn('noroles@example.com', '/settings/account');
  await page.getByLabel(t.setup.name).fill('New Name');
  await page.getByLabel(t.shell.language).last().selectOption('zh-CN');
  await page.getByLabel(t.account.timeZone).selectOption('Asia/Shanghai');
  await page.getByRole('button', { name: t.action.save }).click();
  await page.getByRole('heading', { level: 1, name: words['zh-CN'].account.profile }).waitFor();
  await page.getByRole('button', { name: /^New Name/ }).waitFor();
  await page.getByLabel(words['zh-CN'].account.phone).fill('not a number');
  await page.getByRole('button', { name: words['zh-CN'].action.save }).click();
  await page.getByRole('alert').getByText(words['zh-CN'].fault.format_phone).waitFor();
});

test('the language of the profile counts where nobody chose one, also while a page is on its way', async () => {
  const id = await join(studio, { name: 'Li Na', email: 'li@example.com' }, password);
  await studio.api(`/api/records/user/${id}`, { method: 'PATCH', body: { language: 'zh-CN' } });
  const page = await studio.open('/settings/account/security', out);
  await signInOn(page, 'li@example.com', password);
  const title = words['zh-CN'].account.security;
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  for (let look = 0; look < 4; look += 1) {
    await page.reload();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByRole('heading', { level: 2, name: words['zh-CN'].account.passkeys }).waitFor();
  }
  await page.getByRole('button', { name: /^Li Na/ }).click();
  await page.getByRole('radio', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: t.account.security }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: t.account.security }).waitFor();
});

test('a password is changed', async () => {
  await join(studio, { name: 'Chan Ge', email: 'change@example.com' }, password);
  const page = await signedIn('change@example.com', '/settings/account/security');
  const change = async (before: string, after: string) => {
    await page.getByRole('textbox', { name: t.account.currentPassword }).fill(before);
    await page.getByRole('textbox', { name: t.signIn.newPassword }).fill(after);
    await page.getByRole('button', { name: t.account.changePassword }).click();
  };
  await change('wrong', 'nine green ducks');
  await page.getByText(t.reason.INVALID_PASSWORD).waitFor();
  await change(password, 'qwertyuiop');
  await page.getByText(t.reason.PASSWORD_TOO_SIMPLE).waitFor();
  await change(password, 'nine green ducks');
  await page.getByText(t.account.passwordChanged).waitFor();
});
