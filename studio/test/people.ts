import type { Page } from 'playwright-core';
import { fetchAsAdmin } from '../../core/testing/asAdmin.ts';
import { createClient } from '../../core/testing/client.ts';
import en from '../src/app/locales/en.json' with { type: 'json' };
import enSettings from '../src/app/locales/settings/en.json' with { type: 'json' };
import zhSettings from '../src/app/locales/settings/zh-CN.json' with { type: 'json' };
import zh from '../src/app/locales/zh-CN.json' with { type: 'json' };
import type { Studio } from './openStudio.ts';

/** The application's own words. */
export const words = {
  en: {
    ...{ ...en, ...enSettings },
    account: { ...en.account, ...enSettings.account },
    settings: { ...en.settings, ...enSettings.settings },
  },
  'zh-CN': {
    ...{ ...zh, ...zhSettings },
    account: { ...zh.account, ...zhSettings.account },
    settings: { ...zh.settings, ...zhSettings.settings },
  },
} as const;

export interface Invitee {
  readonly name: string;
  readonly email: string;
  readonly roles?: readonly string[];
}

/** Invites somebody, and gives the path of the link that lets them choose a password. */
export async function invite(
  { server }: Studio,
  { roles = [], ...person }: Invitee,
): Promise<{ id: string; link: string }> {
  const response = await fetchAsAdmin(`${server.url}/api/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...person, roles }),
  });
  const { id, link }: { id: string; link: string } = await response.json();
  const url = new URL(link);
  return { id, link: url.pathname + url.search };
}

/** Somebody with a password. Gives their id. */
export async function join(studio: Studio, person: Invitee, password: string): Promise<string> {
  const { id, link } = await invite(studio, person);
  const token = new URLSearchParams(link.split('?')[1]).get('token');
  const { status } = await createClient(studio.server).post('/api/auth/reset-password', {
    token,
    newPassword: password,
  });
  if (status !== 200) throw new Error(`${person.email} could not choose a password: ${status}`);
  return id;
}

/** Fills in the form of the sign-in page and sends it. */
export async function signInOn(page: Page, email: string, password: string): Promise<void> {
  const line = page.locator('input[type=email][autocomplete=username]:not([aria-hidden])');
  await line.waitFor();
  if (await line.isEditable()) await line.fill(email);
  await page.getByRole('textbox', { name: /^(Password|密码)$/ }).fill(password);
  await page.keyboard.press('Enter');
}
