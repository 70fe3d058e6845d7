import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asAdmin } from '../../testing/asAdmin.ts';
import { type Client, createClient } from '../../testing/client.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';

let open: TestServer;
let invitedOnly: TestServer;
let provider: ChildProcess;

const settings = (issuer: string, role: string | undefined) => ({
  oidc: {
    issuer,
    clientId: 'kiln',
    clientSecret: 'the secret of the client',
    label: 'Our company',
    role,
    roleClaim: role === undefined ? undefined : 'roles',
    trustEmail: false,
  },
});

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
  const issuer = `http://127.0.0.1:${port}`;
  open = await startTestServer({ identity: settings(issuer, 'readOnly'), definitions: [crm] });
  invitedOnly = await startTestServer({ identity: settings(issuer, undefined) });
  const file = fileURLToPath(new URL('../../testing/oidcProvider.ts', import.meta.url));
  provider = fork(
    file,
    [String(port), `${open.url}/api/auth/callback/oidc`, `${invitedOnly.url}/api/auth/callback/oidc`],
    {
      stdio: 'ignore',
    },
  );
  await once(provider, 'message');
});
afterAll(async () => {
  provider?.kill();
  await invitedOnly?.close();
  await open?.close();
});

const crm = fileURLToPath(new URL('../../../schemas/crm', import.meta.url));

/** Goes through the provider's own pages as `who`, and gives back the last answer of Kiln. */
async function enter(server: TestServer, client: Client, who: string) {
  const begun = await client.post('/api/auth/sign-in/social', {
    provider: 'oidc',
    callbackURL: '/',
    errorCallbackURL: '/sign-in',
  });
  expect(begun.status, JSON.stringify(begun.body)).toBe(200);
  const browser = createClient({ url: new URL(begun.body.url).origin });
  let reply = await browser.get(begun.body.url);
  for (let step = 0; step < 12; step++) {
    const location = reply.headers.get('location');
    const next = location === null ? undefined : new URL(location, new URL(begun.body.url).origin);
    if (next?.origin === server.url) return client.get(next.href);
    if (next) {
      reply = await browser.get(next.href);
      continue;
    }
    const page = String(reply.body);
    const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1] ?? '';
    reply = await submit(browser, action, { prompt, login: who, password: 'x' });
  }
  throw new Error('the provider led nowhere');
}

async function submit(browser: Client, action: string, fields: Record<string, string>) {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(action, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: new URLSearchParams(fields),
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

test('who comes for the first time gets the role of the settings, or that of the claim', async () => {
  const client = createClient(open);
  expect((await client.get('/api/sign-in')).body.oidc).toEqual({ label: 'Our company' });
  const back = await enter(open, client, 'new@example.com,yes');
  expect([back.status, back.headers.get('location')]).toEqual([302, '/']);
  expect((await client.get('/api/me')).body).toMatchObject({
    name: 'Name of new@example.com',
    email: 'new@example.com',
    roles: ['readOnly'],
    hasPassword: false,
  });
  const claimed = createClient(open);
  await enter(open, claimed, 'boss@example.com,yes,salesManager');
  expect((await claimed.get('/api/me')).body.roles).toEqual(['salesManager']);
  const demoted = createClient(open);
  await enter(open, demoted, 'boss@example.com,yes,salesperson');
  expect((await demoted.get('/api/me')).body.roles).toEqual(['salesperson']);
});

test('a claim does not take the role admin from the last administrator', async () => {
  const boss = createClient(open);
  const { db, trail } = open.workspace;
  await enter(open, boss, 'last@example.com,yes,admin');
  expect((await boss.get('/api/me')).body.roles).toEqual(['admin']);
  const others = `delete from kiln.role_member where role = 'admin' and user_id <> (select id from data."user" where email = 'last@example.com') returning user_id`;
  const taken = await db.query({ text: others, values: [] });
  await enter(open, boss, 'last@example.com,yes,salesperson');
  expect((await boss.get('/api/me')).body.roles).toEqual(['admin', 'salesperson']);
  // Once there is another, the claim is followed.
  const text = `insert into kiln.role_member (user_id, role) select unnest($1::uuid[]), 'admin'`;
  await db.query({ text, values: [taken.map(([id]) => id ?? '')] });
  const victim = await createClient(open).post(
    '/api/users',
    { name: 'Second', email: 'second@example.com', roles: ['admin'] },
    asAdmin,
  );
  expect(victim.status).toBe(201);
  await enter(open, boss, 'last@example.com,yes,salesperson');
  expect((await boss.get('/api/me')).body.roles).toEqual(['salesperson']);
  await trail.flush();
  const { body } = await createClient(open).get('/api/audit?action=usersChanged&limit=200', asAdmin);
  const roles = body.data.map(({ details }: { details: { roles?: object } }) => details.roles);
  expect(roles).toContainEqual({ before: ['admin', 'salesperson'], after: ['salesperson'] });
});

test('an address that the provider does not answer for opens nobody else’s account', async () => {
  await createClient(open).post(
    '/api/users',
    { name: 'Victim', email: 'victim@example.com', roles: ['admin'] },
    asAdmin,
  );
  const thief = createClient(open);
  const back = await enter(open, thief, 'victim@example.com,no');
  expect(back.headers.get('location')).toContain('/sign-in?error=account_not_linked');
  expect((await thief.get('/api/me')).status).toBe(401);
  const owner = createClient(open);
  await enter(open, owner, 'victim@example.com,yes');
  expect((await owner.get('/api/me')).body).toMatchObject({ name: 'Victim', roles: ['admin'] });
});

test('who is switched off does not come in', async () => {
  const client = createClient(open);
  await enter(open, client, 'gone@example.com,yes');
  const { id } = (await client.get('/api/me')).body;
  await client.call('PATCH', `/api/users/${id}`, { active: false }, { ...asAdmin, cookie: '' });
  const again = createClient(open);
  const back = await enter(open, again, 'gone@example.com,yes');
  expect(back.status >= 300).toBe(true);
  expect((await again.get('/api/me')).status).toBe(401);
});

test('nobody is sent to another site afterwards', async () => {
  for (const callbackURL of ['https://evil.example', '//evil.example', '/\\\\evil.example', 'javascript:alert(1)']) {
    const reply = await createClient(open).post('/api/auth/sign-in/social', { provider: 'oidc', callbackURL });
    expect([callbackURL, reply.status]).toEqual([callbackURL, 403]);
  }
});

test('an answer that was forged or used before is no use', async () => {
  const client = createClient(open);
  for (const query of ['code=x&state=y', 'code=x', 'error=access_denied&state=y', '']) {
    const reply = await client.get(`/api/auth/callback/oidc?${query}`);
    expect([302, 400, 401, 403]).toContain(reply.status);
    expect((await client.get('/api/me')).status).toBe(401);
  }
});

test('where only invited people may enter, nobody else does', async () => {
  await createClient(invitedOnly).post('/api/users', { name: 'Guest', email: 'guest@example.com', roles: [] }, asAdmin);
  const guest = createClient(invitedOnly);
  await enter(invitedOnly, guest, 'guest@example.com,yes');
  expect((await guest.get('/api/me')).body).toMatchObject({ name: 'Guest' });
  const stranger = createClient(invitedOnly);
  const back = await enter(invitedOnly, stranger, 'stranger@example.com,yes');
  expect(back.headers.get('location')).toContain('/sign-in?error=');
  expect((await stranger.get('/api/me')).status).toBe(401);
});
