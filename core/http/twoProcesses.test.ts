import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminToken, asAdmin, fetchAsAdmin } from '../testing/asAdmin.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';

/** Two server processes on one database, as they stand behind a load balancer. */
interface Process {
  readonly url: string;
  readonly child: ChildProcess;
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
let folder: string;
let database: TestDatabase;
let a: Process;
let b: Process;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiln-two-'));
  database = await testDatabase();
  await mkdir(join(folder, 'shop', 'entity'), { recursive: true });
  await writeFile(join(folder, 'shop', 'entity', 'item.json'), JSON.stringify(entity('item')));
  [a, b] = await Promise.all([start('a'), start('b')]);
});
afterAll(async () => {
  await Promise.all([stop(a), stop(b)]);
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

function entity(name: string) {
  const properties = { name: { type: 'string' } };
  return { $schema: 'kiln:entity', $id: name, title: name, type: 'object', properties, 'x-display': 'name' };
}

async function start(name: string): Promise<Process> {
  const child = spawn(process.execPath, [main, '--no-build'], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.url,
      PORT: '0',
      KILN_DATA: join(folder, name),
      KILN_DEFINITIONS: join(folder, 'shop'),
      KILN_SECRET: 'the secret of a test, which is long enough',
      KILN_ADMIN_TOKEN: adminToken,
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  for (let look = 0; look < 600; look += 1) {
    const url = /ready: \D*?(http:\/\/[\d.:]+)/.exec(said)?.[1];
    if (url) return { url, child };
    if (child.exitCode !== null) break;
    await sleep(25);
  }
  child.kill('SIGKILL');
  throw new Error(`process ${name} did not get ready:\n${said}`);
}

async function stop(started: Process | undefined): Promise<void> {
  if (!started || started.child.exitCode !== null) return;
  const gone = once(started.child, 'exit');
  started.child.kill('SIGTERM');
  expect(await gone).toEqual([0, null]);
}

async function post(url: string, body: unknown): Promise<Response> {
  return fetchAsAdmin(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
}

test('what is written through one is told to the clients of the other', async () => {
  const client = io(b.url, { path: '/live', transports: ['websocket'], forceNew: true, extraHeaders: asAdmin });
  try {
    await new Promise<void>((resolve, reject) => client.on('connect', resolve).on('connect_error', reject));
    const told = new Promise((resolve) => client.on('record:changed', resolve));
    const { id } = JSON.parse(await (await post(`${a.url}/api/records/item`, { name: 'Shared' })).text());
    expect(await told).toEqual({ entity: 'item', id, version: 1 });
    expect((await fetchAsAdmin(`${b.url}/api/records/item/${id}`)).status).toBe(200);
  } finally {
    client.disconnect();
  }
});

test('a change of the definitions through one reaches the clients and the API of the other', async () => {
  const client = io(b.url, { path: '/live', transports: ['websocket'], forceNew: true, extraHeaders: asAdmin });
  try {
    await new Promise<void>((resolve, reject) => client.on('connect', resolve).on('connect_error', reject));
    const told = new Promise((resolve) => client.on('model:changed', resolve));
    const changes = [{ kind: 'entity', name: 'shelf', document: entity('shelf') }];
    const applied = JSON.parse(await (await post(`${a.url}/api/changesets`, { changes, message: 'shelves' })).text());
    expect(await told).toEqual({ version: applied.version, entities: ['shelf'] });
    expect((await fetchAsAdmin(`${b.url}/api/records/shelf`)).status).toBe(200);
  } finally {
    client.disconnect();
  }
});

test('a token that is revoked through one is over at the other, at once', async () => {
  const made = JSON.parse(await (await post(`${a.url}/api/tokens`, { name: 'for b' })).text());
  const ask = async (url: string) =>
    (await fetchAsAdmin(`${url}/api/me`, { headers: { authorization: `Bearer ${made.secret}` } })).status;
  expect([await ask(a.url), await ask(b.url), await ask(b.url)]).toEqual([200, 200, 200]);
  const client = io(b.url, {
    path: '/live',
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { authorization: `Bearer ${made.secret}` },
  });
  try {
    await new Promise<void>((resolve, reject) => client.on('connect', resolve).on('connect_error', reject));
    const cut = new Promise((resolve) => client.on('disconnect', resolve));
    expect((await fetchAsAdmin(`${a.url}/api/tokens/${made.id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await cut).toBe('io server disconnect');
    expect([await ask(a.url), await ask(b.url)]).toEqual([401, 401]);
  } finally {
    client.disconnect();
  }
});
