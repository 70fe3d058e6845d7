import { afterEach, expect, test } from 'vitest';
import { systemActor } from '../../core/context/systemActor.ts';
import { makeSetupToken } from '../../core/identity/setup.ts';
import { totpCode } from '../../core/testing/totpCode.ts';
import { openStudio, type Studio } from './openStudio.ts';
import { signInOn, words } from './people.ts';

let studio: Studio;
afterEach(() => studio?.close());

/** Milliseconds. */
const periodMs = 30_000;

/**
 * One that was not used yet: each works once, and those of the half minutes beside this one are taken as well. Not at the end
 * of a half minute: that of the one before would be too old on its arrival.
 */
async function freshCode(secret: string, used: Set<string>): Promise<string> {
  const left = periodMs - (Date.now() % periodMs);
  if (left < 6_000) await new Promise((resolve) => setTimeout(resolve, left));
  const code = [0, 1, -1].map((steps) => totpCode(secret, steps)).find((each) => !used.has(each)) ?? '';
  used.add(code);
  return code;
}

test.each([
  { language: 'en', phone: false },
  { language: 'zh-CN', phone: true },
] as const)('from the link of the server to a second factor: $language phone $phone', async ({ language, phone }) => {
  studio = await openStudio([], { admin: { token: undefined } });
  const t = words[language];
  const ctx = studio.server.workspace.ctx(systemActor, 'test');
  const look = { language, phone, signedIn: false };
  const password = 'seven small owls';

  // Before anybody has set up, nobody can sign in.
  const page = await studio.open('/account?view=all', look);
  await page.getByText(t.setup.needed).waitFor();
  expect(new URL(page.url()).pathname).toBe('/sign-in');

  // A link that is not right says so; a weak password stands at its field.
  const token = await makeSetupToken(ctx);
  await page.goto(`${studio.server.url}/setup?token=wrong`);
  const fill = async (secret: string) => {
    await page.getByLabel(t.setup.name).fill('Ada Lovelace');
    await page.getByLabel(t.signIn.email, { exact: true }).fill('ada@example.com');
    await page.getByRole('textbox', { name: t.signIn.password, exact: true }).fill(secret);
    await page.getByRole('button', { name: t.setup.submit }).click();
  };
  await page.getByLabel(t.setup.name).waitFor();
  await expect.poll(() => page.getByLabel(t.setup.name).evaluate((line) => line === document.activeElement)).toBe(true);
  await fill(password);
  await page.getByRole('alert').getByText(t.setup.badLink).waitFor();
  await page.goto(`${studio.server.url}/setup?token=${token}`);
  await page.getByRole('button', { name: t.setup.submit }).click();
  await page.getByText(t.fault.required).first().waitFor();
  await fill('password2024');
  await page.getByRole('alert').getByText(t.reason.PASSWORD_COMMON).waitFor();
  await fill(password);
  await page.waitForURL(`${studio.server.url}/`);
  await page.getByRole('heading', { level: 1 }).waitFor();

  const again = await studio.open(`/setup?token=${token}`, look);
  await again.getByText(t.setup.usedTitle).waitFor();
  expect(await again.getByLabel(t.setup.name).count()).toBe(0);
  await again.getByRole('button', { name: t.signIn.title }).click();
  await again.waitForURL(/\/sign-in$/);
  await again.context().close();

  await page.evaluate(() =>
    fetch('/api/records/team', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'North' }),
    }),
  );

  // Two are invited at once, into a team. No mail goes out here, so there are links to hand on.
  await page.goto(`${studio.server.url}/settings/users`);
  await page.getByRole('button', { name: t.users.invite, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(t.users.who).fill('Grace Hopper <grace@example.com>; ada@example.com');
  await dialog
    .getByRole('checkbox', { name: /^(Salesperson|销售员|销售)/ })
    .first()
    .check();
  await dialog.getByLabel(t.users.team, { exact: true }).selectOption({ label: 'North' });
  await dialog.getByRole('button', { name: t.users.inviteMany_other.replace('{{count}}', '2') }).click();
  const link = await dialog.getByLabel(t.users.linkOf.replace('{{name}}', 'Grace Hopper')).inputValue();
  await dialog.getByText(t.users.taken).waitFor();
  await dialog.getByRole('button', { name: t.users.done }).click();
  await page.getByRole('link', { name: 'Grace Hopper' }).waitFor();
  const invited = await page.evaluate(async () => (await fetch('/api/users?search=grace')).json());
  expect(invited.data[0].teams).toMatchObject([{ name: 'North' }]);

  // Whoever was invited chooses a password, once.
  const grace = await studio.open(link.slice(studio.server.url.length), look);
  await grace.getByRole('heading', { name: t.signIn.welcomeName.replace('{{name}}', 'Grace Hopper') }).waitFor();
  await grace.getByRole('textbox', { name: t.signIn.password, exact: true }).fill('short');
  await grace.getByRole('button', { name: t.signIn.begin }).click();
  await grace.getByText(t.reason.PASSWORD_TOO_SHORT).waitFor();
  await grace.getByRole('textbox', { name: t.signIn.password, exact: true }).fill('nine green ducks');
  await grace.getByRole('button', { name: t.signIn.begin }).click();
  await grace.waitForURL(`${studio.server.url}/`);
  await grace.getByRole('heading', { level: 1 }).waitFor();
  const late = await studio.open(link.slice(studio.server.url.length), look);
  await late.getByText(t.signIn.linkGoneTitle).waitFor();

  // A second factor.
  await grace.goto(`${studio.server.url}/settings/account/security`);
  await grace.getByRole('button', { name: t.account.turnOn, exact: true }).click();
  const steps = grace.getByRole('dialog');
  await steps.getByRole('textbox', { name: t.account.yourPassword }).fill('not mine');
  await steps.getByRole('button', { name: t.account.continue }).click();
  await steps.getByText(t.reason.INVALID_PASSWORD).waitFor();
  await steps.getByRole('textbox', { name: t.account.yourPassword }).fill('nine green ducks');
  await steps.getByRole('button', { name: t.account.continue }).click();
  await steps.getByRole('img', { name: t.account.qrCode }).waitFor();
  const secret = await steps.getByRole('textbox', { name: t.account.manualKey }).inputValue();
  await steps.getByLabel(t.signIn.code).fill('000000');
  await steps.getByText(t.reason.INVALID_CODE).waitFor();
  const used = new Set<string>();
  await steps.getByLabel(t.signIn.code).fill(await freshCode(secret, used));
  await steps.getByRole('list', { name: t.account.backupCodes }).waitFor();
  const codes = await steps.getByRole('list', { name: t.account.backupCodes }).getByRole('listitem').allTextContents();
  expect(codes).toHaveLength(10);
  await steps.getByRole('button', { name: t.account.keptCodes }).click();
  await grace.getByText(t.account.authenticatorOn).waitFor();

  // Events still arrive, although the session is another one now: the end of it is heard.
  const { data }: { data: { id: string }[] } = await (
    await page.request.get(`${studio.server.url}/api/users?search=grace`)
  ).json();
  await grace.waitForTimeout(1500);
  await page.request.post(`${studio.server.url}/api/users/${data[0]?.id}/sign-out`, { data: {} });
  await grace.getByRole('dialog', { name: t.signIn.againTitle }).waitFor();
  await signInOn(grace, 'grace@example.com', 'nine green ducks');
  await grace.getByLabel(t.signIn.code).fill(await freshCode(secret, used));
  await grace.getByRole('dialog').waitFor({ state: 'detached' });

  // Out, and in again with a code; where one wanted to go is kept.
  const signOut = async () => {
    await grace.goto(`${studio.server.url}/sign-out`);
    await grace.getByRole('main').getByRole('button', { name: t.account.signOut }).click();
    await grace.waitForURL(/\/sign-in$/);
  };
  await signOut();
  await grace.goto(`${studio.server.url}/contact?search=x`);
  await signInOn(grace, 'grace@example.com', 'nine green ducks');
  const code = grace.getByLabel(t.signIn.code);
  await code.waitFor();
  await expect.poll(() => code.evaluate((line) => line === document.activeElement)).toBe(true);
  await code.fill([...used].at(-1) ?? '');
  await grace.getByText(t.reason.INVALID_CODE).waitFor();
  await code.fill(await freshCode(secret, used));
  await grace.waitForURL(/\/contact\?search=x$/);
  await grace.getByRole('heading', { level: 1 }).waitFor();

  // Or with a backup code, once.
  await signOut();
  await signInOn(grace, 'grace@example.com', 'nine green ducks');
  await grace.getByRole('button', { name: t.signIn.useBackupCode }).click();
  await grace.getByLabel(t.signIn.backupCode).fill(codes[0] ?? '');
  await grace.keyboard.press('Enter');
  await grace.waitForURL(`${studio.server.url}/`);
  await signOut();
  await signInOn(grace, 'grace@example.com', 'nine green ducks');
  await grace.getByRole('button', { name: t.signIn.useBackupCode }).click();
  await grace.getByLabel(t.signIn.backupCode).fill(codes[0] ?? '');
  await grace.keyboard.press('Enter');
  await grace.getByText(t.reason.INVALID_BACKUP_CODE).waitFor();
});
