import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type Studio } from './openStudio.ts';
import { join, words } from './people.ts';

let studio: Studio;
let provider: ChildProcess;
const t = words.en;

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

beforeAll(async () => {
  const port = await freePort();
  const oidc = {
    issuer: `http://127.0.0.1:${port}`,
    clientId: 'kiln',
    clientSecret: 'the secret of the client',
    label: 'Our company',
    role: undefined,
    roleClaim: undefined,
    trustEmail: false,
  };
  studio = await openStudio([], { identity: { oidc } });
  const file = fileURLToPath(new URL('../../core/testing/oidcProvider.ts', import.meta.url));
  provider = fork(file, [String(port), `${studio.server.url}/api/auth/callback/oidc`], { stdio: 'ignore' });
  await once(provider, 'message');
  await join(studio, { name: 'Grace Hopper', email: 'grace@example.com', roles: ['admin'] }, 'seven small owls');
}, 60_000);
afterAll(async () => {
  provider?.kill();
  await studio?.close();
});

/** Goes to the provider from `path`, and says there who one is. */
async function enter(path: string, who: string) {
  const page = await studio.open(path, { signedIn: false });
  await page.getByRole('button', { name: t.signIn.with.replace('{{provider}}', 'Our company') }).click();
  await page.locator('input[name=login]').fill(who);
  await page.locator('input[name=password]').fill('anything');
  await page.locator('button[type=submit]').click();
  await page.locator('button[type=submit]').click();
  return page;
}

test('whoever was invited comes in by single sign-on, to where they wanted to go', async () => {
  const page = await enter('/contact?search=x', 'grace@example.com,yes');
  await page.waitForURL(/\/contact\?search=x$/);
  await page.getByRole('button', { name: /^Grace Hopper/ }).waitFor();
});

test('whoever was not invited is told so on the page of sign-in, and keeps where they wanted to go', async () => {
  const page = await enter('/contact', 'stranger@example.com,yes');
  await page.getByRole('alert').getByText(t.signIn.sso.unknown).waitFor();
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  expect(new URL(page.url()).searchParams.get('to')).toBe('/contact');
});
