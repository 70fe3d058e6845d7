import { once } from 'node:events';
import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asAdmin } from '../../testing/asAdmin.ts';
import { createClient } from '../../testing/client.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { createServer } from '../createServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    trustProxy: true,
    admin: { email: 'boss@example.com', password: 'ten little ducks' },
  });
});
afterAll(() => server.close());

const credentials = { email: 'boss@example.com', password: 'ten little ducks' };

test('behind a proxy that ends TLS the cookie is for TLS only, and the address is that of the client', async () => {
  const client = createClient(server);
  const origin = server.url.replace('http:', 'https:');
  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '6.6.6.6, 203.0.113.7', origin };
  const reply = await client.post('/api/auth/sign-in/email', credentials, headers);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  expect(reply.headers.getSetCookie()[0]).toMatch(/; Secure/);
  const [session] = (await client.get('/api/auth/list-sessions')).body;
  expect(session.ipAddress).toBe('203.0.113.7');
});

test('metrics are for this machine and for administrators', async () => {
  const ask = async (headers: Record<string, string>) => (await createClient(server).get('/metrics', headers)).status;
  expect(await ask({})).toBe(200);
  expect(await ask({ 'x-forwarded-for': '203.0.113.7' })).toBe(403);
  expect(await ask({ 'x-forwarded-for': '203.0.113.7', ...asAdmin })).toBe(200);
  expect(await ask({ authorization: 'Bearer wrong' })).toBe(401);
});

test('Kiln ends TLS by itself', async () => {
  const tls = (name: string) => join(import.meta.dirname, '../../testing/tls', name);
  const over = createServer(server.workspace, {
    log: pino({ level: 'silent' }),
    limits: { jsonBytes: 1000, fileBytes: 1000 },
    studio: join(server.data, 'studio'),
    tls: { cert: tls('cert.pem'), key: tls('key.pem') },
  });
  try {
    const url = await over.listen({ host: '127.0.0.1', port: 0 });
    expect(url).toMatch(/^https:/);
    await over.ready;
    const body = JSON.stringify(credentials);
    const headers = { 'content-type': 'application/json', origin: url, 'content-length': body.length };
    const asked = request(`${url}/api/auth/sign-in/email`, { method: 'POST', rejectUnauthorized: false, headers });
    asked.end(body);
    const [reply] = await once(asked, 'response');
    reply.resume();
    expect([reply.statusCode, reply.headers['set-cookie'][0]]).toEqual([200, expect.stringContaining('; Secure')]);
  } finally {
    await over.close();
  }
});

test('a server that listens to the network answers to addresses and its own names, to no others', async () => {
  const open = createServer(server.workspace, {
    log: pino({ level: 'silent' }),
    limits: { jsonBytes: 1000, fileBytes: 1000 },
    studio: join(server.data, 'studio'),
    hosts: ['crm.example.com'],
    addresses: true,
  });
  try {
    const url = await open.listen({ host: '127.0.0.1', port: 0 });
    await open.ready;
    const ask = async (host: string) => {
      const asked = plainRequest(`${url}/readyz`, { headers: { host } });
      asked.end();
      const [reply] = await once(asked, 'response');
      reply.resume();
      return reply.statusCode;
    };
    expect(await Promise.all(['crm.example.com', '192.168.1.5:3000', '[::1]:3000', '[fe80::1]'].map(ask))).toEqual([
      200, 200, 200, 200,
    ]);
    expect(await Promise.all(['evil.example', '192.168.1.5.evil.example'].map(ask))).toEqual([403, 403]);
  } finally {
    await open.close();
  }
});

test('passkeys are offered for this host, ask for more than possession, and refuse what was made up', async () => {
  const client = createClient(server);
  await client.signIn(credentials.email, credentials.password);
  const options = await client.get('/api/auth/passkey/generate-register-options');
  expect(options.body).toMatchObject({
    rp: { id: '127.0.0.1', name: 'Kiln' },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const response = { id: 'x', rawId: 'x', type: 'public-key', response: {}, clientExtensionResults: {} };
  const made = await client.post('/api/auth/passkey/verify-registration', { response, name: 'Mine' });
  expect(made.status).toBeGreaterThanOrEqual(400);
  const stranger = createClient(server);
  await stranger.get('/api/auth/passkey/generate-authenticate-options');
  const entered = await stranger.post('/api/auth/passkey/verify-authentication', { response });
  expect([entered.status >= 400, (await stranger.get('/api/me')).status]).toEqual([true, 401]);
});

test.each([
  ['sign-in/email', { email: 'x', password: 'y' }],
  ['sign-in/email', { email: { $ne: null }, password: { $ne: null } }],
  ['sign-in/email', []],
  ['sign-in/email', { email: "' or 1=1 --@x.cn", password: '\u0000' }],
  ['sign-in/social', { provider: 'oidc', callbackURL: 'https://evil.example' }],
  ['sign-in/social', { provider: 'google' }],
  ['reset-password', { token: '', newPassword: 'a long enough one' }],
  ['reset-password', { token: { x: 1 }, newPassword: 5 }],
  ['request-password-reset', { email: 'boss@example.com', redirectTo: 'https://evil.example' }],
  ['two-factor/verify-totp', { code: '123456' }],
  ['two-factor/verify-backup-code', { code: 'x'.repeat(60_000) }],
])('nonsense to %s is refused: %j', async (path, body) => {
  const reply = await createClient(server).post(`/api/auth/${path}`, body);
  expect(reply.status).toBeGreaterThanOrEqual(400);
  expect(reply.status).toBeLessThan(500);
  expect(reply.headers.get('content-type')).toBe('application/problem+json');
});
