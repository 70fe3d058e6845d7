import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { compareShapes } from '../migrations/compareShapes.ts';
import { describeTables } from '../migrations/describeTables.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { applyChangeSet } from './applyChangeSet.ts';
import { buildModel } from './buildModel.ts';
import { createWorkspace } from './createWorkspace.ts';
import { readDefinitions } from './definitionStore.ts';
import { introspect } from './introspect.ts';
import type { Workspace } from './types.ts';

/** Processes that are killed, one after the other, on one database: each goes on where the one before died. */
const rows = 20_100;
const actor = {
  kind: 'system',
  id: '00000000-0000-7000-8000-000000000001',
  name: 'Kiln',
  roles: ['admin'],
  facts: {},
} as const;
const text = { type: 'string' };
const script = fileURLToPath(new URL('../testing/killable.ts', import.meta.url));

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'kiln-killed-'));
  const workspace = await start();
  await applyChangeSet(workspace, input({ name: text, size: text, kind: text }), actor);
  await workspace.close();
  await database.db.script(`
    insert into data.deal (id, created_at, updated_at, name, size)
    select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, now(), now(), 'Deal ' || n, n::text
    from generate_series(1, ${rows}) n;
    analyze data.deal`);
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

function start(): Promise<Workspace> {
  const config = { databaseUrl: database.url, data: folder, poolSize: 4, secret: 's'.repeat(32), definitions: [] };
  return createWorkspace(config, { log: pino({ level: 'silent' }) });
}

function input(properties: JsonObject, rest: JsonObject = {}) {
  const document = { $schema: 'kiln:entity', $id: 'deal', title: 'Deal', type: 'object', properties, ...rest };
  return { changes: [{ kind: 'entity', name: 'deal', document }], message: '', acceptDataLoss: true };
}

/** Runs a process until it dies at the point. */
async function dieAt(point: string, changeSet?: ReturnType<typeof input>): Promise<void> {
  const args = [database.url, folder, point, ...(changeSet ? [JSON.stringify(changeSet)] : [])];
  const child = fork(script, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  });
  const [, signal] = await once(child, 'exit');
  expect([point, signal]).toEqual([point, 'SIGKILL']);
}

/** The tables are those of the definitions, before or after, but for what jobs have still to do. */
async function differences(): Promise<string[]> {
  const { model } = buildModel((await readDefinitions(database.db)).layers);
  return compareShapes(describeTables(model), await introspect(database.db));
}

async function jobs(): Promise<string[]> {
  const found = await database.db.query({ text: 'select op, state from kiln.job order by id', values: [] });
  return found.map((row) => row.join(' '));
}

async function one(sql: string): Promise<string | null | undefined> {
  return (await database.db.query({ text: sql, values: [] }))[0]?.[0];
}

async function finish(): Promise<void> {
  const workspace = await start();
  await expect
    .poll(async () => (await jobs()).filter((job) => /waiting|running/.test(job)), { timeout: 15_000, interval: 20 })
    .toEqual([]);
  await workspace.close();
}

test('a change-set that is killed has not happened, or has', async () => {
  const { version } = await readDefinitions(database.db);
  const renamed = input({ called: { ...text, 'x-id': 'name' }, size: text, kind: text, more: text });
  for (const point of ['apply: begun', 'apply: written', 'apply: locked', 'apply: renameColumn', 'apply: addColumn']) {
    await dieAt(point, renamed);
    expect((await readDefinitions(database.db)).version).toBe(version);
    expect(await differences()).toEqual([]);
  }
  await dieAt('apply: committed', renamed);
  expect((await readDefinitions(database.db)).version).not.toBe(version);
  expect(await differences()).toEqual([]);
}, 120_000);

test('jobs that are killed go on where they were', async () => {
  await database.db.script(
    'update data.deal set kind = null; update data.deal set kind = $$A$$ where size::int % 2 = 0',
  );
  const changed = input(
    {
      called: { ...text, 'x-id': 'name', 'x-index': true },
      size: { type: 'integer' },
      kind: { ...text, default: 'B' },
      more: text,
    },
    { required: ['kind'] },
  );
  const before = (await readDefinitions(database.db)).version;
  await dieAt('job: begun', changed);
  for (const point of ['columns begun', 'batch', 'columns filled', 'change-set: prepared', 'apply: changeType']) {
    await dieAt(point);
    expect((await readDefinitions(database.db)).version).toBe(before);
    expect(await differences()).toEqual([]);
    expect(await jobs()).toEqual(['changeSet running']);
  }
  await dieAt('apply: committed');
  expect(await one('select count(*) from data.deal where size is null')).toBe('0');
  expect((await jobs())[0]).toBe('changeSet done');
  for (const point of [
    'required: filled',
    'required: checked',
    'required: validated',
    'index: remains dropped',
    'index: built',
  ]) {
    await dieAt(point);
    expect((await jobs()).filter((job) => job.endsWith('failed'))).toEqual([]);
  }
  await finish();
  expect(await jobs()).toEqual(['changeSet done', 'setNotNull done', 'addIndex done']);
  expect(await differences()).toEqual([]);
  expect(await one(`select count(*) from data.deal where kind = 'B'`)).toBe(String(rows / 2));
  expect(await one(`select count(*) from pg_trigger where tgname = 'kiln_computed'`)).toBe('0');
}, 120_000);
