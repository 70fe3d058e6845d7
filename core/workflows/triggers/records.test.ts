import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/json.ts';
import { type DefinitionsClient, definitionsClient } from '../../testing/definitionsClient.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { putWorkflow, runsOf } from '../../testing/workflows.ts';

let server: TestServer;
let client: DefinitionsClient;

const entities = [
  {
    $id: 'account',
    title: 'Account',
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string', title: 'Name' } },
    'x-display': 'name',
  },
  { $id: 'label', title: 'Label', type: 'object', properties: { name: { type: 'string', title: 'Name' } } },
  {
    $id: 'deal',
    title: 'Deal',
    type: 'object',
    properties: {
      name: { type: 'string', title: 'Name' },
      stage: { type: 'string', title: 'Stage', enum: ['lead', 'won', 'lost'], default: 'lead' },
      amount: { type: 'number', title: 'Amount' },
      double: { type: 'number', title: 'Double', 'x-formula': 'amount * 2.0' },
      secret: { type: 'string', title: 'Secret', format: 'encrypted' },
      account: { title: 'Account', 'x-relation': { to: 'account', onDelete: 'cascade' } },
      partner: { title: 'Partner', 'x-relation': { to: 'account', onDelete: 'setNull' } },
      labels: { title: 'Labels', 'x-relation': { to: 'label', many: true } },
      lines: { title: 'Lines', 'x-children': { entity: 'line', field: 'deal' } },
      price: { title: 'Price', 'x-rollup': { from: 'line.deal', value: 'sum(price)' } },
      gross: { type: 'number', title: 'Gross', 'x-formula': 'price * 2.0' },
    },
    'x-rules': [{ when: "stage == 'won'", require: ['amount'] }],
  },
  {
    $id: 'line',
    title: 'Line',
    type: 'object',
    properties: {
      deal: { title: 'Deal', 'x-relation': { to: 'deal', onDelete: 'cascade' } },
      text: { type: 'string', title: 'Text' },
      price: { type: 'number', title: 'Price' },
      labels: { title: 'Labels', 'x-relation': { to: 'label', many: true } },
    },
  },
  {
    $id: 'parcel',
    title: 'Parcel',
    type: 'object',
    properties: {
      state: { type: 'string', title: 'State' },
      labels: { title: 'Labels', 'x-relation': { to: 'label', many: true } },
    },
  },
];

beforeAll(async () => {
  server = await startTestServer({ entities });
  client = definitionsClient(server);
  await client.apply([
    putWorkflow('made', { on: 'record.created', entity: 'deal', when: "record.stage != 'lost'" }),
    putWorkflow('won', {
      on: 'record.updated',
      entity: 'deal',
      watch: ['stage'],
      when: "record.stage == 'won' && before.stage != 'won' && record.amount > 10.0",
    }),
    putWorkflow('dear', { on: 'record.created', entity: 'deal', when: 'record.gross > 100.0' }),
    putWorkflow('changed', { on: 'record.updated', entity: 'deal' }),
    putWorkflow('shipped', { on: 'record.updated', entity: 'parcel', watch: ['state'] }),
    putWorkflow('labelled', { on: 'record.updated', entity: 'deal', watch: ['labels'] }),
    putWorkflow('lined', { on: 'record.updated', entity: 'line' }),
    putWorkflow('lineMade', { on: 'record.created', entity: 'line' }),
    putWorkflow('gone', { on: 'record.deleted', entity: 'deal' }),
    putWorkflow('back', { on: 'record.restored', entity: 'deal' }),
    putWorkflow('off', { on: 'record.created', entity: 'deal' }, { enabled: false }),
  ]);
});
afterAll(() => server.close());
beforeEach(() => client.query('delete from kiln.run'));

async function write(path: string, body: object, method = 'POST'): Promise<JsonObject> {
  const reply = await client.call(`/api/${path}`, body, method);
  expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
  return reply.body;
}

async function make(entity: string, values: JsonObject = {}): Promise<string> {
  const made = await write(`records/${entity}`, values);
  return String(made.id);
}

const change = (id: string, values: JsonObject) => write(`records/deal/${id}`, values, 'PATCH');
const count = async (workflow: string) => (await runsOf(client, workflow)).length;

