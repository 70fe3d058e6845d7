import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { fetchAsAdmin } from '../../testing/asAdmin.ts';
import { definitionsClient } from '../../testing/definitionsClient.ts';
import { askPlugins, installPlugin } from '../../testing/installPlugin.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';

let server: TestServer;

function entity(id: string): JsonObject {
  const properties = { name: { type: 'string', title: 'Name', maxLength: 100 } };
  return { $schema: 'kiln:entity', $id: id, title: id, type: 'object', properties, 'x-display': 'name' };
}

beforeAll(async () => {
  server = await startTestServer({ entities: ['sale', 'entry'].map(entity) });
  await installPlugin(server, {
    manifest: {
      capabilities: { records: { sale: ['*'] }, own: { sale: ['read'], entry: ['*'] }, kv: true, schedule: true },
      limits: { deadlineMs: 2_000 },
    },
    code: `
import { definePlugin } from 'kiln:sdk';
export default definePlugin({
  hooks: {
    sale: {
      creating: (ctx, sale) => ({ name: sale.name + '!' }),
      async created(ctx, sale) {
        if (sale.name.startsWith('holds')) await new Promise(() => undefined);
        await ctx.own.records('entry').create({ name: sale.name });
      },
    },
  },
  events: { 'sale.updated': async (ctx) => { await ctx.kv.increment('told'); } },
  functions: {
    async slow(ctx) { await new Promise((resolve) => setTimeout(resolve, 700)); return 'done'; },
    async fill(ctx, { from, count }) {
      let kept = 0;
      for (let n = from; n < from + count; n += 1) {
        kept += await ctx.kv.set('key ' + n, n).then(() => 1, (error) => { if (error.code !== 'KILN_TOO_LARGE') throw error; return 0; });
      }
      return kept;
    },
    once: (ctx, { key }) => ctx.kv.set(key, 1, { ifAbsent: true }),
    large: (ctx, { size }) => ctx.kv.set('key 0', 'x'.repeat(size)),
    plan: (ctx) => ctx.schedule.at(new Date(Date.now() + 1_000), 'note', null, { key: 'k' }),
  },
  jobs: { note: async (ctx) => { await ctx.kv.increment('noted'); } },
});`,
  });
}, 60_000);
afterAll(() => server.close());

interface Answer {
  readonly status: number;
  readonly body: Json;
}

