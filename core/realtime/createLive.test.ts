import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { io, type Socket } from 'socket.io-client';
import { v7 as uuid } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEvents, type Events } from '../events/createEvents.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { testActor } from '../testing/testRecords.ts';
import { createLive } from './createLive.ts';
import type { ClientToServer, RecordChanged, ServerToClient } from './protocol.ts';

type Client = Socket<ServerToClient, ClientToServer>;

const log = pino({ level: 'silent' });
let database: TestDatabase;
let undo: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  for (const each of undo.toReversed()) await each();
  undo = [];
  await database.close();
});

interface Node {
  readonly url: string;
  readonly events: Events;
  readonly close: () => Promise<void>;
}

async function startNode(accepts = true, actor = testActor): Promise<Node> {
  const httpServer: Server = createServer((_req, res) => res.end('plain http'));
  httpServer.listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  const events = createEvents(log);
  const live = await createLive({
    httpServer,
    databaseUrl: database.url,
    events,
    log,
    admit: async () => (accepts ? actor : undefined),
    onDoubt: () => () => undefined,
    onJobChanged: () => () => undefined,
    onPluginLog: () => () => undefined,
    onRunChanged: () => () => undefined,
    onTold: () => () => undefined,
    onApprovalChanged: () => () => undefined,
    audience: {
      seesEverything: () => true,
      seesEntity: () => true,
      nameNow: (entity) => entity,
      readable: async (_actor, _entity, ids) => new Set(ids),
      shapes: () => true,
      administersPlugins: () => true,
      administersWorkflows: () => true,
      unreadOf: async () => new Map(),
      concernedBy: async () => [],
      personOf: async ({ id, name }) => ({ id, name }),
    },
  });
  const close = async () => {
    undo = undo.filter((each) => each !== close);
    await live.close();
    httpServer.closeAllConnections();
    httpServer.close();
  };
  undo.push(close);
  const address = httpServer.address();
  if (typeof address !== 'object' || !address) throw new Error('not listening');
  return { url: `http://127.0.0.1:${address.port}`, events, close };
}

async function connect(url: string): Promise<{ client: Client; heard: RecordChanged[] }> {
  const client: Client = io(url, { path: '/live', transports: ['websocket'], forceNew: true });
  undo.push(async () => client.disconnect());
  const heard: RecordChanged[] = [];
  client.on('record:changed', (change) => heard.push(change));
  await new Promise<void>((resolve, reject) => {
    client.on('connect', resolve);
    client.on('connect_error', reject);
  });
  return { client, heard };
}

function change(entity: string, version = 1): RecordChanged & { action: 'updated' } {
  return { entity, id: uuid(), version, action: 'updated' };
}

async function until(condition: () => boolean): Promise<void> {
  for (let look = 0; !condition(); look += 1) {
    if (look > 500) throw new Error('waited for 5 seconds');
    await sleep(10);
  }
}

test('clients of every process hear of a change, once each', async () => {
  const [a, b] = [await startNode(), await startNode()];
  const [atA, atB] = [await connect(a.url), await connect(b.url)];
  const contact = change('contact', 7);
  a.events.changed(contact);
  await until(() => atA.heard.length > 0 && atB.heard.length > 0);
  const { entity, id, version } = contact;
  expect(atA.heard).toEqual([{ entity, id, version }]);
  expect(atB.heard).toEqual([{ entity, id, version }]);
  b.events.changed(change('account'));
  await until(() => atA.heard.length > 1 && atB.heard.length > 1);
  await sleep(60);
  expect([atA.heard.length, atB.heard.length]).toEqual([2, 2]);
});

test('a batch beyond the limit of NOTIFY arrives whole', async () => {
  const [a, b] = [await startNode(), await startNode()];
  const atB = await connect(b.url);
  const changes = Array.from({ length: 1200 }, () => change('contact'));
  for (const each of changes) a.events.changed(each);
  await until(() => atB.heard.length >= changes.length);
  expect(new Set(atB.heard.map(({ id }) => id))).toEqual(new Set(changes.map(({ id }) => id)));
  const [row] = await database.db.query({ text: 'select count(*) from kiln.live_payload', values: [] });
  expect(Number(row?.[0])).toBeGreaterThan(0);
});

