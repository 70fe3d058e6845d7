import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Actor } from '../context/types.ts';
import type { Session } from '../db/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import { compareShapes } from '../migrations/compareShapes.ts';
import { describeTables } from '../migrations/describeTables.ts';
import { cancelJob, retryJob } from '../online/jobStore.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { applyChangeSet } from './applyChangeSet.ts';
import { createWorkspace } from './createWorkspace.ts';
import { introspect } from './introspect.ts';
import { revertChangeSet } from './revertChangeSet.ts';
import { type Consent, syncDefinitions } from './syncDefinitions.ts';
import type { Workspace } from './types.ts';

/** One to a page: above the size from which work goes on beside everybody's. */
const rows = 2_100;
const actor: Actor = {
  kind: 'user',
  id: '00000000-0000-7000-8000-000000000001',
  name: 'Ada',
  roles: ['admin'],
  facts: {},
};
const text = { type: 'string' };
const base: JsonObject = {
  name: text,
  size: text,
  stage: { ...text, enum: ['new', 'won'] },
  amount: { type: 'integer' },
  about: text,
};

/** Beside others on two cores, what takes two seconds alone may take twenty. */
vi.setConfig({ testTimeout: 60_000 });

let database: TestDatabase;
let folder: string;
let workspace: Workspace;
/** Undone after each test, the last first. */
const undo: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiln-online-'));
  await database.db.script(`
    drop schema data cascade; create schema data; drop schema if exists parked cascade;
    truncate kiln.definition, kiln.changeset, kiln.model_version, kiln.job`);
  workspace = await start();
  await change(base);
  await fill();
});
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
  await workspace.close();
  await rm(folder, { recursive: true });
});

function start(): Promise<Workspace> {
  const config = { databaseUrl: database.url, data: folder, poolSize: 6, secret: 's'.repeat(32), definitions: [] };
  return createWorkspace(config, { log: pino({ level: 'silent' }) });
}

async function fill(): Promise<void> {
  await database.db.script(`
    alter table data.deal set (fillfactor = 10);
    insert into data.deal (id, created_at, updated_at, name, size, stage, amount, about)
    select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, now(), now(), 'Deal ' || n, n::text, 'won', n,
      repeat(md5(n::text), 40)
    from generate_series(1, ${rows}) n;
    analyze data.deal`);
}

function change(properties: JsonObject, rest: JsonObject = {}, more: JsonObject = {}) {
  const document = { $schema: 'kiln:entity', $id: 'deal', title: 'Deal', type: 'object', properties, ...rest };
  const changes = [{ kind: 'entity', name: 'deal', document }];
  return applyChangeSet(workspace, { changes, message: '', acceptDataLoss: true, ...more }, actor);
}

async function jobs(): Promise<string[]> {
  const found = await database.db.query({ text: 'select op, state from kiln.job order by id', values: [] });
  return found.map((row) => row.join(' '));
}

async function settled(): Promise<void> {
  await expect
    .poll(async () => (await jobs()).filter((job) => /waiting|running/.test(job)), { timeout: 30_000, interval: 20 })
    .toEqual([]);
}

async function expectFit(): Promise<void> {
  expect(compareShapes(describeTables(workspace.model()), await introspect(workspace.db))).toEqual([]);
}

async function one(sql: string): Promise<string | null | undefined> {
  return (await database.db.query({ text: sql, values: [] }))[0]?.[0];
}

async function failure(promise: Promise<unknown>): Promise<KilnError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof KilnError) return error;
  throw new Error('No KilnError was thrown.', { cause: error });
}

/** Holds the lock of whoever does jobs, so that none is done until it is released. */
async function holdJobs(): Promise<Session> {
  const opened = await database.db.session();
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await opened.query({ text: 'select pg_advisory_unlock_all()', values: [] });
    await opened.close();
    await database.db.query({
      text: `select pg_notify('kiln_job', '{"id":"","state":"waiting","done":0}')`,
      values: [],
    });
  };
  const session = { ...opened, close };
  undo.push(close);
  await expect
    .poll(async () => (await session.query({ text: 'select pg_try_advisory_lock(7021385042021)', values: [] }))[0]?.[0])
    .toBe('t');
  return session;
}

/** A transaction that has written and stays open until it is told to end. */
async function holdTransaction(sql: string): Promise<() => Promise<void>> {
  const written = Promise.withResolvers<void>();
  const told = Promise.withResolvers<void>();
  const held = database.db.withTx(async (tx) => {
    await tx.query({ text: sql, values: [] });
    written.resolve();
    await told.promise;
  });
  const end = () => {
    told.resolve();
    return held;
  };
  undo.push(end);
  await Promise.race([written.promise, held]);
  return end;
}

