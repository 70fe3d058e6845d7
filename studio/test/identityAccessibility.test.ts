import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';
import { invite, join, words } from './people.ts';
import { seriousOn } from './seriousOn.ts';
import { visit } from './visit.ts';

let studio: Studio;
let user: string;

beforeAll(async () => {
  studio = await openStudio();
  user = await join(
    studio,
    { name: 'Grace Hopper', email: 'grace@example.com', roles: ['salesperson'] },
    'seven small owls',
  );
  const { id } = await studio.api('/api/records/team', { method: 'POST', body: { name: 'Sales', members: [user] } });
  await studio.api('/api/records/team', { method: 'POST', body: { name: 'Europe', parent: String(id) } });
  await studio.api('/api/tokens', { method: 'POST', body: { name: 'Website' } });
}, 60_000);
afterAll(() => studio?.close());

// Every pair of two of them, in half as many looks.
const looks = [
  { theme: 'light', language: 'en', phone: false },
  { theme: 'light', language: 'zh-CN', phone: true },
  { theme: 'dark', language: 'en', phone: true },
  { theme: 'dark', language: 'zh-CN', phone: false },
] as const;

test.concurrent.each(looks)(
  'nothing serious, nothing too wide: $theme $language phone $phone',
  { timeout: 120_000 },
  async (look) => {
    const t = words[look.language];
    const page = await studio.open('/sign-in', { ...look, signedIn: false });
    const check = async (where: string) => {
      expect(await seriousOn(page, [look.theme]), where).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), where).toBe(true);
    };
    const { link } = await invite(studio, {
      name: 'Invited',
      email: `${look.theme}${look.language}${look.phone}@example.com`.toLowerCase(),
    });
    for (const path of [
      '/sign-in',
      '/sign-in?error=access_denied',
      '/forgot-password',
      '/setup?token=x',
      link,
      '/welcome?token=x',
    ]) {
      await page.goto(studio.server.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await check(path);
    }
    await page.goto(`${studio.server.url}/sign-in`);
    await page.getByRole('button', { name: t.signIn.submit, exact: true }).click();
    await page.getByText(t.fault.required).waitFor();
    await check('what is missing');

    const inside = await studio.open('/', look);
    const checkInside = async (where: string) => {
      expect(await seriousOn(inside, [look.theme]), where).toEqual([]);
      expect(await inside.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), where).toBe(true);
    };
    for (const path of [
      '/settings',
      '/settings/users',
      `/settings/users/${user}`,
      '/settings/teams',
      '/settings/tokens',
      '/settings/account',
      '/settings/account/security',
      '/settings/account/sessions',
      '/settings/account/tokens',
    ]) {
      await visit(inside, path);
      await checkInside(path);
    }
    await inside.getByRole('button', { name: t.token.new }).click();
    await inside.getByRole('dialog').waitFor();
    await checkInside('new token');
    await inside.keyboard.press('Escape');
    await visit(inside, '/settings/users');
    await inside.getByRole('button', { name: t.users.invite, exact: true }).click();
    await inside.getByLabel(t.users.who).fill('a@example.com, b@example.com');
    await checkInside('invite');
    await inside.keyboard.press('Escape');
    await visit(inside, '/settings/teams');
    await inside.getByRole('treeitem', { name: /Europe/ }).click();
    await inside.getByRole('dialog').getByRole('combobox', { name: t.teams.memberList }).click();
    await inside.getByRole('listbox').getByRole('option').first().waitFor();
    await checkInside('team');
  },
);
