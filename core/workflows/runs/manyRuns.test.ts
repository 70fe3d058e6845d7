import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type Json } from '../../lib/json.ts';
import { type DefinitionsClient, definitionsClient } from '../../testing/definitionsClient.ts';
import { seedRuns } from '../../testing/seedRuns.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { listRunsSql, type RunFilter } from './listRuns.ts';
import { pruneRuns } from './pruneRuns.ts';

const runs = 20_000;

let server: TestServer;
let client: DefinitionsClient;

beforeAll(async () => {
  server = await startTestServer({ entities: [{ $id: 'contact', title: 'Contact', properties: {} }] });
  client = definitionsClient(server);
  await seedRuns(server.workspace.db, runs);
  await server.workspace.db.script('analyze kiln.run');
}, 60_000);
afterAll(() => server.close());

const one = async (text: string) => (await client.query(text))[0]?.[0] ?? '';
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

async function listed(filter: RunFilter): Promise<{ ids: Json[]; next: Json | undefined }> {
  const given = Object.entries(filter).map(([name, value]): [string, string] => [name, String(value)]);
  const { status, body } = await client.call(`/api/runs?${new URLSearchParams(given)}`);
  expect(status).toBe(200);
  const data = Array.isArray(body.data) ? body.data : [];
  return { ids: data.map((run) => (isObject(run) ? (run.id ?? null) : null)), next: body.next };
}

/** As `explain` has it of the whole statement. */
async function planOf(filter: RunFilter): Promise<string> {
  const values: unknown[] = [];
  const text = listRunsSql({ model: server.workspace.model() }, filter, (value) => `$${values.push(value)}`);
  const lines = await server.workspace.db.query({ text: `explain (analyze, buffers, costs off) ${text}`, values });
  return lines.flat().join('\n');
}

const filters: Readonly<Record<string, { filter: RunFilter; where: string }>> = {
  all: { filter: {}, where: 'true' },
  'a workflow': { filter: { workflow: 'seeded2' }, where: `workflow = 'seeded2'` },
  'workflows, one of them twice and one that nobody knows': {
    filter: { workflow: 'seeded9,seeded8,seeded9,nobody' },
    where: `workflow in ('seeded8', 'seeded9')`,
  },
  'what is done': { filter: { state: 'done' }, where: `state = 'done'` },
  'what is rare': { filter: { state: 'cancelled,queued' }, where: `state = 'cancelled'` },
  'an entity': { filter: { entity: 'account' }, where: `entity = 'account'` },
  'an entity that has none': { filter: { entity: 'order' }, where: 'false' },
  'a workflow and a state': {
    filter: { workflow: 'seeded1', state: 'failed' },
    where: `workflow = 'seeded1' and state = 'failed'`,
  },
  'a workflow and an entity that do not meet': { filter: { workflow: 'seeded1', entity: 'order' }, where: 'false' },
  'an entity and a state': {
    filter: { entity: 'account', state: 'failed,waiting' },
    where: `entity = 'account' and state in ('failed', 'waiting')`,
  },
  days: {
    filter: { since: daysAgo(40), until: daysAgo(39) },
    where: `created_at >= '${daysAgo(40)}' and created_at < '${daysAgo(39)}'`,
  },
  'days and an entity': {
    filter: { entity: 'contact', until: daysAgo(80) },
    where: `entity = 'contact' and created_at < '${daysAgo(80)}'`,
  },
};

test.each(Object.entries(filters))('lists of %s are those that fit, the latest first', async (_, { filter, where }) => {
  const expected = await client.query(`select id from kiln.run where ${where} order by id desc limit 450`);
  const found: Json[] = [];
  let after: string | undefined;
  for (let page = 0; page < 3; page += 1) {
    const { ids, next } = await listed({ ...filter, limit: '150', ...(after === undefined ? {} : { after }) });
    found.push(...ids);
    if (typeof next !== 'string') break;
    after = next;
  }
  expect(found).toEqual(expected.flat().slice(0, found.length));
  expect(found.length).toBe(expected.length);
});

test.each(Object.entries(filters))('lists of %s read no more than they show', async (_, { filter }) => {
  const after = await one(`select id from kiln.run order by id offset ${runs / 10} limit 1`);
  for (const each of [filter, { ...filter, after }]) {
    const plan = await planOf(each);
    expect(plan).not.toContain('Seq Scan');
    // Of the hour about the first and the last day, some are looked at in vain.
    for (const [, removed] of plan.matchAll(/Rows Removed by Filter: (\d+)/g)) expect(Number(removed)).toBeLessThan(20);
    for (const [, read] of plan.matchAll(/Index.* using .*rows=([\d.]+)/g))
      expect(Number(read)).toBeLessThanOrEqual(50);
  }
});

