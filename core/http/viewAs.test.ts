import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asAdmin, fetchAsAdmin } from '../testing/asAdmin.ts';
import { type SignedIn, signedIn } from '../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

let server: TestServer;
let mia: SignedIn;
let account: string;

beforeAll(async () => {
  server = await startTestServer({ definitions: [fileURLToPath(new URL('../../schemas/crm', import.meta.url))] });
  mia = await signedIn(server, 'Mia', ['salesperson']);
  account = JSON.parse(
    await (await fetchAsAdmin(`${server.url}/api/records/account`, json({ name: 'Not hers' }))).text(),
  ).id;
  await mia.fetch('/api/records/account', json({ name: 'Hers' }));
}, 60_000);
afterAll(() => server.close());

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const as = (who: string, path: string, init: RequestInit = {}) =>
  fetchAsAdmin(server.url + path, { ...init, headers: { ...init.headers, 'x-kiln-view-as': who } });
const names = async (response: Response) =>
  JSON.parse(await response.text()).data.map(({ name }: { name: string }) => name);

test('records and model are those of the one as whom one looks', async () => {
  const user = `user:${mia.id}`;
  expect(await names(await as(user, '/api/records/account?select=name'))).toEqual(['Hers']);
  expect((await as(user, `/api/records/account/${account}`)).status).toBe(404);
  const model = JSON.parse(await (await as(user, '/api/model')).text());
  expect(model.system).toEqual([]);
  expect(model.entities.find(({ name }: { name: string }) => name === 'account').rights).not.toContain('delete');
  const own = JSON.parse(await (await fetchAsAdmin(`${server.url}/api/model`)).text());
  expect(own.system).toContain('roles');
  expect(JSON.parse(await (await as(user, '/api/me')).text()).name).toBe('Mia');
});

test('a role is tried on by oneself', async () => {
  expect(await names(await as('role:salesperson', '/api/records/account?select=name'))).toEqual(['Not hers']);
  expect((await as('role:marketing', '/api/audit')).status).toBe(403);
});

test('nothing is changed meanwhile', async () => {
  for (const [path, method] of [
    ['/api/records/account', 'POST'],
    [`/api/records/account/${account}`, 'PATCH'],
    [`/api/records/account/${account}`, 'DELETE'],
    ['/api/batch', 'POST'],
    ['/api/changesets', 'POST'],
    ['/api/users', 'POST'],
  ] as const) {
    const response = await as('role:admin', path, { ...json({ name: 'Changed' }), method });
    expect([response.status, path]).toEqual([403, path]);
  }
  const { name } = JSON.parse(await (await fetchAsAdmin(`${server.url}/api/records/account/${account}`)).text());
  expect(name).toBe('Not hers');
});

test('only for whoever administers roles, and only as somebody there is', async () => {
  const response = await mia.fetch('/api/records/account', { headers: { 'x-kiln-view-as': 'role:admin' } });
  expect(response.status).toBe(403);
  for (const who of [
    'role:nobody',
    'user:1',
    `user:${account}`,
    'admin',
    '',
    'role:__proto__',
    'role:admin,role:admin',
  ]) {
    expect([(await as(who, '/api/me')).status, who]).toEqual([400, who]);
  }
});

test('the audit has the look once, and by its name whoever really looks', async () => {
  await as(`user:${mia.id}`, '/api/records/account');
  await expect
    .poll(async () => {
      const page = JSON.parse(await (await fetchAsAdmin(`${server.url}/api/audit?action=viewedAs`)).text());
      return page.data
        .map((entry: { actor: { name: string }; details: { name: string } }) => entry.details.name)
        .sort();
    })
    .toEqual(expect.arrayContaining(['Mia']));
  const page = JSON.parse(await (await fetchAsAdmin(`${server.url}/api/audit?action=viewedAs`)).text());
  const hers = page.data.filter(({ details }: { details: { as: string } }) => details.as === `user:${mia.id}`);
  expect(hers).toHaveLength(1);
  expect(hers[0].actor.name).not.toBe('Mia');
});

test('live events are those of the one as whom one looks', async () => {
  const heard = { own: 0, hers: 0 };
  const connect = (query: { viewAs?: string }, name: keyof typeof heard) => {
    const socket = io(server.url, { path: '/live', transports: ['websocket'], extraHeaders: asAdmin, query });
    socket.on('record:changed', () => {
      heard[name] += 1;
    });
    return new Promise<typeof socket>((resolve, reject) => {
      socket.on('connect', () => resolve(socket));
      socket.on('connect_error', reject);
    });
  };
  const sockets = await Promise.all([connect({}, 'own'), connect({ viewAs: `user:${mia.id}` }, 'hers')]);
  const change = (name: string) =>
    fetchAsAdmin(`${server.url}/api/records/account/${account}`, { ...json({ name }), method: 'PATCH' });
  await change('Hidden from her');
  await expect.poll(() => heard.own).toBe(1);
  await mia.fetch('/api/records/account', json({ name: 'Seen by her' }));
  await expect.poll(() => heard).toEqual({ own: 2, hers: 1 });
  await expect(connect({ viewAs: 'role:nobody' }, 'hers')).rejects.toThrow();
  for (const socket of sockets) socket.close();
});
