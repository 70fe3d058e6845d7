import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type Json } from '../../lib/json.ts';
import { fetchAsAdmin } from '../../testing/asAdmin.ts';
import { askPlugins, installPlugin } from '../../testing/installPlugin.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { isBehind } from '../isBehind.ts';

let server: TestServer;
let second: TestServer;

const entities = [
  {
    $schema: 'kiln:entity',
    $id: 'sale',
    title: 'Sale',
    type: 'object',
    properties: {
      name: { type: 'string', title: 'Name', maxLength: 100 },
      amount: { type: 'integer', title: 'Amount' },
    },
    'x-display': 'name',
  },
];

beforeAll(async () => {
  server = await startTestServer({
    entities,
  });
  await installPlugin(server, {
    manifest: { capabilities: { own: { sale: ['read', 'update'] }, kv: true, schedule: true } },
    code: `
import { definePlugin } from 'kiln:sdk';
async function note(ctx, event) {
  const { name } = event.record ?? {};
  if (name === 'flaky' && (await ctx.kv.increment('tries ' + ctx.idempotencyKey)) < 3) throw new Error('not yet');
  if (name === 'circle') await ctx.own.records('sale').update(event.id, { amount: event.record.amount + 1 });
  const key = 'seen ' + event.id;
  await ctx.kv.set(key, [...((await ctx.kv.get(key)) ?? []), event.action + ' ' + event.version]);
}
export default definePlugin({
  events: {
    'sale.created': note,
    'sale.updated': note,
    'sale.deleted': note,
    'sale.restored': note,
    'sale.purged': note,
  },
  functions: { plan: (ctx) => ctx.schedule.at(ctx.now, 'hopeless', { of: 1 }, { key: 'one' }) },
  jobs: {
    hopeless() { throw new Error('no way'); },
    daily: { cron: '@daily', handler() {} },
    tick: { cron: '* * * * *', async handler(ctx) { await ctx.kv.increment('tick ' + ctx.idempotencyKey); } },
  },
});`,
  });
  const url = server.workspace.databaseUrl;
  second = await startTestServer({ databaseUrl: url, entities });
}, 60_000);
afterAll(async () => {
  await second.close();
  await server.close();
});

