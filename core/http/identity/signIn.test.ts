import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asAdmin } from '../../testing/asAdmin.ts';
import { type Client, createClient } from '../../testing/client.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { totpCode } from '../../testing/totpCode.ts';

let server: TestServer;
let other: TestServer;
beforeAll(async () => {
  const item = { $id: 'item', title: 'Item', properties: { name: { type: 'string' } } };
  server = await startTestServer({ entities: [item] });
  other = await startTestServer({ entities: [item], databaseUrl: server.workspace.databaseUrl });
});
afterAll(async () => {
  await other.close();
  await server.close();
});

let count = 0;

/** A new user with a password, and a link-taking client that has not signed in. */
async function newUser(
  roles: readonly string[] = [],
): Promise<{ id: string; email: string; password: string; client: Client }> {
  count += 1;
  const email = `user${count}@example.com`;
  const admin = createClient(server);
  const invited = await admin.post('/api/users', { name: `User ${count}`, email, roles }, asAdmin);
  expect(invited.status, JSON.stringify(invited.body)).toBe(201);
  const password = `grey otter number ${count}`;
  const client = createClient(server);
  const token = new URL(invited.body.link).searchParams.get('token');
  expect((await client.post('/api/auth/reset-password', { token, newPassword: password })).status).toBe(200);
  return { id: invited.body.id, email, password, client };
}

describe('nobody', () => {
  test.each([
    '/api/records/item',
    '/api/me',
    '/api/model',
    '/api/openapi.json',
    '/api/users',
    '/api/tokens',
    '/api/batch',
  ])('gets nothing of %s', async (path) => {
    const reply = await createClient(server).get(path);
    expect([reply.status, reply.body.code]).toEqual([401, 'KILN_UNAUTHENTICATED']);
    expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="Kiln"');
  });

  test.each(['/healthz', '/readyz', '/metrics', '/api/sign-in', '/api/auth/get-session'])(
    'may ask %s',
    async (path) => {
      expect((await createClient(server).get(path)).status).toBe(200);
    },
  );

  test('cannot sign up', async () => {
    const { status } = await createClient(server).post('/api/auth/sign-up/email', {
      name: 'Me',
      email: 'me@example.com',
      password: 'a long enough one',
    });
    expect(status).toBe(404);
  });
});

describe('a password', () => {
  test('lets its user in, whose cookie scripts cannot read and other sites cannot send', async () => {
    const { client, email, password, id } = await newUser();
    const reply = await client.signIn(email.toUpperCase(), password);
    expect(reply.status).toBe(200);
    const [cookie = ''] = reply.headers.getSetCookie();
    expect(cookie).toMatch(/^kiln\.session_token=.*HttpOnly.*SameSite=Lax/i);
    expect(cookie).not.toMatch(/secure/i);
    expect((await client.get('/api/me')).body).toMatchObject({ id, email, roles: [] });
  });

  test('that is wrong is answered as an address that nobody has, in the same time', async () => {
    const { client, email } = await newUser();
    const time = async (address: string) => {
      const began = performance.now();
      const reply = await client.signIn(address, 'not the password');
      const { requestId: _id, ...body } = reply.body;
      return { status: reply.status, body, ms: performance.now() - began };
    };
    await time(email);
    const known = [await time(email), await time(email), await time(email)];
    const unknown = [
      await time('nobody1@example.com'),
      await time('nobody2@example.com'),
      await time('nobody3@example.com'),
    ];
    expect(known[0]?.status).toBe(401);
    expect(unknown[0]).toMatchObject({ status: known[0]?.status, body: known[0]?.body });
    const least = (runs: readonly { ms: number }[]) => Math.min(...runs.map(({ ms }) => ms));
    // Both compute the hash, which takes about 150 ms; without it an answer takes 5.
    expect(least(unknown)).toBeGreaterThan(least(known) * 0.6);
  });

  test('tried too often locks the account, in every process, even for the right one', async () => {
    const { email, password } = await newUser();
    const tries = Array.from({ length: 12 }, (_, n) =>
      createClient(n % 2 ? server : other).signIn(email, `wrong ${n}`),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
    const locked = await createClient(other).signIn(email, password);
    expect([locked.status, locked.body.code]).toEqual([429, 'KILN_TOO_MANY_REQUESTS']);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(800);
    await server.workspace.db.query({ text: 'delete from kiln.attempt', values: [] });
    expect((await createClient(other).signIn(email, password)).status).toBe(200);
  });

  test('that was right forgets the wrong ones before', async () => {
    const { email, password, client } = await newUser();
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 6; n++) expect((await client.signIn(email, 'wrong')).status).toBe(401);
      expect((await client.signIn(email, password)).status).toBe(200);
    }
    await server.workspace.db.query({ text: 'delete from kiln.attempt', values: [] });
  });

  test.each([
    ['short', 'PASSWORD_TOO_SHORT'],
    ['password2024', 'PASSWORD_COMMON'],
  ])('cannot be %s', async (newPassword, reason) => {
    const { client, email, password } = await newUser();
    await client.signIn(email, password);
    const refused = await client.post('/api/auth/change-password', { currentPassword: password, newPassword });
    expect([refused.status, refused.body.reason]).toEqual([400, reason]);
  });
});