test('those of a record are found by it', async () => {
  const record = await one('select record from kiln.run where record is not null limit 1');
  const plan = await planOf({ entity: 'contact', record, workflow: 'seeded1,seeded2', state: 'done' });
  expect(plan).toContain('run_record');
  expect((await listed({ record })).ids.length).toBeGreaterThan(0);
});

test('a write that starts a run reads none of the others, however many came just now', async () => {
  const [before, after] = await server.workspace.db.withTx(async (tx) => {
    const run = async (text: string) => (await tx.query({ text, values: [] }))[0]?.map(String) ?? [];
    await run(`insert into kiln.run (workflow, version, state, trigger, starter_kind, starter_name, request_id, ended_at)
      select 'others', 'x', 'done', '{}', 'user', 'Anna', 'x', now() from generate_series(1, 2000)`);
    const first = await run(readSql);
    expect(await run(`select kiln.is_crowded('seeded1'), kiln.is_crowded('others')`)).toEqual(['f', 'f']);
    const second = await run(readSql);
    await run(`delete from kiln.run where workflow = 'others'`);
    return [first, second];
  });
  expect(after?.[0]).toBe(before?.[0]);
  // The planner looks at some.
  expect(Number(after?.[1]) - Number(before?.[1])).toBeLessThan(50);
});

/** Whole looks at the table, and rows that indexes led to, in this transaction. */
const readSql = `select seq_scan, idx_tup_fetch from pg_stat_xact_user_tables where relid = 'kiln.run'::regclass`;

test('what is no longer kept goes in small statements, past what somebody else holds, and nobody waits', async () => {
  const { db } = server.workspace;
  const old = `workflow ~ '^seeded' and ended_at < now() - interval '30 days'`;
  const total = Number(await one(`select count(*) from kiln.run where ${old}`));
  const held = await one(`select id from kiln.run where ${old} order by ended_at offset 100 limit 1`);
  await client.query(`insert into kiln.run_step (run, key, ord, state, started_at)
    select id, 'a', 0, 'done', now() from kiln.run where ${old}`);
  const counts: number[] = [];
  const watched = {
    ...db,
    async query(statement: Parameters<typeof db.query>[0]) {
      const before = Number(await one('select count(*) from kiln.run'));
      const rows = await db.query(statement);
      counts.push(before - Number(await one('select count(*) from kiln.run')));
      return rows;
    },
  };
  await db.withTx(async (tx) => {
    await tx.query({ text: 'select from kiln.run where id = $1 for update', values: [held] });
    await pruneRuns(watched, server.workspace.model(), new AbortController().signal);
  });
  expect(Math.max(...counts)).toBeLessThanOrEqual(2_000);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total - 1);
  expect(await client.query(`select id from kiln.run where ${old}`)).toEqual([[held]]);
  expect(await client.query('select run from kiln.run_step')).toEqual([[held]]);
  await pruneRuns(db, server.workspace.model(), new AbortController().signal);
  expect(await client.query(`select id from kiln.run where ${old}`)).toEqual([]);
});

test('so many as are to be kept are the last that ended', async () => {
  const steps = [{ id: 'end', do: 'stop', with: {} }];
  const document = { $schema: 'kiln:workflow', $id: 'seeded3', title: 'x', trigger: { on: 'workflow' }, steps };
  await client.apply([{ kind: 'workflow', name: 'seeded3', document: { ...document, retention: { runs: 7 } } }]);
  const kept = await client.query(`select id from kiln.run where workflow = 'seeded3' and ended_at is not null
    order by ended_at desc, id desc limit 7`);
  const open = await one(`select count(*) from kiln.run where workflow = 'seeded3' and ended_at is null`);
  await pruneRuns(server.workspace.db, server.workspace.model(), new AbortController().signal);
  const left = await client.query(`select id from kiln.run where workflow = 'seeded3' and ended_at is not null
    order by ended_at desc, id desc`);
  expect(left).toEqual(kept);
  expect(await one(`select count(*) from kiln.run where workflow = 'seeded3' and ended_at is null`)).toBe(open);
});