describe('created', () => {
  test('one record, of which the condition holds', async () => {
    const id = await make('deal', { name: 'a', amount: 5, secret: 'hidden' });
    await make('deal', { name: 'b', stage: 'lost' });
    const [run, ...others] = await runsOf(client, 'made');
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      record: id,
      trigger: {
        on: 'record.created',
        entity: 'deal',
        record: { id, name: 'a', stage: 'lead', version: 1, double: 10 },
      },
    });
    expect(JSON.stringify(run)).not.toContain('hidden');
    expect(run?.trigger).not.toHaveProperty('before');
    expect(await count('off')).toBe(0);
  });

  test('several at once, and in a batch, in their order', async () => {
    await write('records/deal', [{ name: '1' }, { name: '2', stage: 'lost' }, { name: '3' }]);
    const operations = ['4', '5'].map((name) => ({ op: 'create', entity: 'deal', values: { name } }));
    await write('batch', { operations });
    const names = (await runsOf(client, 'made')).map(({ trigger }) => trigger.record);
    expect(names).toMatchObject([{ name: '1' }, { name: '3' }, { name: '4' }, { name: '5' }]);
  });

  test('a write that fails starts nothing', async () => {
    const operations = [
      { op: 'create', entity: 'deal', values: { name: '1' } },
      { op: 'update', entity: 'deal', id: '0190d3f4-0000-7000-8000-000000000000', values: {} },
    ];
    expect((await client.call('/api/batch', { operations })).status).toBe(404);
    expect(await count('made')).toBe(0);
  });

  test('line items are records of their own', async () => {
    await make('deal', { name: 'a', lines: [{ text: '1' }, { text: '2' }] });
    expect(await count('made')).toBe(1);
    expect(await count('lineMade')).toBe(2);
  });

  test('a record is seen with what is computed of its line items', async () => {
    const id = await make('deal', { name: 'a', lines: [{ price: 50 }, { price: 1 }] });
    await write('records/deal', [{ name: 'b' }, { name: 'c', lines: [{ price: 60 }] }, { name: 'd', lines: [] }]);
    const runs = await runsOf(client, 'dear');
    expect(runs.map(({ trigger }) => trigger.record)).toMatchObject([
      { id, gross: 102 },
      { name: 'c', gross: 120 },
    ]);
    const made = (await runsOf(client, 'made')).map(({ trigger }) => trigger.record);
    expect(made).toMatchObject([{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' }]);
  });
});

describe('updated', () => {
  test('when what is watched has changed, with the record before and after', async () => {
    const id = await make('deal', { name: 'a', amount: 20 });
    await change(id, { name: 'b' });
    await change(id, { stage: 'won' });
    await change(id, { stage: 'won', name: 'c' });
    const runs = await runsOf(client, 'won');
    expect(runs).toMatchObject([
      {
        record: id,
        trigger: { record: { name: 'b', stage: 'won', version: 3 }, before: { name: 'b', stage: 'lead', version: 2 } },
      },
    ]);
    expect(await count('changed')).toBe(3);
  });

  test('not when the condition does not hold, nor when nothing has changed', async () => {
    const id = await make('deal', { name: 'a', amount: 1 });
    await change(id, { stage: 'won' });
    expect(await count('won')).toBe(0);
    await client.query('delete from kiln.run');
    await change(id, { stage: 'won', name: 'a', amount: 1 });
    expect(await count('changed')).toBe(0);
  });

  test('an encrypted value that stays the same is no change', async () => {
    const id = await make('deal', { secret: 'one' });
    await change(id, { secret: 'one' });
    expect(await count('changed')).toBe(0);
    await change(id, { secret: 'two' });
    expect(await count('changed')).toBe(1);
  });

  test('links and line items are one change with the rest', async () => {
    const [one, two] = [await make('label', { name: '1' }), await make('label', { name: '2' })];
    const id = await make('deal', { name: 'a', labels: [one], lines: [{ text: 'x' }] });
    await change(id, { name: 'b', labels: [two] });
    expect(await runsOf(client, 'changed')).toMatchObject([
      { trigger: { record: { name: 'b', version: 2 }, before: { name: 'a', version: 1 } } },
    ]);
    expect(await count('labelled')).toBe(1);
    await change(id, { name: 'c', labels: [two] });
    expect(await count('labelled')).toBe(1);
    await change(id, { labels: [one, two] });
    expect(await count('labelled')).toBe(2);
    expect(await count('changed')).toBe(3);
  });

  test('links beside what is watched, where no workflow looks at them', async () => {
    const label = await make('label', { name: 'red' });
    const id = await make('parcel', { state: 'packed' });
    await write(`records/parcel/${id}`, { labels: [label] }, 'PATCH');
    expect(await count('shipped')).toBe(0);
    await write(`records/parcel/${id}`, { labels: [], state: 'shipped' }, 'PATCH');
    expect(await count('shipped')).toBe(1);
  });

  test('a line item that is changed in its parent', async () => {
    const label = await make('label', { name: '1' });
    const deal = await write('records/deal', { lines: [{ text: 'x' }, { text: 'y' }] });
    const read = await client.call(`/api/records/deal/${deal.id}?select=lines(id,text)`);
    const lines = JSON.parse(JSON.stringify(read.body.lines));
    lines[0].text = 'z';
    lines[1].labels = [label];
    await change(String(deal.id), { lines });
    const runs = await runsOf(client, 'lined');
    expect(runs.map(({ record }) => record)).toEqual(lines.map(({ id }: { id: string }) => id));
    expect(runs[0]?.trigger).toMatchObject({ record: { text: 'z' }, before: { text: 'x' } });
    // What only its lines say is no change of the deal.
    expect(await count('changed')).toBe(0);
  });

  test('a relation that is emptied because what it points at is purged', async () => {
    const account = await make('account', { name: 'acme' });
    const id = await make('deal', { partner: account });
    await client.call(`/api/records/account/${account}?purge=true`, undefined, 'DELETE');
    expect(await runsOf(client, 'changed')).toMatchObject([
      { record: id, trigger: { record: { partner: null }, before: { partner: account } } },
    ]);
  });
});

describe('deleted and restored', () => {
  const remove = (path: string) => client.call(`/api/records/${path}`, undefined, 'DELETE');

  test('what goes along, and what comes back with it', async () => {
    const account = await make('account', { name: 'acme' });
    const ids = [await make('deal', { name: '1', account }), await make('deal', { name: '2', account })];
    await remove(`account/${account}`);
    const gone = await runsOf(client, 'gone');
    expect(new Set(gone.map(({ record }) => record))).toEqual(new Set(ids));
    expect(gone[0]?.trigger).toMatchObject({ record: { name: '1' } });
    await write(`records/account/${account}/restore`, {});
    expect(new Set((await runsOf(client, 'back')).map(({ record }) => record))).toEqual(new Set(ids));
  });

  test('for good: once, whether it was in the recycle bin or not', async () => {
    const [binned, live] = [await make('deal', { name: '1' }), await make('deal', { name: '2' })];
    await remove(`deal/${binned}`);
    await remove(`deal/${binned}?purge=true`);
    await remove(`deal/${live}?purge=true`);
    expect((await runsOf(client, 'gone')).map(({ record }) => record)).toEqual([binned, live]);
  });
});

test('a thousand at once: all of them, in their order, behind what one waits for', async () => {
  const names = Array.from({ length: 1_000 }, (_, n) => `n${n}`);
  await write(
    'records/deal',
    names.map((name) => ({ name })),
  );
  const runs = await runsOf(client, 'made');
  expect(runs.map(({ trigger }) => trigger.record)).toMatchObject(names.map((name) => ({ name })));
  expect(runs.every(({ held }) => held)).toBe(true);
  const done = async () => (await runsOf(client, 'made')).filter(({ state }) => state === 'done').length;
  await expect.poll(done, { timeout: 30_000 }).toBe(1_000);
}, 40_000);

test('a batch of a thousand operations', async () => {
  const operations = Array.from({ length: 1_000 }, (_, n) => ({
    op: 'create',
    entity: 'deal',
    values: { name: `n${n}` },
  }));
  await write('batch', { operations });
  expect(await count('made')).toBe(1_000);
}, 30_000);

test.each([
  ['divides by zero', 'record.amount / 0.0 > 1.0 || record.amount == 3.0'],
  ['reads what is empty', "record.name.startsWith('x') || record.amount == 3.0"],
  ['compares what is not there', 'record.account == null && record.amount == 3.0'],
  ['takes text for a number', 'int(record.name) > 5 || record.amount == 3.0'],
])('a condition that %s breaks no write', async (_, when) => {
  await client.apply([putWorkflow('odd', { on: 'record.created', entity: 'deal', when })]);
  await make('deal', { name: 'no number', amount: 1 });
  const id = await make('deal', { amount: 3 });
  expect((await runsOf(client, 'odd')).map(({ record }) => record)).toEqual([id]);
});

test('an entity without workflows costs nothing: its statements are what they were', async () => {
  await make('label', { name: 'x' });
  const { plans } = server.workspace.models.current();
  const text = plans
    .scoped('')
    .get('insert one label id,name undefined', () => ({ text: 'missing', sources: [] })).text;
  expect(text).toContain('insert into data."label"');
  expect(text).not.toContain('kiln.run');
});
