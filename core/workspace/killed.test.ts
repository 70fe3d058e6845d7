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

function entity(name: string, properties: JsonObject, rest: JsonObject = {}) {
  const document = { $schema: 'kiln:entity', $id: name, title: name, type: 'object', properties, ...rest };
  return { kind: 'entity', name, document };
}

function input(properties: JsonObject, rest: JsonObject = {}) {
  return { changes: [entity('deal', properties, rest)], message: '', acceptDataLoss: true };
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

test('what moves to other tables is there once, wherever the work was killed', async () => {
  // One to a page, which is as good as many.
  const few = 2_100;
  const account = entity('account', { name: text });
  const base = { called: { ...text, 'x-id': 'name' }, more: text };
  const workspace = await start();
  const first = input({ ...base, size: text, kind: text });
  await applyChangeSet(workspace, { ...first, changes: [...first.changes, account] }, actor);
  await expect
    .poll(async () => (await jobs()).filter((job) => /waiting|running/.test(job)), { timeout: 15_000, interval: 20 })
    .toEqual([]);
  await workspace.close();
  await database.db.script(`
    insert into data.account (id, created_at, updated_at, name)
    select gen_random_uuid(), now(), now(), 'a' || n from generate_series(1, 50) n;
    truncate data.deal; alter table data.deal set (fillfactor = 10);
    insert into data.deal (id, created_at, updated_at, called, size, more, kind)
    select gen_random_uuid(), now(), now(), repeat(md5(n::text), 40), 'a' || n % 51 + 1, 'a' || n % 51 + 1,
      case n % 2 when 0 then 'A' else 'B' end
    from generate_series(1, ${few}) n;
    analyze data.deal; truncate kiln.job`);
  const before = (await readDefinitions(database.db)).version;
  const one_ = { 'x-relation': { to: 'account' } };
  const moved = {
    ...input({
      ...base,
      size: { ...one_, 'x-index': true },
      more: { 'x-relation': { to: 'account', many: true } },
      kind: text,
    }),
    conversions: { 'deal.kind': { promote: { entity: 'kind' } } },
  };
  await dieAt('job: begun', moved);
  for (const point of [
    'lookups made',
    'table made',
    'columns begun',
    'batch',
    'columns filled',
    'lookups refreshed',
    'index: built',
    'apply: createTable',
    'apply: addLinks',
  ]) {
    await dieAt(point);
    if (point === 'columns filled') {
      await database.db.script(`insert into data.account (id, created_at, updated_at, name)
        values (gen_random_uuid(), now(), now(), 'a51')`);
    }
    expect((await readDefinitions(database.db)).version).toBe(before);
    expect(await differences()).toEqual([]);
  }
  await dieAt('apply: committed');
  const links = `select count(*) from data.deal d join data.deal__more l on l.source = d.id and l.target = d.size`;
  expect(await one(links)).toBe(String(few));
  expect(await one('select count(*) from data.deal d join data.kind k on k.id = d.kind')).toBe(String(few));
  await dieAt('records noted');
  await finish();
  expect((await jobs()).filter((job) => !job.endsWith('done'))).toEqual([]);
  expect(await differences()).toEqual([]);
  expect(await one(`select count(*) from audit.entry where entity = 'kind' and action = 'created'`)).toBe('2');

  await dieAt('columns begun', input({ ...base, size: one_, more: one_, kind: { 'x-relation': { to: 'kind' } } }));
  for (const point of ['columns filled', 'apply: fillColumn']) {
    await dieAt(point);
    expect(await differences()).toEqual([]);
  }
  await finish();
  expect(await differences()).toEqual([]);
  expect(await one('select count(*) from data.deal where more = size')).toBe(String(few));
  expect(await one(`select count(*) from pg_class where starts_with(relname, '_next_')`)).toBe('0');
}, 120_000);
