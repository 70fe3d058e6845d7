import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asAdmin } from '../../testing/asAdmin.ts';
import { type Client, createClient } from '../../testing/client.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';

let server: TestServer;
let admin: Client;
beforeAll(async () => {
  const item = { $id: 'item', title: 'Item', properties: { name: { type: 'string' } }, 'x-owned': true };
  server = await startTestServer({ entities: [item] });
  admin = createClient(server);
});
afterAll(() => server.close());

let count = 0;
const password = 'seven small owls';

async function join(roles: readonly string[] = []): Promise<Client & { id: string; email: string }> {
  count += 1;
  const email = `person${count}@example.com`;
  const { body } = await admin.post('/api/users', { name: `Person ${count}`, email, roles }, asAdmin);
  const client = createClient(server);
  await client.post('/api/auth/reset-password', {
    token: new URL(body.link).searchParams.get('token'),
    newPassword: password,
  });
  expect((await client.signIn(email, password)).status).toBe(200);
  return Object.assign(client, { id: body.id, email });
}

test('an invitation into a team: all of it or nothing', async () => {
  const { body: team } = await admin.post('/api/records/team', { name: 'North' }, asAdmin);
  const invite = (email: string, id: string) =>
    admin.post('/api/users', { name: 'Tim', email, roles: [], team: id }, asAdmin);
  const several = await Promise.all(
    ['t1@example.com', 't2@example.com', 't3@example.com'].map((email) => invite(email, team.id)),
  );
  expect(several.map(({ status }) => status)).toEqual([201, 201, 201]);
  const { body: now } = await admin.get(`/api/records/team/${team.id}?select=members(id)`, asAdmin);
  expect(now.members.map(({ id }: { id: string }) => id).sort()).toEqual(several.map(({ body }) => body.id).sort());
  expect((await invite('t4@example.com', '01999999-0000-7000-8000-000000000000')).status).toBe(404);
  expect((await admin.get('/api/users?search=t4@', asAdmin)).body.data).toEqual([]);
  expect((await invite('t5@example.com', 'north')).status).toBe(422);
});

test('an invitation leads in once; until then the user is invited', async () => {
  const invited = await admin.post(
    '/api/users',
    { name: 'Ann', email: 'Ann@Example.com', roles: [], language: 'zh-CN' },
    asAdmin,
  );
  expect([invited.status, invited.body.mailed]).toEqual([201, false]);
  const find = async () => (await admin.get('/api/users?search=ann', asAdmin)).body.data[0];
  expect(await find()).toMatchObject({ email: 'ann@example.com', status: 'invited', roles: [], lastSignInAt: null });
  const token = new URL(invited.body.link).searchParams.get('token');
  expect(invited.body.link).toBe(`${server.url}/welcome?token=${token}`);
  const client = createClient(server);
  expect((await client.post('/api/link', { token })).body).toEqual({
    name: 'Ann',
    email: 'ann@example.com',
    language: 'zh-CN',
    invitation: true,
  });
  expect((await client.signIn('ann@example.com', password)).status).toBe(401);
  expect((await client.post('/api/auth/reset-password', { token, newPassword: password })).status).toBe(200);
  expect((await client.post('/api/auth/reset-password', { token, newPassword: 'another long one' })).body.reason).toBe(
    'INVALID_TOKEN',
  );
  expect((await client.post('/api/link', { token })).status).toBe(404);
  await client.signIn('ann@example.com', password);
  expect(await find()).toMatchObject({ status: 'active', lastSignInAt: expect.any(String) });
  expect((await admin.post('/api/users', { name: 'Ann 2', email: 'ANN@example.com', roles: [] }, asAdmin)).status).toBe(
    409,
  );
});