describe('a session', () => {
  test('that was signed out is over at once, in every process', async () => {
    const { client, email, password } = await newUser();
    await client.signIn(email, password);
    const cookie = `kiln.session_token=${client.cookies.get('kiln.session_token')}`;
    const asBefore = (at: TestServer) =>
      fetch(`${at.url}/api/me`, { headers: { cookie } }).then(({ status }) => status);
    expect([await asBefore(server), await asBefore(other)]).toEqual([200, 200]);
    expect((await client.post('/api/auth/sign-out')).status).toBe(200);
    await sleep(30);
    expect([await asBefore(server), await asBefore(other)]).toEqual([401, 401]);
  });

  test('is listed, and the others can be ended', async () => {
    const { client, email, password } = await newUser();
    const second = createClient(other);
    await client.signIn(email, password);
    await second.signIn(email, password);
    expect((await client.get('/api/auth/list-sessions')).body).toHaveLength(2);
    await client.post('/api/auth/revoke-other-sessions');
    await sleep(30);
    expect([(await client.get('/api/me')).status, (await second.get('/api/me')).status]).toEqual([200, 401]);
  });

  test('is another after each sign-in: one put into the browser before is worth nothing', async () => {
    const { client, email, password } = await newUser();
    const attacker = await newUser();
    await attacker.client.signIn(attacker.email, attacker.password);
    const planted = attacker.client.cookies.get('kiln.session_token') ?? '';
    client.cookies.set('kiln.session_token', planted);
    await client.signIn(email, password);
    expect(client.cookies.get('kiln.session_token')).not.toBe(planted);
    await expect.poll(async () => (await attacker.client.get('/api/me')).status).toBe(401);
  });

  test('that a browser had before is over when somebody signs in there again', async () => {
    const { id, client, email, password } = await newUser();
    await client.signIn(email, password);
    const elsewhere = createClient(server);
    await elsewhere.signIn(email, password);
    for (let n = 0; n < 3; n++) expect((await client.signIn(email, password)).status).toBe(200);
    const text = 'select count(*) from auth."session" where "userId" = $1';
    expect(await server.workspace.db.query({ text, values: [id] })).toEqual([['2']]);
    expect((await elsewhere.get('/api/me')).status).toBe(200);
    await client.post('/api/auth/sign-out');
    expect(await server.workspace.db.query({ text, values: [id] })).toEqual([['1']]);
  });

  test('cannot be forged', async () => {
    const { client, email, password } = await newUser();
    await client.signIn(email, password);
    const real = decodeURIComponent(client.cookies.get('kiln.session_token') ?? '');
    const [token = '', signature = ''] = real.split('.');
    const own = createHmac('sha256', 'another secret').update(token).digest('base64');
    const forged = [
      token,
      `${token}.`,
      `${token}.${own}`,
      `${token}x.${signature}`,
      `.${signature}`,
      '%',
      'x'.repeat(5000),
      '.',
    ];
    for (const value of forged) {
      const cookie = `kiln.session_token=${encodeURIComponent(value)}`;
      expect((await fetch(`${server.url}/api/me`, { headers: { cookie } })).status, value).toBe(401);
    }
  });

  test('that has run out is over, also where it is remembered', async () => {
    const { client, email, password, id } = await newUser();
    await client.signIn(email, password);
    const { db } = server.workspace;
    await db.query({
      text: `update auth."session" set "expiresAt" = now() + interval '300 milliseconds' where "userId" = $1`,
      values: [id],
    });
    await sleep(30);
    expect((await client.get('/api/me')).status).toBe(200);
    await sleep(320);
    expect((await client.get('/api/me')).status).toBe(401);
  });

  test('of somebody who is switched off ends at once, like their tokens', async () => {
    const { client, email, password, id } = await newUser();
    await client.signIn(email, password);
    const { secret } = (await client.post('/api/tokens', { name: 'mine' })).body;
    const withToken = (at: TestServer) =>
      fetch(`${at.url}/api/me`, { headers: { authorization: `Bearer ${secret}` } }).then(({ status }) => status);
    expect(await withToken(other)).toBe(200);
    expect((await client.call('PATCH', `/api/users/${id}`, { active: false }, { ...asAdmin, cookie: '' })).status).toBe(
      204,
    );
    await sleep(30);
    expect([(await client.get('/api/me')).status, await withToken(server), await withToken(other)]).toEqual([
      401, 401, 401,
    ]);
    expect((await client.signIn(email, password)).body.reason).toBe('ACCOUNT_INACTIVE');
    await client.call('PATCH', `/api/users/${id}`, { active: true }, { ...asAdmin, cookie: '' });
    expect([(await client.get('/api/me')).status, await withToken(server)]).toEqual([401, 401]);
  });

  test('of another site is no use: a write needs the Origin of this one', async () => {
    const { client, email, password } = await newUser(['admin']);
    await client.signIn(email, password);
    const foreign = { origin: 'https://evil.example' };
    expect((await client.post('/api/records/item', { name: 'x' }, foreign)).status).toBe(403);
    expect((await client.post('/api/auth/sign-out', {}, foreign)).status).toBe(403);
    expect((await client.post('/api/records/item', { name: 'x' })).status).toBe(201);
  });
});