/** Writes to the table without pause until it is told to stop; says how often, and fails on any refusal. */
function writeWithoutPause(set: (turn: number) => string): () => Promise<number> {
  let going = true;
  let turns = 0;
  const running = (async () => {
    while (going) {
      turns += 1;
      await database.db.query({
        text: `update data.deal set ${set(turns)} where id = '00000000-0000-7000-8000-${((turns % rows) + 1).toString(16).padStart(12, '0')}'`,
        values: [],
      });
    }
  })();
  const stop = async () => {
    going = false;
    await running.catch(() => undefined);
    return turns;
  };
  undo.push(stop);
  return async () => {
    going = false;
    await running;
    return turns;
  };
}

describe('beside everybody’s work, afterwards', () => {
  test('an index is built', async () => {
    const { plan } = await change({ ...base, name: { ...text, 'x-index': true } });
    expect(plan.operations).toMatchObject([{ op: 'addIndex', online: true, risk: 'safe', ms: expect.any(Number) }]);
    expect(plan.operations[0]?.sql[0]).toContain('create index concurrently');
    await settled();
    expect(await jobs()).toEqual(['addIndex done']);
    await expectFit();
  });

  test('a relation gets its key and index, and a small table has both at once', async () => {
    await applyChangeSet(
      workspace,
      {
        changes: [
          {
            kind: 'entity',
            name: 'owner',
            document: {
              $schema: 'kiln:entity',
              $id: 'owner',
              title: 'Owner',
              type: 'object',
              properties: { name: { ...text, 'x-index': true } },
            },
          },
        ],
        message: '',
      },
      actor,
    );
    expect(await jobs()).toEqual([]);
    await change({ ...base, owner: { 'x-relation': { to: 'owner' } } });
    await settled();
    expect(await jobs()).toEqual(['addIndex done', 'addForeignKey done']);
    await expectFit();
  });

  test('a field becomes required and gets its default, without another version of a record', async () => {
    await database.db.script('update data.deal set size = null where amount % 3 = 0');
    const stop = writeWithoutPause((turn) => `name = 'Deal ${turn}'`);
    await change({ ...base, size: { ...text, default: 'M' } }, { required: ['size'] });
    await settled();
    await stop();
    expect(await jobs()).toEqual(['setNotNull done']);
    expect(await one(`select count(*) from data.deal where size = 'M'`)).toBe(String(Math.floor(rows / 3)));
    expect(await one('select max(version) from data.deal')).toBe('1');
    await expectFit();
  });

  test('a field without empty values becomes required at once for what is written', async () => {
    const held = await holdJobs();
    await change(base, { required: ['size'] });
    await expect(database.db.script('update data.deal set size = null where amount = 1')).rejects.toThrow();
    await held.close();
    await settled();
    await expectFit();
  });

  test('a field with empty values and no default does not become required', async () => {
    await database.db.script('update data.deal set size = null where amount = 7');
    expect((await failure(change(base, { required: ['size'] }))).message).toContain('records without a value');
    await expectFit();
  });

  test('values that came to be shared meanwhile are named, and the job is tried again', async () => {
    const held = await holdJobs();
    await change({ ...base, name: { ...text, 'x-unique': true } });
    await database.db.script(`update data.deal set name = 'twice' where amount in (1, 2)`);
    await held.close();
    await settled();
    expect(await jobs()).toEqual(['addIndex failed']);
    expect(JSON.parse((await one('select error from kiln.job')) ?? '')).toMatchObject({
      code: 'KILN_CONFLICT',
      examples: [{ values: ['twice'], records: 2 }],
    });
    await database.db.script(`update data.deal set name = 'once' where amount = 1`);
    await retryJob(database.db, (await one('select id from kiln.job')) ?? '');
    await settled();
    expect(await jobs()).toEqual(['addIndex done']);
    await expectFit();
  });

  test('what later definitions do not want is not done any more', async () => {
    const held = await holdJobs();
    await change({ ...base, name: { ...text, 'x-index': true } }, { required: ['size'] });
    const { name: _, ...others } = base;
    await change({ ...others, called: { ...text, 'x-id': 'name' } });
    await held.close();
    await settled();
    expect(await jobs()).toEqual(['setNotNull cancelled', 'addIndex cancelled']);
    await expectFit();
    await database.db.script('update data.deal set size = null where amount = 1');
  });

  test('records follow options that are renamed, removed and brought back', async () => {
    await database.db.script(`update data.deal set stage = 'new' where amount % 2 = 0`);
    const stage = { ...text, enum: ['closed'], 'x-options': { closed: { 'x-id': 'won' } } };
    const { id, plan } = await change({ ...base, stage });
    expect(plan.operations.map(({ op, online }) => [op, online])).toEqual(
      expect.arrayContaining([
        ['renameOption', true],
        ['removeOption', true],
      ]),
    );
    await settled();
    const counted = () =>
      one(`select string_agg(concat_ws(' ', coalesce(stage, '-'), n), ', ' order by stage)
      from (select stage, count(*) as n from data.deal group by 1) as c`);
    expect(await counted()).toBe(`closed ${rows / 2}, - ${rows / 2}`);
    expect(await one('select max(version) from data.deal')).toBe('1');
    await revertChangeSet(workspace, id ?? '', { message: '', acceptDataLoss: true }, actor);
    await settled();
    expect(await counted()).toBe(`new ${rows / 2}, won ${rows / 2}`);
    expect((await jobs()).filter((job) => !job.endsWith('done'))).toEqual([]);
    await expectFit();
  });

  test('what is renamed before its turn comes is done under its new name', async () => {
    const held = await holdJobs();
    await change({ ...base, name: { ...text, 'x-index': true } }, { required: ['name'] });
    const { name: _, ...others } = base;
    await change({ ...others, called: { ...text, 'x-index': true, 'x-id': 'name' } }, { required: ['called'] });
    await held.close();
    await settled();
    expect(await jobs()).toEqual(['setNotNull done', 'addIndex done']);
    await expectFit();
  });
});

