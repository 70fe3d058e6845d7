import { io, type Socket } from 'socket.io-client';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetNotifications } from '../notifications/forgetNotifications.ts';
import { type Notification, notify } from '../notifications/notify.ts';
import type { Expected } from '../testing/Expected.ts';
import { type SignedIn, signedIn } from '../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

let server: TestServer;
let other: TestServer;
let ada: SignedIn;
let ben: SignedIn;
const sockets: Socket[] = [];

beforeAll(async () => {
  const entities = [{ $id: 'thing', title: 'Thing', properties: { name: { type: 'string', title: 'Name' } } }];
  server = await startTestServer({ entities });
  other = await startTestServer({ entities, databaseUrl: server.workspace.databaseUrl });
  ada = await signedIn(server, 'Ada', []);
  ben = await signedIn(server, 'Ben', []);
}, 60_000);
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await other.close();
  await server.close();
});

const tell = (told: Partial<Notification>) =>
  notify({ run: server.workspace.db }, { to: [ada.id], kind: 'notify', title: 'Hello', ...told });

async function ask(who: SignedIn, path: string, body?: object): Promise<Expected> {
  const init = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await who.fetch(`/api/notifications${path}`, init);
  return { status: response.status, ...JSON.parse(await response.text()) };
}

interface Heard {
  readonly id: string | null;
  readonly unread: number;
}

async function hears(who: SignedIn, { url }: TestServer): Promise<Heard[]> {
  const socket = io(url, {
    path: '/live',
    transports: ['websocket'],
    extraHeaders: { authorization: `Bearer ${who.secret}` },
  });
  sockets.push(socket);
  const heard: Heard[] = [];
  socket.on('notification', (told) => heard.push(told));
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  });
  return heard;
}

test('everybody has their own, the latest first, page by page', async () => {
  const record = uuidv7();
  await tell({
    title: 'First',
    text: 'More',
    target: { entity: 'thing', id: record },
    from: { id: ben.id, name: 'Ben' },
  });
  await tell({ title: 'Gone', target: { entity: 'no-such-entity', id: record } });
  await tell({ title: 'Third', target: { run: record } });
  const page = await ask(ada, '?limit=2');
  expect(page).toEqual({
    status: 200,
    unread: 3,
    next: expect.any(String),
    data: [
      {
        id: expect.any(String),
        at: expect.any(String),
        kind: 'notify',
        title: 'Third',
        text: '',
        from: null,
        read: false,
        target: { run: record },
      },
      expect.objectContaining({ title: 'Gone', target: null }),
    ],
  });
  expect(await ask(ada, `?limit=2&after=${page.next}`)).toMatchObject({
    next: null,
    data: [
      { title: 'First', text: 'More', from: { id: ben.id, name: 'Ben' }, target: { entity: 'thing', id: record } },
    ],
  });
  expect(await ask(ben, '')).toMatchObject({ data: [], next: null, unread: 0 });
});

test('one reads one’s own, and nobody else’s', async () => {
  const { data } = await ask(ada, '');
  const ids = data.map(({ id }: { id: string }) => id);
  expect(await ask(ben, '/read', { ids })).toMatchObject({ unread: 0 });
  expect(await ask(ada, '')).toMatchObject({ unread: 3 });
  expect(await ask(ada, '/read', { ids: ids.slice(0, 1) })).toEqual({ status: 200, unread: 2 });
  expect(await ask(ada, '?unread=true')).toMatchObject({ data: [{ id: ids[1] }, { id: ids[2] }] });
  expect(await ask(ada, '/read', { ids: ids.slice(0, 1), read: false })).toMatchObject({ unread: 3 });
  expect(await ask(ada, '/read', { all: true })).toMatchObject({ unread: 0 });
  expect(await ask(ada, '')).toMatchObject({ data: [{ read: true }, { read: true }, { read: true }] });
});

test.each([
  ['?after=x', undefined, 400],
  ['?limit=0', undefined, 400],
  ['?what=1', undefined, 400],
  ['/read', {}, 422],
  ['/read', { ids: [], all: true }, 422],
  ['/read', { ids: ['x'] }, 422],
  ['/read', { all: false }, 422],
])('%s %j is refused', async (path, body, status) => {
  expect(await ask(ada, path, body)).toMatchObject({ status });
});

test('a key tells a user once; texts that Postgres does not keep are told without what they cannot have', async () => {
  const told = { to: [ada.id, ada.id, ben.id], key: 'once', title: 'a\0b\ud800', text: 'x'.repeat(20_000) };
  expect(await tell(told)).toBe(2);
  expect(await tell(told)).toBe(0);
  const { data } = await ask(ben, '');
  expect(data).toMatchObject([{ title: 'ab\ufffd' }]);
  expect(data[0].text).toHaveLength(10_000);
  expect(await tell({ to: [] })).toBe(0);
});

test('the bell rings after the commit, on every connection of that user, at whichever process', async () => {
  await ask(ada, '/read', { all: true });
  const [here, there, foreign] = [await hears(ada, server), await hears(ada, other), await hears(ben, server)];
  const ctx = server.workspace.ctx(ada.actor, 'test');
  await ctx
    .inTx(async (tx) => {
      await notify(tx, { to: [ada.id], kind: 'notify', title: 'Taken back' });
      throw new Error('taken back');
    })
    .catch(() => undefined);
  await tell({ title: 'Kept' });
  for (const heard of [here, there]) {
    await expect.poll(() => heard.at(-1)).toEqual({ id: expect.any(String), unread: 1 });
  }
  await ask(ada, '/read', { all: true });
  for (const heard of [here, there]) await expect.poll(() => heard.at(-1)).toEqual({ id: null, unread: 0 });
  expect(here.filter(({ id }) => id !== null)).toHaveLength(1);
  const [kept] = (await ask(ada, '?limit=1')).data;
  expect(foreign.map(({ id }) => id)).not.toContain(kept.id);
});

test('a thousand people at once are told in messages that Postgres takes', async () => {
  const heard = await hears(ben, server);
  const to = [...Array.from({ length: 1_000 }, () => uuidv7()), ben.id];
  expect(await tell({ to, title: 'Everybody' })).toBe(1_001);
  await expect.poll(() => heard.at(-1)).toMatchObject({ id: expect.any(String) });
});

test('what is old goes', async () => {
  const { db } = server.workspace;
  const age = (title: string, days: number, read: boolean) =>
    db.query({
      text: `update kiln.notification set at = now() - $2::integer * interval '1 day',
        read_at = case when $3::boolean then now() - interval '2 days' end where title = $1`,
      values: [title, days, read],
    });
  for (const title of ['Old read', 'Old unread', 'Ancient', 'Young']) await tell({ title });
  await age('Old read', 31, true);
  await age('Old unread', 31, false);
  await age('Ancient', 181, false);
  await age('Young', 29, true);
  await forgetNotifications(db);
  const { data } = await ask(ada, '');
  const titles = data.map(({ title }: { title: string }) => title);
  expect(titles).toEqual(expect.arrayContaining(['Old unread', 'Young']));
  expect(titles).not.toContain('Old read');
  expect(titles).not.toContain('Ancient');
});