test('several changes to one record within a batch are told as the latest', async () => {
  const a = await startNode();
  const { heard } = await connect(a.url);
  const first = change('contact', 1);
  a.events.changed(first);
  a.events.changed({ ...first, version: 2 });
  await until(() => heard.length > 0);
  await sleep(60);
  expect(heard.map(({ version }) => version)).toEqual([2]);
});

test('a client that watches hears of the named entities only', async () => {
  const a = await startNode();
  const { client, heard } = await connect(a.url);
  expect(await client.emitWithAck('watch', ['contact', 'account'])).toBe(true);
  expect(await client.emitWithAck('unwatch', ['account'])).toBe(true);
  for (const entity of ['account', 'ticket', 'contact']) a.events.changed(change(entity));
  await until(() => heard.length > 0);
  await sleep(60);
  expect(heard.map(({ entity }) => entity)).toEqual(['contact']);
});

test('whatever a client sends, the server lives on', async () => {
  const a = await startNode();
  const raw = io(a.url, { path: '/live', transports: ['websocket'], forceNew: true });
  undo.push(async () => raw.disconnect());
  await new Promise<void>((resolve) => raw.on('connect', () => resolve()));
  for (const nonsense of [
    undefined,
    null,
    'contact',
    { length: 3 },
    [1, 2],
    ['../x'],
    ['__proto__'],
    Array(500).fill('contact'),
  ]) {
    expect(await raw.emitWithAck('watch', nonsense)).toBe(false);
  }
  raw.emit('watch', ['contact'], 'not a function');
  raw.emit('records', [change('contact')]);
  raw.emit('unheard of', Buffer.alloc(10));
  const { heard } = await connect(a.url);
  a.events.changed(change('contact'));
  await until(() => heard.length > 0);
  expect(heard.length).toBe(1);
});

test('a connection that is not accepted is refused', async () => {
  const a = await startNode(false);
  await expect(connect(a.url)).rejects.toThrow();
});

test('the model is told to own clients', async () => {
  const a = await startNode();
  const { client } = await connect(a.url);
  const told = new Promise((resolve) => client.on('model:changed', resolve));
  a.events.modelChanged({ version: 'v2', entities: ['contact'] });
  expect(await told).toEqual({ version: 'v2', entities: ['contact'] });
});

test('who is in a place is told at every process, and who leaves by being cut off', async () => {
  const ben = { ...testActor, id: uuid(), name: 'Ben' };
  const [a, b] = [await startNode(), await startNode(true, ben)];
  const [atA, atB] = [await connect(a.url), await connect(b.url)];
  const namesAt = ({ client }: { client: Client }) => {
    const told: string[] = [];
    client.on('presence', ({ people }) => told.push(people.map(({ name }) => name).join()));
    return () => told.at(-1);
  };
  const [first, second] = [namesAt(atA), namesAt(atB)];
  const place = 'studio/entity/contact';
  expect(await atA.client.emitWithAck('here', place)).toBe(true);
  expect(await atB.client.emitWithAck('here', place)).toBe(true);
  await until(() => first() === 'Tester,Ben' && second() === 'Ben,Tester');
  atB.client.disconnect();
  await until(() => first() === 'Tester');
});

test('live events go on after the database cut their connections, more often than the pool has places', async () => {
  const [a, b] = [await startNode(), await startNode()];
  const atB = await connect(b.url);
  for (let cut = 1; cut <= 3; cut += 1) {
    await database.db.query({
      text: `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'kiln live'`,
      values: [],
    });
    const before = atB.heard.length;
    // The adapter reconnects after one to three seconds; what is said in between is lost.
    for (let look = 0; atB.heard.length === before; look += 1) {
      if (look > 60) throw new Error(`nothing was heard after cut ${cut}`);
      a.events.changed(change('contact'));
      await sleep(100);
    }
  }
});

test('a client comes back by itself after its server was closed', async () => {
  const a = await startNode();
  const { client } = await connect(a.url);
  const gone = new Promise((resolve) => client.on('disconnect', resolve));
  await a.close();
  expect(await gone).toBe('transport close');
  expect(client.active).toBe(true);
});
