import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../lib/json.ts';
import { fetchAsAdmin } from '../../testing/asAdmin.ts';
import { askPlugins, installPlugin } from '../../testing/installPlugin.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    entities: [
      {
        $schema: 'kiln:entity',
        $id: 'sale',
        title: 'Sale',
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', title: 'Name', maxLength: 100 },
          amount: { type: 'integer', title: 'Amount' },
          note: { type: 'string', title: 'Note', maxLength: 200 },
          total: { type: 'integer', title: 'Total', readOnly: true },
        },
        'x-display': 'name',
      },
      {
        $schema: 'kiln:entity',
        $id: 'entry',
        title: 'Entry',
        type: 'object',
        required: ['text'],
        properties: {
          text: { type: 'string', title: 'Text', maxLength: 200, 'x-unique': true },
          by: { type: 'string', title: 'By', maxLength: 200, readOnly: true },
        },
        'x-display': 'text',
      },
    ],
  });
  await installPlugin(server, {
    manifest: { capabilities: { records: { sale: ['*'], entry: ['*'] }, own: { entry: ['*'] }, kv: true } },
    code: `
import { definePlugin, refuse } from 'kiln:sdk';
export default definePlugin({
  hooks: {
    sale: {
      async creating(ctx, record) {
        if (record.name === 'refused') refuse({ name: 'is not wanted' });
        if (record.name === 'wrong twice') refuse('Two things are wrong.', { name: 'Too long.', '/amount': 'Too few.' });
        if (record.name === 'throws') throw new Error('oh no');
        if (record.name === 'unknown field') return { colour: 'red' };
        if (record.name === 'wrong value') return { amount: 'many' };
        if (record.name === 'total') return { total: 1 };
        return { note: 'seen ' + record.name };
      },
      async updating(ctx, change, record) {
        if (change.amount !== undefined) return { note: record.amount + ' became ' + change.amount };
      },
      async deleting(ctx, record) {
        if (record.name === 'kept') refuse('It stays.');
      },
      async created(ctx, record) {
        if (record.name.startsWith('entry ')) await ctx.own.records('entry').create({ text: record.name, by: 'plugin' });
        if (record.name === 'entry then fails') throw new Error('after all');
        if (record.name === 'refused later') refuse({ name: 'is not wanted any more' });
        if (record.name === 'loop') await ctx.records('sale').create({ name: 'loop' });
        if (record.name === 'caught') {
          await ctx.own.records('entry').create({ text: 'taken' });
          await ctx.own.records('entry').create({ text: 'taken' }).catch(() => undefined);
          await ctx.own.records('entry').create({ text: 'free' });
        }
      },
      async updated(ctx, record, before) {
        if (before.deletedAt) await ctx.own.records('entry').create({ text: record.name + ' is back' });
        if (record.amount !== before.amount) {
          await ctx.own.records('entry').create({ text: record.name + ': ' + before.amount + ' to ' + record.amount });
        }
      },
      async deleted(ctx, record) {
        await ctx.own.records('entry').create({ text: 'gone ' + record.name });
      },
    },
  },
});`,
  });
}, 60_000);
afterAll(() => server.close());

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