describe('a second factor', () => {
  async function withTotp() {
    const user = await newUser();
    await user.client.signIn(user.email, user.password);
    const enabled = await user.client.post('/api/auth/two-factor/enable', { password: user.password });
    expect(enabled.status, JSON.stringify(enabled.body)).toBe(200);
    const secret = new URL(enabled.body.totpURI).searchParams.get('secret') ?? '';
    const verified = await user.client.post('/api/auth/two-factor/verify-totp', { code: totpCode(secret, -1) });
    expect(verified.status, JSON.stringify(verified.body)).toBe(200);
    return { ...user, secret, backupCodes: enabled.body.backupCodes };
  }

  test('is asked for after the password; a code works once', async () => {
    const { email, password, secret } = await withTotp();
    const [first, second] = [createClient(server), createClient(other)];
    for (const client of [first, second]) {
      const reply = await client.signIn(email, password);
      expect(reply.body).toMatchObject({ twoFactorRedirect: true, twoFactorMethods: ['totp'] });
      expect((await client.get('/api/me')).status).toBe(401);
    }
    expect((await first.post('/api/auth/two-factor/verify-totp', { code: '000000' })).status).toBe(401);
    const code = totpCode(secret);
    expect((await first.post('/api/auth/two-factor/verify-totp', { code })).status).toBe(200);
    expect((await first.get('/api/me')).body).toMatchObject({ email, twoFactor: true });
    const replayed = await second.post('/api/auth/two-factor/verify-totp', { code });
    expect([replayed.status, replayed.body.reason]).toEqual([401, 'INVALID_CODE']);
    expect((await second.get('/api/me')).status).toBe(401);
  });

  test('can be a backup code, each once', async () => {
    const { email, password, backupCodes } = await withTotp();
    const use = async (code: string) => {
      const client = createClient(server);
      await client.signIn(email, password);
      return (await client.post('/api/auth/two-factor/verify-backup-code', { code })).status;
    };
    expect(await use('wrong-codes')).toBe(401);
    expect(await use(backupCodes[0])).toBe(200);
    expect(await use(backupCodes[0])).toBe(401);
    expect(await use(backupCodes[1])).toBe(200);
  });

  test('tried too often is over for this sign-in', async () => {
    const { email, password } = await withTotp();
    const client = createClient(server);
    await client.signIn(email, password);
    const statuses: number[] = [];
    for (let n = 0; n < 7; n++) {
      statuses.push((await client.post('/api/auth/two-factor/verify-totp', { code: `00000${n}` })).status);
    }
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(statuses.slice(5).every((status) => status >= 400)).toBe(true);
    await server.workspace.db.query({ text: 'delete from kiln.attempt', values: [] });
  });

  test('that was lost is taken away by an administrator', async () => {
    const { id, email, password, client } = await withTotp();
    expect((await client.post(`/api/users/${id}/reset-second-factor`, {}, { ...asAdmin, cookie: '' })).status).toBe(
      204,
    );
    await sleep(30);
    expect((await client.get('/api/me')).status).toBe(401);
    expect((await client.signIn(email, password)).body.twoFactorRedirect).toBeUndefined();
    expect((await client.get('/api/me')).status).toBe(200);
  });
});
