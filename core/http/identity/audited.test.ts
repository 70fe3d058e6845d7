import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../context/systemActor.ts';
import { makeSetupToken } from '../../identity/setup.ts';
import { adminToken, asAdmin } from '../../testing/asAdmin.ts';
import { createClient } from '../../testing/client.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { totpCode } from '../../testing/totpCode.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({});
});
afterAll(() => server.close());

const passwords = ['grey otter number 7', 'brown heron number 8', 'white stork number 9'];

/**
 * What the audit holds of somebody's own doings, or of what was done to them: the action with its details, the oldest
 * first.
 */
async function told(id: string, { of = 'record' }: { of?: 'record' | 'actor' } = {}) {
  await server.workspace.trail.flush();
  const reply = await createClient(server).get(`/api/audit?${of}=${id}&limit=200`, asAdmin);
  const entries: { action: string; details: Record<string, unknown> | null; changes: object[]; actor: object }[] =
    reply.body.data;
  return entries.reverse();
}

async function person(name: string) {
  const email = `${name}@example.com`;
  const invited = await createClient(server).post('/api/users', { name, email, roles: [] }, asAdmin);
  const client = createClient(server);
  const token = new URL(invited.body.link).searchParams.get('token');
  await client.post('/api/auth/reset-password', { token, newPassword: passwords[0] });
  await client.signIn(email, passwords[0] ?? '');
  const id: string = invited.body.id;
  return { id, email, client };
}

test('what people change of their own way in, without what they sent', async () => {
  const { id, email, client } = await person('mia');
  const change = { currentPassword: passwords[0], newPassword: passwords[1] };
  expect((await client.post('/api/auth/change-password', change)).status).toBe(200);
  const enabled = await client.post('/api/auth/two-factor/enable', { password: passwords[1] });
  const secret = new URL(enabled.body.totpURI).searchParams.get('secret') ?? '';
  const code = totpCode(secret, -1);
  expect((await client.post('/api/auth/two-factor/verify-totp', { code })).status).toBe(200);
  const renewed = await client.post('/api/auth/two-factor/generate-backup-codes', { password: passwords[1] });
  expect(renewed.status).toBe(200);
  expect((await client.post('/api/auth/two-factor/disable', { password: passwords[1] })).status).toBe(200);
  // What was refused changed nothing.
  expect((await client.post('/api/auth/change-password', change)).status).toBe(400);
  const elsewhere = createClient(server);
  await elsewhere.signIn(email, passwords[1] ?? '');
  expect((await client.post('/api/auth/revoke-other-sessions')).status).toBe(200);
  // What changes nothing of Kiln's own is written a moment later than what does, in whose transaction its entry stands.
  await server.workspace.trail.flush();
  const made = await client.post('/api/tokens', { name: 'mine', roles: [] });
  expect((await client.call('DELETE', `/api/tokens/${made.body.id}`)).status).toBe(204);
  expect((await client.post('/api/auth/sign-out')).status).toBe(200);
  const entries = await told(id, { of: 'actor' });
  const said = entries.map(({ action, details }) => {
    const { address: _, email: _email, ...rest } = details ?? {};
    return [action, rest];
  });
  expect(said).toEqual([
    ['usersChanged', { passwordSetByLink: true }],
    ['signedIn', { way: '/sign-in/email' }],
    ['usersChanged', { passwordChanged: true }],
    ['usersChanged', { secondFactorOn: true }],
    ['usersChanged', { backupCodesRenewed: true }],
    ['usersChanged', { secondFactorOff: true }],
    ['signedIn', { way: '/sign-in/email' }],
    ['signedOut', { sessions: 'others' }],
    ['tokensChanged', { created: 'mine', token: made.body.id, roles: [] }],
    ['tokensChanged', { revoked: 'mine', token: made.body.id, owner: id }],
    ['signedOut', {}],
  ]);
  const text = JSON.stringify(entries);
  const sessions = [...client.cookies.values(), ...elsewhere.cookies.values()].map((value) => value.split('.')[0]);
  const secrets = [
    ...passwords,
    secret,
    code,
    made.body.secret,
    ...enabled.body.backupCodes,
    ...renewed.body.backupCodes,
  ];
  for (const each of [...secrets, ...sessions]) expect(text).not.toContain(each);
});

test('what administrators change: fields as changes of the record, roles before and after', async () => {
  const { id } = await person('ben');
  const admin = createClient(server);
  // So that the other is not the last one.
  await admin.post('/api/users', { name: 'Boss', email: 'boss@example.com', roles: ['admin'] }, asAdmin);
  const patch = async (body: object) =>
    expect((await admin.call('PATCH', `/api/users/${id}`, body, asAdmin)).status).toBe(204);
  await patch({ email: 'Benjamin@example.com', roles: ['admin'] });
  await patch({ roles: ['admin'] });
  await patch({ active: false, roles: [] });
  const entries = (await told(id)).filter(({ actor }) => !JSON.stringify(actor).includes(id));
  expect(entries.map(({ action, changes, details }) => [action, changes, details]).slice(2)).toEqual([
    ['usersChanged', [], { roles: { before: [], after: ['admin'] } }],
    ['updated', [{ field: 'email', before: 'ben@example.com', after: 'benjamin@example.com' }], null],
    ['usersChanged', [], { roles: { before: ['admin'], after: [] } }],
    ['updated', [{ field: 'active', before: true, after: false }], null],
  ]);
  expect(JSON.stringify(entries)).not.toContain(adminToken);
});

test('the first administrator', async () => {
  const empty = await startTestServer({ admin: { token: undefined } });
  try {
    const token = await makeSetupToken(empty.workspace.ctx(systemActor, 'test'));
    const client = createClient(empty);
    const made = await client.post('/api/setup', {
      name: 'Li Na',
      email: 'li@example.com',
      password: passwords[2],
      token,
    });
    expect(made.status).toBe(201);
    await empty.workspace.trail.flush();
    const { body } = await client.get('/api/audit');
    const own = body.data.filter(({ record }: { record: string }) => record === made.body.id).reverse();
    expect(own).toMatchObject([
      { action: 'created', entity: 'user', actor: { name: 'Li Na', id: made.body.id } },
      { action: 'usersChanged', details: { roles: { before: [], after: ['admin'] } } },
      { action: 'usersChanged', details: { setUp: true } },
    ]);
    expect(JSON.stringify(body.data)).not.toContain(passwords[2]);
    expect(JSON.stringify(body.data)).not.toContain(token);
  } finally {
    await empty.close();
  }
});