describe('prepared before', () => {
  test('another type, with what is written meanwhile', async () => {
    const stop = writeWithoutPause((turn) => `size = '${100_000 + turn}'`);
    const { id, plan } = await change({ ...base, size: { type: 'integer', 'x-index': true } });
    const turns = await stop().catch(() => 0);
    expect(plan.operations.find(({ op }) => op === 'changeType')).toMatchObject({ online: true });
    expect(turns).toBeGreaterThan(0);
    expect(await one('select count(*) from data.deal where size is null')).toBe('0');
    expect(await one('select count(*) from data.deal where size >= 100000')).not.toBe('0');
    await settled();
    expect(await jobs()).toEqual(['changeSet done']);
    expect(await one('select changeset from kiln.job order by id limit 1')).toBe(id);
    await expectFit();
    await database.db.script(`update data.deal set size = 5 where amount = 5`);
    await revertChangeSet(workspace, id ?? '', { message: '', acceptDataLoss: true }, actor);
    expect(await one('select pg_typeof(size)::text from data.deal limit 1')).toBe('text');
    expect(await one('select size from data.deal where amount = 5')).toBe('5');
    await settled();
    await expectFit();
    expect(await one(`select count(*) from pg_trigger where tgname = 'kiln_computed'`)).toBe('0');
  });

  test('a required unique field keeps what stands on it', async () => {
    await change({ ...base, size: { ...text, 'x-unique': true } }, { required: ['size'] });
    await settled();
    await change({ ...base, size: { type: 'integer', 'x-unique': true } }, { required: ['size'] });
    await settled();
    await expectFit();
    await expect(database.db.script('update data.deal set size = 1 where amount = 2')).rejects.toThrow('in use');
  });

  test('a stored formula is kept by a trigger, follows renames, and goes', async () => {
    const total = { type: 'string', 'x-formula': 'name + "!"' };
    await change({ ...base, total });
    await expectFit();
    expect(await one('select count(*) from data.deal where total = name || $$!$$')).toBe(String(rows));
    const { name: _, ...others } = base;
    const renamed = { ...others, called: { ...text, 'x-id': 'name' } };
    await change({ ...renamed, sum: { ...total, 'x-formula': 'called + "!"', 'x-id': 'total' } });
    await database.db.script(`update data.deal set called = 'Other' where amount = 1`);
    expect(await one('select "sum" from data.deal where amount = 1')).toBe('Other!');
    await expectFit();
    await change({ ...renamed, sum: { ...total, 'x-formula': 'called + "?"', 'x-id': 'total' } });
    expect(await one('select "sum" from data.deal where amount = 1')).toBe('Other?');
    await expectFit();
    await change({ ...renamed, sum: { ...text, 'x-id': 'total' } });
    await database.db.script(`update data.deal set called = 'Last', "sum" = 'mine' where amount = 1`);
    expect(await one('select "sum" from data.deal where amount = 1')).toBe('mine');
    expect(await one(`select count(*) from pg_trigger where tgname = 'kiln_computed'`)).toBe('0');
    await expectFit();
  });

  test('what is searched, with fields that are new in the same change', async () => {
    await change({ ...base, code: { ...text, default: 'zebra' } }, { 'x-search': ['name', 'code'] });
    expect(await one(`select count(*) from data.deal where search_short like '%deal 77 zebra%'`)).toBe('1');
    await settled();
    await expectFit();
    await change({ ...base, code: { ...text, default: 'zebra' } }, { 'x-search': ['code', 'name', 'size'] });
    expect(await one(`select count(*) from data.deal where search_short like '%zebra deal 77 77%'`)).toBe('1');
    await settled();
    await expectFit();
  });

  test('a change that comes between is not lost, and the prepared change takes place', async () => {
    const held = await holdJobs();
    const waiting = change({ ...base, size: { type: 'integer' } });
    await expect.poll(jobs).toEqual(['changeSet waiting']);
    await change({ ...base, note: text });
    await held.close();
    await waiting;
    const fields = [...(workspace.model().entities.get('deal')?.fields.keys() ?? [])];
    expect(fields).toEqual(expect.arrayContaining(['note', 'size']));
    await expectFit();
  });

  test('a change of the same field that comes between is not overwritten', async () => {
    const held = await holdJobs();
    const waiting = failure(change({ ...base, size: { type: 'integer' } }));
    await expect.poll(jobs).toEqual(['changeSet waiting']);
    const { size: _, ...others } = base;
    await change(others);
    await held.close();
    expect((await waiting).code).toBe('KILN_STALE');
    await expectFit();
  });

  test('a cancelled change leaves nothing behind', async () => {
    const held = await holdJobs();
    const waiting = failure(change({ ...base, size: { type: 'integer' } }));
    await expect.poll(jobs).toEqual(['changeSet waiting']);
    await cancelJob(database.db, (await one('select id from kiln.job')) ?? '');
    await held.close();
    expect((await waiting).message).toContain('cancelled');
    await expectFit();
    expect(workspace.model().entities.get('deal')?.fields.get('size')?.type.name).toBe('text');
  });
});

