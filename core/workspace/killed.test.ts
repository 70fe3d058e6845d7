import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, type TestContext, test, vi } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { compareShapes } from '../migrations/compareShapes.ts';
import { describeTables } from '../migrations/describeTables.ts';
import { testDatabase } from '../testing/database.ts';
import { applyChangeSet } from './applyChangeSet.ts';
import { buildModel } from './buildModel.ts';
import { createWorkspace } from './createWorkspace.ts';
import { readDefinitions } from './definitionStore.ts';
import { introspect } from './introspect.ts';

/** One to a page: above the size from which work goes on beside everybody's. */
const rows = 2_100;
const actor = {
  kind: 'system',
  id: '00000000-0000-7000-8000-000000000001',
  name: 'Kiln',
  roles: ['admin'],
  facts: {},
} as const;
const text = { type: 'string' };
const script = fileURLToPath(new URL('../testing/killable.ts', import.meta.url));

vi.setConfig({ testTimeout: 240_000 });

/** What one process has compiled, the next need not compile. */
let compiled: string;

beforeAll(async () => {
  compiled = await mkdtemp(join(tmpdir(), 'kiln-compiled-'));
});
afterAll(() => rm(compiled, { recursive: true }));

function entity(name: string, properties: JsonObject, rest: JsonObject = {}) {
  const document = { $schema: 'kiln:entity', $id: name, title: name, type: 'object', properties, ...rest };
  return { kind: 'entity', name, document };
}

function input(properties: JsonObject, rest: JsonObject = {}) {
  return { changes: [entity('deal', properties, rest)], message: '', acceptDataLoss: true };
}

interface ChangeSet {
  readonly changes: readonly { readonly kind: string; readonly name: string; readonly document: JsonObject | null }[];
  readonly message: string;
  readonly acceptDataLoss: boolean;
}

/** A database, and processes on it that are killed, one after the other: each goes on where the one before died. */
async function killing(first: ChangeSet, { expect, onTestFinished }: TestContext) {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'kiln-killed-'));
  const alive = new Set<ChildProcess>();
  const begin = (): ChildProcess => {
    const child = fork(script, [database.url, folder], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, NODE_COMPILE_CACHE: compiled },
    });
    alive.add(child);
    child.once('exit', () => alive.delete(child));
    return child;
  };
  /** The next one, which gets ready while another one works. */
  let next = begin();
  onTestFinished(async () => {
    const ended = [...alive].map((child) => once(child, 'exit'));
    for (const child of alive) child.kill('SIGKILL');
    await Promise.all(ended);
    await database.close();
    await rm(folder, { recursive: true });
  });
  const start = () => {
    const config = { databaseUrl: database.url, data: folder, poolSize: 4, secret: 's'.repeat(32), definitions: [] };
    return createWorkspace(config, { log: pino({ level: 'silent' }) });
  };
  const workspace = await start();
  await applyChangeSet(workspace, first, actor);
  await workspace.close();

  const jobs = async () => {
    const found = await database.db.query({ text: 'select op, state from kiln.job order by id', values: [] });
    return found.map((row) => row.join(' '));
  };
  const one = async (sql: string) => (await database.db.query({ text: sql, values: [] }))[0]?.[0];
  return {
    db: database.db,
    jobs,
    version: async () => (await readDefinitions(database.db)).version,
    one,
    /** Runs a process until it dies at the point. */
    async dieAt(point: string, changeSet?: ChangeSet): Promise<void> {
      const child = next;
      next = begin();
      const exit = once(child, 'exit');
      child.send({ point, ...(changeSet ? { changeSet } : {}) });
      const [, signal] = await exit;
      expect([point, signal]).toEqual([point, 'SIGKILL']);
    },
    /** The tables are those of the definitions, before or after, but for what jobs have still to do. */
    async differences(): Promise<string[]> {
      const { model } = buildModel((await readDefinitions(database.db)).layers);
      return compareShapes(describeTables(model), await introspect(database.db));
    },
    /** Until all is done, and nothing is left of what was prepared. */
    async finish(): Promise<void> {
      const last = await start();
      await expect
        .poll(async () => (await jobs()).filter((job) => /waiting|running/.test(job)), {
          timeout: 30_000,
          interval: 20,
        })
        .toEqual([]);
      const left = () => one(`select count(*) from pg_class where starts_with(relname, '_next_')`);
      await expect.poll(left, { timeout: 30_000, interval: 20 }).toBe('0');
      await last.close();
    },
  };
}

