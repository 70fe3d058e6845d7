import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asAdmin } from '../../testing/asAdmin.ts';
import { createClient } from '../../testing/client.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';

let server: TestServer;
let other: TestServer;
beforeAll(async () => {
  server = await startTestServer({});
  other = await startTestServer({ databaseUrl: server.workspace.databaseUrl });
});
afterAll(async () => {
  await other.close();
  await server.close();
});

const statusOf = async (at: TestServer, secret: string) =>
  (await createClient(at).get('/api/me', { authorization: `Bearer ${secret}` })).status;

describe('API tokens', () => {
  test('are shown once, work in every process, and are over at once', async () => {
    const admin = createClient(server);
    const made = await admin.post('/api/tokens', { name: 'sync' }, asAdmin);
    expect(made.body).toMatchObject({ name: 'sync', roles: ['admin'], expiresAt: null, lastUsedAt: null });
    const { id, secret } = made.body;
    expect(secret).toMatch(/^kiln_[\w-]{43}$/);
    expect([await statusOf(server, secret), await statusOf(other, secret)]).toEqual([200, 200]);
    const listed = await admin.get('/api/tokens', asAdmin);
    expect(JSON.stringify(listed.body)).not.toContain(secret);
    const usedAt = async () => {
      const { data } = (await admin.get('/api/tokens', asAdmin)).body;
      return data.find((token: { id: string }) => token.id === id).lastUsedAt;
    };
    await expect.poll(usedAt).toEqual(expect.any(String));
    expect((await admin.call('DELETE', `/api/tokens/${id}`, undefined, asAdmin)).status).toBe(204);
    expect(await statusOf(server, secret)).toBe(401);
    await expect.poll(() => statusOf(other, secret)).toBe(401);
    expect((await admin.call('DELETE', `/api/tokens/${id}`, undefined, asAdmin)).status).toBe(404);
  });

  test('are kept as a hash only', async () => {
    const { secret } = (await createClient(server).post('/api/tokens', { name: 'hashed' }, asAdmin)).body;
    const rows = await server.workspace.db.query({ text: 'select t::text from kiln.token t', values: [] });
    expect(JSON.stringify(rows)).not.toContain(secret.slice(5));
  });

  test('expire', async () => {
    const client = createClient(server);
    const past = await client.post('/api/tokens', { name: 'old', expiresAt: '2020-01-01T00:00:00Z' }, asAdmin);
    expect(past.status).toBe(422);
    const soon = new Date(Date.now() + 400).toISOString();
    const { secret } = (await client.post('/api/tokens', { name: 'short', expiresAt: soon }, asAdmin)).body;
    expect(await statusOf(server, secret)).toBe(200);
    await sleep(450);
    expect(await statusOf(server, secret)).toBe(401);
  });

  test('that tokens made do not outlive them', async () => {
    const client = createClient(server);
    const soon = new Date(Date.now() + 60_000).toISOString();
    const { secret } = (await client.post('/api/tokens', { name: 'a minute', expiresAt: soon }, asAdmin)).body;
    const bearer = { authorization: `Bearer ${secret}` };
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const sooner = new Date(Date.now() + 1_000).toISOString();
    const ends = async (body: object) => (await client.post('/api/tokens', body, bearer)).body.expiresAt;
    expect(await ends({ name: 'for ever' })).toBe(soon);
    expect(await ends({ name: 'an hour', expiresAt: later })).toBe(soon);
    expect(await ends({ name: 'a second', expiresAt: sooner })).toBe(sooner);
  });

  test('give no role that their maker does not hold, nor one that was taken since', async () => {
    const admin = createClient(server);
    await admin.post('/api/users', { name: 'Other', email: 'other@example.com', roles: ['admin'] }, asAdmin);
    const user = (await admin.post('/api/users', { name: 'Wu', email: 'wu@example.com', roles: ['admin'] }, asAdmin))
      .body;
    const client = createClient(server);
    const token = new URL(user.link).searchParams.get('token');
    await client.post('/api/auth/reset-password', { token, newPassword: 'nine green doors' });
    await client.signIn('wu@example.com', 'nine green doors');
    const more = await client.post('/api/tokens', { name: 'more', roles: ['admin', 'nothing'] });
    expect(more.status).toBe(422);
    const { secret } = (await client.post('/api/tokens', { name: 'mine' })).body;
    const me = () => createClient(other).get('/api/me', { authorization: `Bearer ${secret}` });
    expect((await me()).body).toMatchObject({ kind: 'token', id: user.id, roles: ['admin'] });
    await admin.call('PATCH', `/api/users/${user.id}`, { roles: [] }, asAdmin);
    await expect.poll(async () => (await me()).body).toMatchObject({ roles: [] });
  });

  test.each(['', 'x', 'kiln_', 'Bearer', `kiln_${'A'.repeat(43)}`, 'ä', "' or 1=1 --", 'x'.repeat(10_000)])(
    'cannot be guessed or forged: %s',
    async (secret) => {
      const reply = await createClient(server).get('/api/me', {
        authorization: encodeURI(`Bearer ${secret}`).replaceAll('%20', ' '),
      });
      expect(reply.status).toBe(401);
    },
  );

  test('of one user are nothing to another', async () => {
    const admin = createClient(server);
    const made = (await admin.post('/api/tokens', { name: 'of the admin' }, asAdmin)).body;
    const user = (await admin.post('/api/users', { name: 'Xu', email: 'xu@example.com', roles: [] }, asAdmin)).body;
    const client = createClient(server);
    const token = new URL(user.link).searchParams.get('token');
    await client.post('/api/auth/reset-password', { token, newPassword: 'nine green doors' });
    await client.signIn('xu@example.com', 'nine green doors');
    expect((await client.get('/api/tokens')).body).toEqual({ data: [] });
    expect((await client.get('/api/tokens?all=true')).status).toBe(403);
    expect((await client.call('DELETE', `/api/tokens/${made.id}`)).status).toBe(404);
  });
});