test('a reset link works once, replaces those before it, and ends every session', async () => {
  const client = await join();
  const first = (await admin.post(`/api/users/${client.id}/reset-password`, {}, asAdmin)).body.link;
  const second = (await admin.post(`/api/users/${client.id}/reset-password`, {}, asAdmin)).body.link;
  const use = (link: string, newPassword: string) =>
    createClient(server).post('/api/auth/reset-password', {
      token: new URL(link).searchParams.get('token'),
      newPassword,
    });
  expect((await use(first, 'nine green doors')).status).toBe(400);
  const both = await Promise.all([use(second, 'nine green doors'), use(second, 'five blue doors')]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
  await sleep(30);
  expect((await client.get('/api/me')).status).toBe(401);
  expect((await client.signIn(client.email, password)).status).toBe(401);
});

test('only who administers users does, and nobody raises themselves', async () => {
  const client = await join();
  for (const [method, path, body] of [
    ['GET', '/api/users', undefined],
    ['POST', '/api/users', { name: 'X', email: 'x@example.com', roles: ['admin'] }],
    ['PATCH', `/api/users/${client.id}`, { roles: ['admin'] }],
    ['PATCH', `/api/users/${client.id}`, { email: 'y@example.com' }],
    ['POST', `/api/users/${client.id}/reset-password`, {}],
    ['POST', `/api/users/${client.id}/reset-second-factor`, {}],
    ['POST', `/api/users/${client.id}/sign-out`, {}],
  ] as const) {
    expect([path, (await client.call(method, path, body)).status]).toEqual([path, 403]);
  }
  for (const path of ['update-user', 'change-email', 'delete-user', 'link-social', 'admin/set-role']) {
    expect((await client.post(`/api/auth/${path}`, { role: 'admin', name: 'X' })).status).toBe(404);
  }
});

test('users are not made, removed or renamed past Settings', async () => {
  const client = await join();
  const call = (method: string, path: string, body?: unknown) => admin.call(method, path, body, asAdmin);
  expect((await call('POST', '/api/records/user', { name: 'Ghost' })).status).toBe(403);
  expect((await call('DELETE', `/api/records/user/${client.id}`)).status).toBe(403);
  expect((await call('PATCH', `/api/records/user/${client.id}`, { email: 'evil@example.com' })).status).toBe(403);
  expect((await call('PATCH', `/api/records/user/${client.id}`, { active: false })).status).toBe(403);
  const batch = [{ method: 'create', entity: 'user', values: { name: 'Ghost' } }];
  expect((await call('POST', '/api/batch', { operations: batch })).status).toBeGreaterThanOrEqual(400);
  expect(
    (await call('PATCH', `/api/records/user/${client.id}`, { jobTitle: 'Head of sales', name: 'New Name' })).status,
  ).toBe(200);
  await sleep(30);
  expect((await client.get('/api/me')).body).toMatchObject({ name: 'New Name', actor: { jobTitle: 'Head of sales' } });
  expect((await client.get('/api/auth/get-session')).body.user.name).toBe('New Name');
});

test('an address that was changed is the one to sign in with', async () => {
  const client = await join();
  expect((await admin.call('PATCH', `/api/users/${client.id}`, { email: 'Moved@Example.com' }, asAdmin)).status).toBe(
    204,
  );
  expect((await client.signIn(client.email, password)).status).toBe(401);
  expect((await client.signIn('moved@example.com', password)).status).toBe(200);
  const other = await join();
  expect((await admin.call('PATCH', `/api/users/${other.id}`, { email: 'moved@example.com' }, asAdmin)).status).toBe(
    409,
  );
});

test('the last administrator stays, also against two who remove each other at the same time', async () => {
  const [a, b] = [await join(['admin']), await join(['admin'])];
  const both = await Promise.all([
    a.call('PATCH', `/api/users/${b.id}`, { roles: [] }),
    b.call('PATCH', `/api/users/${a.id}`, { active: false }),
  ]);
  expect(both.filter(({ status }) => status === 204)).toHaveLength(1);
  const left = both[0]?.status === 204 ? a : b;
  await sleep(30);
  expect((await left.call('PATCH', `/api/users/${left.id}`, { roles: [] })).status).toBe(409);
  expect((await left.call('PATCH', `/api/users/${left.id}`, { active: false })).body.code).toBe('KILN_CONFLICT');
});

test('what is known of an actor: teams up and down, and changes at once', async () => {
  const [boss, member, deep] = [await join(), await join(), await join()];
  const team = async (values: object) => (await admin.post('/api/records/team', values, asAdmin)).body.id;
  const top = await team({ name: 'Sales', manager: boss.id });
  const north = await team({ name: 'North', parent: top, members: [member.id] });
  const city = await team({ name: 'City', parent: north, members: [deep.id] });
  const facts = async (client: Client) => (await client.get('/api/me')).body.actor;
  await sleep(30);
  const sorted = (ids: readonly string[]) => [...ids].sort();
  const atTop = await facts(boss);
  expect(atTop).toMatchObject({ teams: [], teamUsers: [boss.id] });
  expect(sorted(atTop.teamsBelow)).toEqual(sorted([top, north, city]));
  expect(sorted(atTop.belowUsers)).toEqual(sorted([boss.id, member.id, deep.id]));
  const inNorth = await facts(member);
  expect(inNorth).toMatchObject({ teams: [north], teamUsers: [member.id] });
  expect(sorted(inNorth.belowUsers)).toEqual(sorted([member.id, deep.id]));
  await admin.call('PATCH', `/api/records/team/${city}`, { members: [deep.id, boss.id] }, asAdmin);
  await sleep(30);
  expect((await facts(boss)).teams).toEqual([city]);
  // A circle of teams is nonsense, and must not hang the server.
  await admin.call('PATCH', `/api/records/team/${top}`, { parent: city }, asAdmin);
  await sleep(30);
  expect((await facts(boss)).teamsBelow).toHaveLength(3);
});

test('fields of users are selected like relations', async () => {
  const client = await join(['admin']);
  const { body } = await client.post('/api/records/item', { name: 'Mine', ownerId: client.id });
  const read = await client.get(`/api/records/item/${body.id}?select=name,ownerId(name,email),createdBy(name)`);
  expect(read.body).toEqual({
    name: 'Mine',
    ownerId: { name: `Person ${count}`, email: client.email },
    createdBy: { name: `Person ${count}` },
  });
});