/** Beside each other: what one waits for, another one computes. */
describe.concurrent('a process that is killed', () => {
  test('in a change-set has not made it, or has', async (context) => {
    const { expect } = context;
    const { dieAt, differences, version } = await killing(input({ name: text, size: text, kind: text }), context);
    const before = await version();
    const renamed = input({ called: { ...text, 'x-id': 'name' }, size: text, kind: text, more: text });
    for (const point of [
      'apply: begun',
      'apply: written',
      'apply: locked',
      'apply: renameColumn',
      'apply: addColumn',
    ]) {
      await dieAt(point, renamed);
      expect(await version()).toBe(before);
      expect(await differences()).toEqual([]);
    }
    await dieAt('apply: committed', renamed);
    expect(await version()).not.toBe(before);
    expect(await differences()).toEqual([]);
  });

  test('in its jobs is followed by one that goes on where it was', async (context) => {
    const { expect } = context;
    const start = input({ called: { ...text, 'x-id': 'name' }, size: text, kind: text, more: text });
    const { db, dieAt, differences, finish, jobs, one, version } = await killing(start, context);
    await db.script(`
    alter table data.deal set (fillfactor = 10);
    insert into data.deal (id, created_at, updated_at, called, size, kind)
    select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, now(), now(), repeat(md5(n::text), 40), n::text,
      case n % 2 when 0 then 'A' end
    from generate_series(1, ${rows}) n;
    analyze data.deal`);
    const changed = input(
      {
        called: { ...text, 'x-id': 'name', 'x-index': true },
        size: { type: 'integer' },
        kind: { ...text, default: 'B' },
        more: text,
      },
      { required: ['kind'] },
    );
    const before = await version();
    await dieAt('job: begun', changed);
    for (const point of ['columns begun', 'batch', 'columns filled', 'change-set: prepared', 'apply: changeType']) {
      await dieAt(point);
      expect(await version()).toBe(before);
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
  });

  test('while values move to other tables leaves each there once', async (context) => {
    const { expect } = context;
    const base = { called: { ...text, 'x-id': 'name' }, more: text };
    const first = input({ ...base, size: text, kind: text });
    const started = { ...first, changes: [...first.changes, entity('account', { name: text })] };
    const { db, dieAt, differences, finish, jobs, one, version } = await killing(started, context);
    await db.script(`
    insert into data.account (id, created_at, updated_at, name)
    select gen_random_uuid(), now(), now(), 'a' || n from generate_series(1, 50) n;
    alter table data.deal set (fillfactor = 10);
    insert into data.deal (id, created_at, updated_at, called, size, more, kind)
    select gen_random_uuid(), now(), now(), repeat(md5(n::text), 40), 'a' || n % 51 + 1, 'a' || n % 51 + 1,
      case n % 2 when 0 then 'A' else 'B' end
    from generate_series(1, ${rows}) n;
    analyze data.deal`);
    const before = await version();
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
        await db.script(`insert into data.account (id, created_at, updated_at, name)
        values (gen_random_uuid(), now(), now(), 'a51')`);
      }
      expect(await version()).toBe(before);
      expect(await differences()).toEqual([]);
    }
    await dieAt('apply: committed');
    const links = `select count(*) from data.deal d join data.deal__more l on l.source = d.id and l.target = d.size`;
    expect(await one(links)).toBe(String(rows));
    expect(await one('select count(*) from data.deal d join data.kind k on k.id = d.kind')).toBe(String(rows));
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
    expect(await one('select count(*) from data.deal where more = size')).toBe(String(rows));
  });

  test('while values that were computed are kept leaves them as they were', async (context) => {
    const { expect } = context;
    const computed = {
      account: { 'x-relation': { to: 'account' } },
      label: { ...text, 'x-formula': "account.code + '!'" },
      notes: { 'x-rollup': { from: 'note.deal', value: 'count()' } },
    };
    const first = input({ name: text, ...computed });
    const account = entity('account', { name: text, code: text });
    const note = entity('note', { deal: { 'x-relation': { to: 'deal' } } });
    const started = { ...first, changes: [...first.changes, account, note] };
    const { db, dieAt, differences, finish, one, version } = await killing(started, context);
    await db.script(`
    insert into data.account (id, created_at, updated_at, code) values (gen_random_uuid(), now(), now(), 'A');
    alter table data.deal set (fillfactor = 10);
    insert into data.deal (id, created_at, updated_at, name, account)
    select gen_random_uuid(), now(), now(), repeat(md5(n::text), 40), (select id from data.account)
    from generate_series(1, ${rows}) n;
    insert into data.note (id, created_at, updated_at, deal) select id, now(), now(), id from data.deal;
    analyze data.deal`);
    const before = await version();
    const without = [entity('account', { name: text }), { kind: 'entity', name: 'note', document: null }];
    await dieAt('columns begun', { changes: without, message: '', acceptDataLoss: true });
    for (const point of ['columns filled', 'records looked at', 'apply: keepComputed']) {
      await dieAt(point);
      expect(await version()).toBe(before);
      expect(await differences()).toEqual([]);
    }
    await finish();
    expect(await version()).not.toBe(before);
    expect(await differences()).toEqual([]);
    expect(await one(`select count(*) from data.deal where label = 'A!' and notes = 1`)).toBe(String(rows));
  });
});
