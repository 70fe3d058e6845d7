import { afterAll, beforeAll, expect, test } from 'vitest';
import { asAdmin } from '../../testing/asAdmin.ts';
import { type Client, createClient } from '../../testing/client.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';

let server: TestServer;
let client: Client;
let id: string;

beforeAll(async () => {
  server = await startTestServer({});
  client = createClient(server);
  const person = { name: 'No Roles', email: 'noroles@example.com', roles: [] };
  const invited = await client.post('/api/users', person, asAdmin);
  id = invited.body.id;
  const token = new URL(invited.body.link).searchParams.get('token');
  await client.post('/api/auth/reset-password', { token, newPassword: 'seven small owls' });
  await client.signIn('noroles@example.com', 'seven small owls');
});
afterAll(() => server.close());

test('everybody changes their own profile, without any right on users', async () => {
  const profile = { name: 'New Name', phone: '+49 30 123456', language: 'zh-CN', timeZone: 'Asia/Shanghai' };
  expect((await client.call('PATCH', '/api/me', profile)).status).toBe(204);
  expect((await client.get('/api/me')).body).toMatchObject({
    name: 'New Name',
    language: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    actor: { phone: '+49 30 123456' },
  });
  expect((await client.call('PATCH', '/api/me', { phone: null })).status).toBe(204);
});

test.each([
  { email: 'other@example.com' },
  { active: false },
  { jobTitle: 'Boss' },
  { manager: null },
  { roles: ['admin'] },
  { id: '00000000-0000-7000-8000-000000000001' },
  { name: 1 },
  { name: '' },
  { name: null },
  { phone: 'no' },
  { language: 'xx' },
])('but nothing else: %j', async (change) => {
  expect((await client.call('PATCH', '/api/me', change)).status).toBe(422);
});

test('a token has no profile, and nobody has none', async () => {
  const { secret } = (await client.post('/api/tokens', { name: 'mine' })).body;
  const bearer = { authorization: `Bearer ${secret}`, cookie: '' };
  expect((await createClient(server).call('PATCH', '/api/me', { name: 'Robot' }, bearer)).status).toBe(403);
  expect((await createClient(server).call('PATCH', '/api/me', { name: 'Nobody' })).status).toBe(401);
});

test('one user is looked up by id', async () => {
  const one = await createClient(server).get(`/api/users?id=${id}`, asAdmin);
  expect(one.body).toMatchObject({ data: [{ id, name: 'New Name' }], next: null });
  expect((await createClient(server).get('/api/users?id=x', asAdmin)).status).toBe(400);
});