async function ask(
  path: string,
  method = 'GET',
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetchAsAdmin(`${server.url}/api/${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = JSON.parse((await response.text()) || '{}');
  return { status: response.status, body: isObject(answer) ? answer : {} };
}

async function entries(): Promise<unknown[]> {
  const { body } = await ask('records/entry?sort=createdAt&limit=1000');
  return Array.isArray(body.data) ? body.data.map((entry) => (isObject(entry) ? entry.text : undefined)) : [];
}

test('a before-hook changes what is created, and refuses it with a place', async () => {
  expect(await ask('records/sale', 'POST', { name: 'one' })).toMatchObject({ status: 201, body: { note: 'seen one' } });
  const refused = await ask('records/sale', 'POST', { name: 'refused' });
  expect(refused).toMatchObject({ status: 422, body: { code: 'KILN_INVALID', errors: [{ pointer: '/name' }] } });
  const several = await ask('records/sale', 'POST', [{ name: 'two' }, { name: 'refused' }]);
  expect(several).toMatchObject({ status: 422, body: { errors: [{ pointer: '/1/name' }] } });
});

test('what is refused is said in general and at its fields, by name or as a pointer', async () => {
  expect((await ask('records/sale', 'POST', { name: 'wrong twice' })).body.errors).toMatchObject([
    { pointer: '', message: 'Two things are wrong.' },
    { pointer: '/name', message: 'Too long.' },
    { pointer: '/amount', message: 'Too few.' },
  ]);
});

test('what a before-hook makes of it is checked again', async () => {
  const wrong = await ask('records/sale', 'POST', { name: 'wrong value' });
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: '/amount' }] } });
  const unknown = await ask('records/sale', 'POST', { name: 'unknown field' });
  expect(unknown).toMatchObject({ status: 500, body: { code: 'KILN_PLUGIN_FAILED' } });
});

test('a hook that throws fails the write by name, with the place in its source', async () => {
  const failed = await ask('records/sale', 'POST', { name: 'throws' });
  expect(failed).toMatchObject({ status: 500, body: { code: 'KILN_PLUGIN_FAILED', plugin: 'test-plugin' } });
  await expect
    .poll(async () => JSON.stringify((await askPlugins(server, '/test-plugin/logs?level=error')).body))
    .toContain('src/index.ts:');
});

test('what an after-hook writes is there if and only if the write is', async () => {
  expect((await ask('records/sale', 'POST', { name: 'entry one' })).status).toBe(201);
  expect((await ask('records/sale', 'POST', { name: 'entry then fails' })).status).toBe(500);
  const { body } = await ask(`records/sale?where=${encodeURIComponent("name == 'entry then fails'")}&count=true`);
  expect(body.count).toBe(0);
  expect(await entries()).toContain('entry one');
  expect(await entries()).not.toContain('entry then fails');
});

test('fields that only the server writes are set by the own rights of a plugin alone', async () => {
  const { body } = await ask(`records/entry?where=${encodeURIComponent("by == 'plugin'")}`);
  expect(body.data).toMatchObject([{ text: 'entry one', by: 'plugin' }]);
  expect((await ask('records/entry', 'POST', { text: 'mine', by: 'me' })).status).toBe(422);
  const readOnly = await ask('records/sale', 'POST', { name: 'total' });
  expect(readOnly).toMatchObject({ status: 422, body: { errors: [{ pointer: '/total' }] } });
});

test('a hook may catch what a host call refused, and go on', async () => {
  expect((await ask('records/sale', 'POST', { name: 'caught' })).status).toBe(201);
  expect(await entries()).toEqual(expect.arrayContaining(['taken', 'free']));
});

test('updates are told with what was there before, and an old version stays refused', async () => {
  const { body } = await ask('records/sale', 'POST', { name: 'priced', amount: 1 });
  const path = `records/sale/${String(body.id)}`;
  const changed = await ask(path, 'PATCH', { amount: 2 });
  expect(changed).toMatchObject({ status: 200, body: { amount: 2, note: '1 became 2', version: 2 } });
  expect(await entries()).toContain('priced: 1 to 2');
  const stale = await ask(path, 'PATCH', { amount: 3 }, { 'if-match': '"1"' });
  expect(stale.status).toBe(412);
  const many = await Promise.all([4, 5, 6].map((amount) => ask(path, 'PATCH', { amount })));
  expect(many.map(({ status }) => status)).toEqual([200, 200, 200]);
});

test('a removal can be refused, and is told', async () => {
  const kept = await ask('records/sale', 'POST', { name: 'kept' });
  expect((await ask(`records/sale/${String(kept.body.id)}`, 'DELETE')).status).toBe(422);
  const gone = await ask('records/sale', 'POST', { name: 'short' });
  expect((await ask(`records/sale/${String(gone.body.id)}`, 'DELETE')).status).toBe(204);
  expect(await entries()).toContain('gone short');
  const path = `records/sale/${String(gone.body.id)}`;
  // What is in the recycle bin has gone already.
  expect((await ask(`${path}?purge=true`, 'DELETE')).status).toBe(204);
  expect((await entries()).filter((text) => text === 'gone short')).toHaveLength(1);
  const back = await ask('records/sale', 'POST', { name: 'returns' });
  expect((await ask(`records/sale/${String(back.body.id)}`, 'DELETE')).status).toBe(204);
  expect((await ask(`records/sale/${String(back.body.id)}/restore`, 'POST')).status).toBe(200);
  expect(await entries()).toContain('returns is back');
});

test('a batch asks and tells in one message for each kind of write', async () => {
  const before = server.workspace.sandbox.stats()[0]?.calls ?? 0;
  const operations = Array.from({ length: 20 }, (_, n) => ({
    op: 'create',
    entity: 'sale',
    values: { name: `b${n}` },
  }));
  const { status, body } = await ask('batch', 'POST', { operations });
  expect(status).toBe(200);
  expect(body.data).toHaveLength(20);
  expect(body.data).toMatchObject(operations.map(({ values }) => ({ note: `seen ${values.name}` })));
  expect((server.workspace.sandbox.stats()[0]?.calls ?? 0) - before).toBe(2);
  const refused = await ask('batch', 'POST', {
    operations: [operations[0], { op: 'create', entity: 'sale', values: { name: 'refused' } }],
  });
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/operations/1/values/name' }] } });
});

test('a refusal after the write names the record of the batch', async () => {
  const operations = ['p1', 'p2', 'refused later', 'p3'].map((name) => ({
    op: 'create',
    entity: 'sale',
    values: { name },
  }));
  const batch = await ask('batch', 'POST', { operations });
  expect(batch).toMatchObject({ status: 422, body: { errors: [{ pointer: '/operations/2/values/name' }] } });
  const list = await ask('records/sale', 'POST', [{ name: 'p4' }, { name: 'refused later' }]);
  expect(list).toMatchObject({ status: 422, body: { errors: [{ pointer: '/1/name' }] } });
});

test('many requests with hooks and keys at a time come through, each once', async () => {
  const create = (n: number) => ask('records/sale', 'POST', { name: `entry key ${n}` }, { 'idempotency-key': `k${n}` });
  const numbers = Array.from({ length: 30 }, (_, n) => n % 15);
  const made = await Promise.all(numbers.map(create));
  expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(made.map(({ body }) => body.id)).size).toBe(15);
  expect((await entries()).filter((text) => String(text).startsWith('entry key'))).toHaveLength(15);
});

test('a batch may change what it made, twice, and remove what was there', async () => {
  const { body } = await ask('records/sale', 'POST', { name: 'in a batch' });
  const id = randomUUID();
  const update = (amount: number) => ({ op: 'update', entity: 'sale', id, values: { amount } });
  const made = await ask('batch', 'POST', {
    operations: [
      { op: 'create', entity: 'sale', values: { id, name: 'made', amount: 1 } },
      update(2),
      update(3),
      { op: 'delete', entity: 'sale', id: String(body.id) },
    ],
  });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  expect(made.body.data).toMatchObject([{ amount: 3, note: '2 became 3', version: 3 }, { id }, { id }, null]);
  expect(await entries()).toEqual(expect.arrayContaining(['made: 1 to 2', 'made: 2 to 3', 'gone in a batch']));
  const kept = await ask('records/sale', 'POST', { name: 'kept' });
  const operations = [update(4), { op: 'delete', entity: 'sale', id: String(kept.body.id) }];
  expect(await ask('batch', 'POST', { operations })).toMatchObject({ status: 422 });
  expect((await ask(`records/sale/${id}`)).body.amount).toBe(3);
});

test('hooks are asked about many changes of a batch; of several that are refused, the first is told', async () => {
  const names = Array.from({ length: 23 }, (_, n) => (n === 4 || n === 17 ? 'kept' : `many ${n}`));
  const { body } = await ask(
    'records/sale',
    'POST',
    names.map((name, amount) => ({ name, amount })),
  );
  const ids = Array.isArray(body.data) ? body.data.map((sale) => (isObject(sale) ? sale.id : undefined)) : [];
  const changes = ids.map((id, n) => ({ op: 'update', entity: 'sale', id, values: { amount: n + 100 } }));
  const changed = await ask('batch', 'POST', { operations: changes });
  expect(changed.body.data).toMatchObject(ids.map((id, n) => ({ id, note: `${n} became ${n + 100}` })));
  const removals = ids.map((id) => ({ op: 'delete', entity: 'sale', id }));
  const refused = await ask('batch', 'POST', { operations: removals });
  expect(refused).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/operations/4', message: 'It stays.' }] },
  });
  expect((await ask(`records/sale/${ids[0]}`)).status).toBe(200);
});

/** Threat: a hook that causes itself, so that one write never ends. */
test('hooks that lead to each other end with a clear error, and nothing is written', async () => {
  const { status, body } = await ask('records/sale', 'POST', { name: 'loop' });
  expect({ status, code: body.code }).toEqual({ status: 503, code: 'KILN_PLUGIN_LIMIT' });
  expect(body.detail).toContain('test-plugin hook sale.created → test-plugin hook sale.created');
  const { body: found } = await ask(`records/sale?where=${encodeURIComponent("name == 'loop'")}&count=true`);
  expect(found.count).toBe(0);
  await expect
    .poll(async () => JSON.stringify((await askPlugins(server, '/test-plugin/logs?limit=1000')).body))
    .toContain('lead to each other without an end');
});