test('a password of the environment that is easy to guess stops a server that others reach', async () => {
  const { databaseUrl } = server.workspace;
  const weak = { email: 'weak@example.com', password: 'admin123' };
  const reachable = startTestServer({ databaseUrl, admin: { ...weak, mayBeWeak: false } });
  await expect(reachable).rejects.toThrow('KILN_ADMIN_PASSWORD');
  const local = await startTestServer({ databaseUrl, admin: weak });
  expect((await createClient(local).signIn('weak@example.com', 'admin123')).status).toBe(200);
  await local.close();
});

test('KILN_ADMIN_TOKEN is what the environment says now', async () => {
  const first = 'kiln_the_first_token_of_all';
  const databaseUrl = server.workspace.databaseUrl;
  const one = await startTestServer({ databaseUrl, admin: { token: first } });
  expect([await statusOf(one, first), await statusOf(server, first)]).toEqual([200, 200]);
  expect((await createClient(one).get('/api/me', { authorization: `Bearer ${first}` })).body).toMatchObject({
    name: 'Admin',
    kind: 'token',
    roles: ['admin'],
    signsIn: false,
  });
  const two = await startTestServer({ databaseUrl, admin: { token: `${first}_2` } });
  // Servers hear of it from the database.
  await expect.poll(async () => [await statusOf(one, first), await statusOf(one, `${first}_2`)]).toEqual([401, 200]);
  const none = await startTestServer({ databaseUrl, admin: { token: undefined } });
  await expect.poll(() => statusOf(one, `${first}_2`)).toBe(401);
  const named = await startTestServer({
    databaseUrl,
    admin: { token: first, email: 'boss@example.com', password: 'ten little ducks' },
  });
  const me = async () => (await createClient(one).get('/api/me', { authorization: `Bearer ${first}` })).body;
  await expect.poll(async () => (await me()).email).toBe('boss@example.com');
  expect((await createClient(one).signIn('boss@example.com', 'ten little ducks')).status).toBe(200);
  for (const each of [named, none, two, one]) await each.close();
});