describe('a job', () => {
  test('that holds the table gives way to a change-set and goes on', async () => {
    const end = await holdTransaction(
      'insert into data.deal (id, created_at, updated_at) values (gen_random_uuid(), now(), now())',
    );
    await change({ ...base, name: { ...text, 'x-index': true } });
    await expect.poll(jobs, { timeout: 30_000 }).toEqual(['addIndex running']);
    await end();
    await change({ ...base, name: { ...text, 'x-index': true }, more: text });
    await settled();
    expect(await jobs()).toEqual(['addIndex done']);
    await expectFit();
  });

  test('that is cancelled leaves nothing half built', async () => {
    const end = await holdTransaction('update data.deal set name = name where amount = 1');
    const halfBuilt = () => one('select count(*) from pg_index where not indisvalid');
    await change({ ...base, name: { ...text, 'x-index': true } });
    await expect.poll(halfBuilt, { timeout: 30_000 }).toBe('1');
    await cancelJob(database.db, (await one('select id from kiln.job')) ?? '');
    await end();
    expect(await jobs()).toEqual(['addIndex cancelled']);
    await expect.poll(halfBuilt, { timeout: 30_000 }).toBe('0');
  });

  test('is done by another process when this one stops', async () => {
    const other = await start();
    try {
      const held = await holdJobs();
      await change({ ...base, name: { ...text, 'x-index': true } });
      await held.close();
      await workspace.close();
      await settled();
      expect(await jobs()).toEqual(['addIndex done']);
    } finally {
      await other.close();
    }
  });

  test('goes on when its connection is cut', async () => {
    const end = await holdTransaction('update data.deal set name = name where amount = 1');
    await change({ ...base, name: { ...text, 'x-index': true } });
    await expect.poll(() => one('select pid from kiln.job'), { timeout: 30_000 }).toMatch(/^\d+$/);
    await database.db.query({ text: 'select pg_terminate_backend(pid) from kiln.job', values: [] });
    await end();
    await settled();
    expect(await jobs()).toEqual(['addIndex done']);
    await expectFit();
  });

  test('is made and waited for where no server runs', async () => {
    await workspace.close();
    const package_ = join(folder, 'crm');
    await mkdir(join(package_, 'entity'), { recursive: true });
    const visit = (place: JsonObject) =>
      writeFile(
        join(package_, 'entity', 'visit.json'),
        JSON.stringify({ $schema: 'kiln:entity', $id: 'visit', title: 'Visit', type: 'object', properties: { place } }),
      );
    const sync = (consent: Consent) => syncDefinitions(database.db, [package_], { consent });
    await visit(text);
    await sync('safe');
    const visits = 20_100;
    await database.db.script(`
      insert into data.visit (id, created_at, updated_at, place)
      select gen_random_uuid(), now(), now(), n::text from generate_series(1, ${visits}) n; analyze data.visit`);
    await visit({ type: 'integer' });
    await expect(sync('safe')).rejects.toThrow();
    expect(await sync('all')).toMatchObject({ changed: true, operations: [{ op: 'changeType' }] });
    expect(await one('select sum(place) from data.visit')).toBe(String((visits * (visits + 1)) / 2));
    expect(await sync('safe')).toMatchObject({ changed: false });
  });
});