async function ask(path: string, method: string, body?: Json): Promise<Json> {
  const response = await fetchAsAdmin(`${server.url}/api/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  expect(response.ok, text).toBe(true);
  return text === '' ? null : JSON.parse(text);
}

async function create(values: Json): Promise<string> {
  const made = await ask('records/sale', 'POST', values);
  return isObject(made) ? String(made.id) : '';
}

async function query(text: string): Promise<(string | null)[][]> {
  return server.workspace.db.query({ text, values: [] });
}

async function seen(id: string): Promise<Json> {
  const [row] = await query(`select value from kiln.plugin_kv where key = 'seen ${id}'`);
  return JSON.parse(row?.[0] ?? '[]');
}

test('tells of each write after its commit', async () => {
  const id = await create({ name: 'plain' });
  await expect.poll(() => seen(id), { timeout: 10_000 }).toEqual(['created 1']);
  await ask(`records/sale/${id}`, 'PATCH', { amount: 2 });
  await expect.poll(() => seen(id), { timeout: 10_000 }).toEqual(['created 1', 'updated 2']);
  await ask(`records/sale/${id}`, 'DELETE');
  await ask(`records/sale/${id}/restore`, 'POST');
  const kept = ['created 1', 'updated 2', 'deleted 3', 'restored 4'];
  await expect.poll(async () => [...(await list(id))].sort(), { timeout: 10_000 }).toEqual([...kept].sort());
  await ask(`records/sale/${id}?purge=true`, 'DELETE');
  await expect.poll(async () => (await list(id)).length, { timeout: 10_000 }).toBe(5);
});

async function list(id: string): Promise<readonly Json[]> {
  const found = await seen(id);
  return Array.isArray(found) ? found : [];
}

test('changes of one record are told in their order, by whichever process', async () => {
  const id = await create({ name: 'ordered', amount: 0 });
  for (let amount = 1; amount <= 10; amount += 1) await ask(`records/sale/${id}`, 'PATCH', { amount });
  const updates = Array.from({ length: 10 }, (_, n) => `updated ${n + 2}`);
  const told = async () => (await list(id)).filter((line) => String(line).startsWith('updated'));
  await expect.poll(told, { timeout: 10_000 }).toEqual(updates);
});

test('what fails is tried again with the same key, and later events of the record wait for it', async () => {
  const id = await create({ name: 'plain too' });
  await expect.poll(() => seen(id), { timeout: 10_000 }).toEqual(['created 1']);
  await ask(`records/sale/${id}`, 'PATCH', { name: 'flaky' });
  await ask(`records/sale/${id}`, 'PATCH', { amount: 1 });
  await expect.poll(() => list(id), { timeout: 30_000 }).toEqual(['created 1', 'updated 2', 'updated 3']);
}, 40_000);

/** Threat: an event handler that causes its own event, for ever. */
test('events that cause themselves end after some rounds', async () => {
  const id = await create({ name: 'circle', amount: 0 });
  const attempts = async () =>
    (await query(`select attempts from kiln.record_event where record = '${id}' and attempts > 0`)).length;
  await expect.poll(attempts, { timeout: 15_000 }).toBe(1);
  const [row] = await query(`select amount from data.sale where id = '${id}'`);
  expect(Number(row?.[0])).toBeLessThan(10);
}, 20_000);

test('what failed too often is kept, told in the log, and holds up nobody', async () => {
  const id = await create({ name: 'plain three' });
  await expect.poll(() => seen(id), { timeout: 10_000 }).toEqual(['created 1']);
  await ask(`records/sale/${id}`, 'PATCH', { name: 'flaky' });
  await expect
    .poll(() => query(`select 1 from kiln.record_event where record = '${id}' and attempts > 0`), { timeout: 10_000 })
    .toHaveLength(1);
  await query(`update kiln.record_event set attempts = 9, next_at = null where record = '${id}'`);
  await query(`delete from kiln.plugin_kv where starts_with(key, 'tries ')`);
  await ask(`records/sale/${id}`, 'PATCH', { name: 'calm' });
  await expect.poll(() => list(id), { timeout: 15_000 }).toContain('updated 3');
}, 30_000);

test('what was given up can be told again, one event or all, by whoever may', async () => {
  const made: string[] = [];
  for (const name of ['lost one', 'lost two', 'lost three']) {
    const id = await create({ name });
    await expect.poll(() => seen(id), { timeout: 10_000 }).toEqual(['created 1']);
    made.push(id);
  }
  await query(`insert into kiln.record_event (subscriber, handler, entity, record, version, action, actor_kind, actor_name,
      request_id, attempts, dead_at, error)
    select 'test-plugin', 'sale.updated', 'sale', id, 2, 'updated', 'system', '', 'r', 10, now(), '{"code":"KILN_PLUGIN_FAILED"}'
    from data.sale where name like 'lost %' order by name`);
  // The writes above were told: the events of before are those that were made here.
  const path = '/test-plugin/events?state=dead';
  const { body: first } = await askPlugins(server, `${path}&limit=2`);
  expect(first.data).toMatchObject([
    { handler: 'sale.updated', attempts: 10, error: { code: 'KILN_PLUGIN_FAILED' } },
    {},
  ]);
  const { body: second } = await askPlugins(server, `${path}&limit=2&after=${String(first.next)}`);
  expect(second).toMatchObject({ data: [{ entity: 'sale', action: 'updated' }], next: null });
  expect((await askPlugins(server, '/test-plugin/events?state=other')).status).toBe(400);
  expect((await askPlugins(server, '/none/events')).status).toBe(404);

  const [one] = Array.isArray(first.data) ? first.data : [];
  const { id = '', record = '' } = isObject(one) ? one : {};
  const retry = `/test-plugin/events/${String(id)}/retry`;
  expect(await askPlugins(server, retry, {})).toMatchObject({ status: 200, body: { retried: 1 } });
  await expect.poll(() => list(String(record)), { timeout: 10_000 }).toContain('updated 2');
  expect((await askPlugins(server, retry, {})).status).toBe(404);
  expect((await askPlugins(server, '/test-plugin/events/x/retry', {})).status).toBe(404);
  // Two administrators at once.
  const both = await Promise.all([0, 1].map(() => askPlugins(server, '/test-plugin/events/retry', {})));
  expect(both.map(({ body }) => Number(body.retried)).sort()).toEqual([0, 2]);
  for (const each of made) await expect.poll(() => list(each), { timeout: 10_000 }).toContain('updated 2');
  expect((await askPlugins(server, path)).body).toEqual({ data: [], next: null });
  const audited = await query(
    `select details ->> 'events' from audit.entry where action = 'eventsRetried' order by at`,
  );
  expect(audited).toEqual([['1'], ['2']]);
}, 30_000);

test('a recurring job runs once at each tick, over all processes', async () => {
  await query(`update kiln.queue_cron set next_at = now() - interval '1 minute'`);
  for (const each of [server, second]) {
    // Both have it due now.
    each.workspace.pluginCalls.follow({ ...each.workspace.model(), plugins: new Map() });
    each.workspace.pluginCalls.follow(each.workspace.model());
  }
  const ticks = () => query(`select value from kiln.plugin_kv where starts_with(key, 'tick ')`);
  await expect.poll(async () => (await ticks()).length, { timeout: 15_000 }).toBeGreaterThan(0);
  for (const [value] of await ticks()) expect(value).toBe('1');
}, 20_000);

test('what was planned and fails to the last is told, and planned no longer', async () => {
  await ask('plugins/test-plugin/functions/plan', 'POST');
  const beforeLast = `update kiln_queue._private_jobs set attempts = 9, run_at = now()
    where id in (select id from kiln_queue.jobs where task_identifier = 'plugin.scheduled')
      and attempts > 0 and locked_at is null returning 1`;
  await expect.poll(async () => (await query(beforeLast)).length, { timeout: 15_000 }).toBe(1);
  await expect.poll(() => query('select 1 from kiln.plugin_schedule'), { timeout: 15_000 }).toEqual([]);
  const log = async () => JSON.stringify((await askPlugins(server, '/test-plugin/logs?level=error')).body);
  await expect.poll(log).toContain('Given up after 10 tries: ');
}, 40_000);

/** Threat: a process that has not taken over an install yet drops what the new plugin is to be told. */
test('a process knows when its model is older than the plugin that is installed', async () => {
  const { db, model } = server.workspace;
  const older = { ...model(), plugins: new Map() };
  expect(await isBehind({ db, model }, 'test-plugin')).toBe(false);
  expect(await isBehind({ db, model: () => older }, 'test-plugin')).toBe(true);
  expect(await isBehind({ db, model: () => older }, 'gone')).toBe(false);
});

test('nothing is left over when the plugin goes', async () => {
  await create({ name: 'last' });
  const { body } = await askPlugins(server, '/test-plugin?data=keep', undefined, 'DELETE');
  expect(body).toMatchObject({ left: {} });
  expect(await query(`select from kiln.record_event`)).toEqual([]);
});
