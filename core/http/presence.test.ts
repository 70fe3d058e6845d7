import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ClientToServer, Presence, ServerToClient } from '../realtime/protocol.ts';
import { fetchAsAdmin } from '../testing/asAdmin.ts';
import { type SignedIn, signedIn } from '../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

let server: TestServer;
let shaper: SignedIn;
let seller: SignedIn;
let sockets: Socket[] = [];

const note = {
  $id: 'note',
  title: 'Note',
  'x-owned': true,
  properties: { name: { type: 'string', title: 'Name' } },
  'x-display': 'name',
};

beforeAll(async () => {
  server = await startTestServer({ entities: [note] });
  const role = (name: string, rest: object) => ({
    kind: 'role',
    name,
    document: { $schema: 'kiln:role', $id: name, title: name, entities: {}, ...rest },
  });
  const own = 'ownerId == actor.id';
  await post('/api/changesets', {
    changes: [
      role('shaper', { system: ['studio'] }),
      role('seller', { entities: { note: { create: true, read: own, update: own, transfer: own } } }),
    ],
    message: '',
  });
  shaper = await signedIn(server, 'Sha Per', ['shaper']);
  seller = await signedIn(server, 'Sel Ler', ['seller']);
}, 60_000);
afterEach(() => {
  for (const socket of sockets) socket.disconnect();
  sockets = [];
});
afterAll(() => server.close());

async function post(path: string, body: object): Promise<{ id: string }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetchAsAdmin(`${server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
  return JSON.parse(await response.text());
}

async function connect({ secret }: SignedIn): Promise<{
  socket: Socket<ServerToClient, ClientToServer>;
  told: Presence[];
  names: () => string[] | undefined;
}> {
  const socket: Socket<ServerToClient, ClientToServer> = io(server.url, {
    path: '/live',
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { authorization: `Bearer ${secret}` },
  });
  sockets.push(socket);
  const told: Presence[] = [];
  socket.on('presence', (presence) => told.push(presence));
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  });
  return { socket, told, names: () => told.at(-1)?.people.map(({ name }) => name) };
}

const missing = '01900000-0000-7000-8000-000000000001';

test('the Studio is a place for those who may change definitions', async () => {
  const [a, b] = [await connect(shaper), await connect(seller)];
  expect(await a.socket.emitWithAck('here', 'studio/entity/note')).toBe(true);
  expect(await b.socket.emitWithAck('here', 'studio/entity/note')).toBe(false);
  await expect
    .poll(() => a.told)
    .toEqual([{ place: 'studio/entity/note', people: [{ id: shaper.id, name: 'Sha Per' }] }]);
  expect(b.told).toEqual([]);
});

test('a record is a place for those who may read it, as long as they may', async () => {
  const { id } = await post('/api/records/note', { name: 'One', ownerId: seller.id });
  const place = `record/note/${id}`;
  const [a, b] = [await connect(seller), await connect(seller)];
  expect(await a.socket.emitWithAck('here', place)).toBe(true);
  expect(await b.socket.emitWithAck('here', place)).toBe(true);
  expect(await (await connect(shaper)).socket.emitWithAck('here', place)).toBe(false);
  expect(await a.socket.emitWithAck('here', `record/note/${missing}`)).toBe(false);
  await expect.poll(a.names).toEqual(['Sel Ler']);
  const before = a.told.length;
  const given = await seller.fetch(`/api/records/note/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ownerId: shaper.id }),
  });
  expect(given.status).toBe(200);
  // Out of the place, it is not told that anybody comes or goes.
  await expect.poll(async () => a.socket.emitWithAck('away', place)).toBe(false);
  expect(a.told.length).toBeLessThanOrEqual(before + 1);
});

test('who is cut off has left', async () => {
  const [a, b] = [await connect(shaper), await connect(shaper)];
  await a.socket.emitWithAck('here', 'studio');
  await expect.poll(a.names).toEqual(['Sha Per']);
  await b.socket.emitWithAck('here', 'studio');
  await expect.poll(() => a.told.length).toBe(2);
  b.socket.disconnect();
  await expect.poll(() => a.told.length).toBe(3);
  expect(a.names()).toEqual(['Sha Per']);
});

test('a flood of places and nonsense is refused, and harms nobody', async () => {
  const { socket } = await connect(shaper);
  const wishes = Array.from({ length: 200 }, (_, index) => socket.emitWithAck('here', `studio/entity/e${index}`));
  expect((await Promise.all(wishes)).filter(Boolean).length).toBe(20);
  const raw = io(server.url, {
    path: '/live',
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { authorization: `Bearer ${shaper.secret}` },
  });
  sockets.push(raw);
  await new Promise<void>((resolve) => raw.on('connect', () => resolve()));
  for (const nonsense of [
    undefined,
    null,
    1,
    {},
    [],
    ['studio'],
    'x'.repeat(50_000),
    '__proto__',
    'record//',
    `record/user/${missing}'--`,
  ])
    expect(await raw.emitWithAck('here', nonsense)).toBe(false);
  raw.emit('here', 'studio', 'not a function');
  raw.emit('away', 'studio', 1);
  raw.emit('presence', 'node', [{ place: 'studio', people: [{ id: 'x', name: 'Nobody' }] }]);
  expect(await raw.emitWithAck('away', 'studio/entity/never')).toBe(false);
  expect(await raw.emitWithAck('here', 'studio')).toBe(true);
});