async function ask(path: string, body: Json, headers: Record<string, string> = {}, method = 'POST'): Promise<Answer> {
  const response = await fetchAsAdmin(`${server.url}/api/${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: JSON.parse((await response.text()) || 'null') };
}

const call = (name: string, input: Json = {}) => ask(`plugins/test-plugin/functions/${name}`, input);

async function one(text: string): Promise<string | null | undefined> {
  return (await server.workspace.db.query({ text, values: [] }))[0]?.[0];
}

/** Threat: hooks hold all connections of the server until their deadline. */
test('while hooks hold transactions until their deadline, 20 others write, with hooks and without', async () => {
  const holding = Array.from({ length: 10 }, (_, n) => ask('records/sale', { name: `holds ${n}` }));
  const text = `select count(*) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`;
  await expect.poll(() => one(text).then(Number)).toBeGreaterThan(0);
  let ended = 0;
  for (const each of holding) void each.then(() => (ended += 1));
  const plain = await Promise.all(Array.from({ length: 20 }, (_, n) => ask('records/entry', { name: `plain ${n}` })));
  expect(plain.map(({ status }) => status)).toEqual(plain.map(() => 201));
  expect(ended).toBeLessThan(10);
  const hooked = await Promise.all(Array.from({ length: 20 }, (_, n) => ask('records/sale', { name: `quick ${n}` })));
  expect(hooked.map(({ status }) => status)).toEqual(hooked.map(() => 201));
  for (const { status } of await Promise.all(holding)) expect(status).toBe(503);
  expect(await one(`select count(*) from data.sale where name like 'holds%'`)).toBe('0');
  await askPlugins(server, '/test-plugin/enable', {});
}, 40_000);

/** Threat: one batch that is sent by several at once, or again after it was refused, is done twice. */
test('a batch with hooks and a key is done once, however often it is sent', async () => {
  const values = (name: string) => ({ op: 'create', entity: 'sale', values: { name } });
  const operations = [values('keyed a'), values('keyed b')];
  const sent = await Promise.all(
    Array.from({ length: 8 }, () => ask('batch', { operations }, { 'idempotency-key': 'batch-1' })),
  );
  for (const { status } of sent) expect([200, 409]).toContain(status);
  expect(new Set(sent.filter(({ status }) => status === 200).map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(await one(`select count(*) from data.sale where name like 'keyed%'`)).toBe('2');
  expect(await one(`select count(*) from data.entry where name like 'keyed%'`)).toBe('2');
});

/** Threat: the model is replaced between the hooks of a write and its statement. */
test('while the model changes, writes with hooks come through, each once', async () => {
  const client = definitionsClient(server);
  const document = await client.read('entity', 'sale');
  const writing = (async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 60; n += 4) {
      const some = [0, 1, 2, 3].map((m) => ask('records/sale', { name: `moving ${n + m}` }));
      statuses.push(...(await Promise.all(some)).map(({ status }) => status));
    }
    return statuses;
  })();
  for (let n = 0; n < 4; n += 1) {
    const properties = {
      ...(isObject(document.properties) ? document.properties : {}),
      ...(n % 2 === 0 ? { extra: { type: 'integer', title: 'Extra' } } : {}),
    };
    await client.apply([{ kind: 'entity', name: 'sale', document: { ...document, properties } }]);
  }
  expect(new Set(await writing)).toEqual(new Set([201]));
  for (const table of ['sale', 'entry']) {
    expect(
      await one(`select count(*) || ' ' || count(distinct name) from data.${table} where name like 'moving%'`),
    ).toBe('60 60');
  }
}, 40_000);

/** Threat: a plugin is switched off in the middle of its calls: they hang, or write without their hooks. */
test('calls that run when the plugin is switched off end as they would have, later ones are refused', async () => {
  const running = [call('slow'), call('slow'), ask('records/sale', { name: 'meanwhile' })];
  await expect.poll(() => server.workspace.sandbox.stats()[0]?.running ?? 0).toBeGreaterThan(0);
  const { body: made } = await ask('records/sale', { name: 'later' });
  expect((await askPlugins(server, '/test-plugin/disable', {})).status).toBe(200);
  const [first, second, third] = await Promise.all(running);
  expect([first?.body, second?.body, third?.status]).toEqual(['done', 'done', 201]);
  expect(await call('slow')).toMatchObject({ status: 503, body: { code: 'KILN_PLUGIN_UNAVAILABLE' } });
  expect(await ask('records/sale', { name: 'bare' })).toMatchObject({ status: 201, body: { name: 'bare' } });
  // Of what happens meanwhile nothing is told: nobody listens.
  await ask(`records/sale/${isObject(made) ? String(made.id) : ''}`, { name: 'unheard' }, {}, 'PATCH');
  expect((await askPlugins(server, '/test-plugin/enable', {})).status).toBe(200);
  expect(await ask('records/sale', { name: 'on' })).toMatchObject({ status: 201, body: { name: 'on!' } });
}, 30_000);

test('what is planned when the plugin is switched off is not lost', async () => {
  expect((await call('plan')).status).toBe(200);
  expect((await askPlugins(server, '/test-plugin/disable', {})).status).toBe(200);
  const put = `select count(*) from kiln_queue.jobs where task_identifier = 'plugin.scheduled' and run_at > now() + interval '1 minute'`;
  await expect.poll(() => one(put), { timeout: 15_000 }).toBe('1');
  expect((await askPlugins(server, '/test-plugin/enable', {})).status).toBe(200);
  await one(`select kiln_queue.reschedule_jobs(array_agg(id), run_at => now()) from kiln_queue.jobs
    where task_identifier = 'plugin.scheduled'`);
  await expect.poll(() => one(`select value from kiln.plugin_kv where key = 'noted'`), { timeout: 15_000 }).toBe('1');
}, 40_000);

/** Threat: many calls at once keep more than the limit says. */
test('the store keeps its limits, however many calls fill it at once', async () => {
  await server.workspace.db.query({
    text: `insert into kiln.plugin_kv (plugin, key, value) select 'test-plugin', 'old ' || n, '1'
      from generate_series(1, 10000 - 50 - (select count(*)::integer from kiln.plugin_kv)) as n`,
    values: [],
  });
  const filled = await Promise.all(Array.from({ length: 20 }, (_, n) => call('fill', { from: n * 10, count: 10 })));
  expect(filled.map(({ status }) => status)).toEqual(filled.map(() => 200));
  expect(filled.reduce((sum, { body }) => sum + Number(body), 0)).toBe(50);
  expect(await one('select count(*) from kiln.plugin_kv')).toBe('10000');
  expect(await call('large', { size: 65_535 })).toMatchObject({ status: 413, body: { code: 'KILN_TOO_LARGE' } });
  // What has expired takes no room.
  await server.workspace.db.query({
    text: `update kiln.plugin_kv set expires_at = now() - interval '1 s' where key in ('old 2', 'old 3')`,
    values: [],
  });
  expect((await call('fill', { from: 2_000, count: 3 })).body).toBe(2);
  const wins = await Promise.all(Array.from({ length: 20 }, () => call('once', { key: 'old 1' })));
  expect(wins.filter(({ body }) => body === true)).toHaveLength(0);
}, 40_000);

/** Threat: a process that does not know yet that a plugin is gone keeps telling it, and leaves traces. */
test('events of a plugin that was uninstalled meanwhile are dropped, and no job stays', async () => {
  expect((await askPlugins(server, '/test-plugin?data=keep', undefined, 'DELETE')).status).toBe(200);
  await server.workspace.db.query({
    text: `insert into kiln.record_event (subscriber, handler, entity, record, version, action, actor_kind, actor_name, request_id)
      select 'test-plugin', 'sale.updated', 'sale', id, 2, 'updated', 'system', '', 'r' from data.sale limit 5`,
    values: [],
  });
  await expect.poll(() => one('select count(*) from kiln.record_event'), { timeout: 15_000 }).toBe('0');
  await expect.poll(() => one('select count(*) from kiln_queue.jobs'), { timeout: 15_000 }).toBe('0');
  expect((await askPlugins(server, '/test-plugin/events')).status).toBe(404);
}, 30_000);
