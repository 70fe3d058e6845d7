import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { fetchAsAdmin } from '../testing/asAdmin.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

/** Two servers on one database: definitions change through one, the other is used at once. */
let database: TestDatabase;
let a: TestServer;
let b: TestServer;

beforeAll(async () => {
  database = await testDatabase();
  a = await startTestServer({ databaseUrl: database.url, entities: [] });
  b = await startTestServer({ databaseUrl: database.url, entities: [] });
});
afterAll(async () => {
  await Promise.all([a.close(), b.close()]);
  await database.close();
});

const text = { type: 'string' };

function item(properties: JsonObject, rest: JsonObject = {}): JsonObject {
  const named = { name: text, ...properties };
  return { $schema: 'kiln:entity', $id: 'item', title: 'Item', type: 'object', properties: named, ...rest };
}

async function call(server: TestServer, method: string, path: string, body?: unknown): Promise<Response> {
  return fetchAsAdmin(`${server.url}/api/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json', connection: 'keep-alive' } }),
  });
}

async function change(document: JsonObject): Promise<void> {
  const changes = [{ kind: 'entity', name: document.$id, document }];
  const reply = await call(a, 'POST', 'changesets', { changes, message: 'change', acceptDataLoss: true });
  expect([reply.status, await reply.text()]).toEqual([201, expect.any(String)]);
}

/** Creates with those values and reads the fields back through the other server; fails on any refusal. */
async function used(values: JsonObject, select: string): Promise<unknown> {
  const created = await call(b, 'POST', 'records/item', values);
  const record: { id?: string } = JSON.parse(await created.text());
  expect([created.status, record]).toEqual([201, record]);
  const read = await call(b, 'GET', `records/item/${record.id}?select=${select}`);
  return JSON.parse(await read.text());
}

const steps: [string, JsonObject, JsonObject][] = [
  ['a new entity', item({}), { name: 'a' }],
  ['a new field', item({ code: text }), { name: 'b', code: '17' }],
  ['a renamed field', item({ sku: { ...text, 'x-id': 'code' } }), { name: 'c', sku: '18' }],
  ['another type', item({ sku: { type: 'integer', 'x-id': 'code' } }), { name: 'd', sku: 19 }],
  [
    'a required field that has a default',
    item({ sku: { type: 'integer', 'x-id': 'code' }, state: { ...text, default: 'new' } }, { required: ['state'] }),
    { name: 'e', sku: 20 },
  ],
  ['a field that became a formula', item({ state: { ...text, 'x-formula': "name + '!'" } }), { name: 'f' }],
  ['fields that are gone', item({}), { name: 'g' }],
];

test.each(steps)('%s can be used at once', async (_, document, values) => {
  let going = true;
  const statuses = new Set<number>();
  const traffic = [1, 2, 3, 4].map(async (worker) => {
    while (going) {
      const isWrite = worker % 2 === 0;
      const reply = await (isWrite
        ? call(b, 'POST', 'records/item', { name: `traffic ${worker}` })
        : call(b, 'GET', "records/item?where=name!='x'&sort=-createdAt&limit=3"));
      await reply.text();
      statuses.add(reply.status);
    }
  });
  await change(document);
  const shown = await used(values, Object.keys(values).join(','));
  going = false;
  await Promise.all(traffic);
  expect(shown).toMatchObject(values);
  // Before the first step there is no such entity.
  expect([...statuses].filter((status) => status !== 200 && status !== 201 && status !== 404)).toEqual([]);
  if (document !== steps[0]?.[1]) expect(statuses).not.toContain(404);
});

test('what others use is renamed, again and again, and nobody is refused', async () => {
  await change(item({ sku: text }));
  let going = true;
  const refused: string[] = [];
  const traffic = [1, 2, 3, 4].map(async (worker) => {
    while (going) {
      const reply = await (worker % 2
        ? call(b, 'POST', 'records/item', { name: `traffic ${worker}`, sku: 'x' })
        : call(b, 'GET', "records/item?where=sku=='x'&select=name,sku&sort=-createdAt&limit=3"));
      const body = await reply.text();
      if (!reply.ok) refused.push(`${reply.status} ${body}`);
    }
  });
  const entity = (name: string, document: JsonObject | null) => ({ kind: 'entity', name, document });
  for (let round = 1; round <= 4; round++) {
    const fields = item({ [`code${round}`]: { ...text, 'x-id': 'sku' } });
    const names = [round === 1 ? 'item' : `thing${round - 1}`, `thing${round}`] as const;
    const changes = [entity(names[0], null), entity(names[1], { ...fields, $id: names[1], 'x-id': 'item' })];
    const reply = await call(a, 'POST', 'changesets', { changes, message: 'rename', acceptDataLoss: true });
    expect([reply.status, await reply.text()]).toEqual([201, expect.any(String)]);
  }
  going = false;
  await Promise.all(traffic);
  expect(refused).toEqual([]);
  const back = [entity('thing4', null), entity('item', item({}))];
  const reply = await call(a, 'POST', 'changesets', { changes: back, message: 'back', acceptDataLoss: true });
  expect(reply.status).toBe(201);
});

test('a new entity is known to every route at once', async () => {
  const fields = { letter: { 'x-type': 'file', 'x-accept': ['text/plain'] } };
  const paths = [
    (name: string) => `definitions/entity/${name}`,
    (name: string) => `model/validators/${name}.js`,
    (name: string) => `records/${name}`,
  ];
  for (const [index, path] of paths.entries()) {
    const name = `fresh${index}`;
    await change({ ...item(fields), $id: name });
    expect((await call(b, 'GET', path(name))).status).toBe(200);
  }
  await change({ ...item(fields), $id: 'freshFiles' });
  const form = new FormData();
  form.append('file', new Blob(['hello'], { type: 'text/plain' }), 'a.txt');
  const sent = await fetchAsAdmin(`${b.url}/api/files?entity=freshFiles&field=letter`, { method: 'POST', body: form });
  expect(sent.status).toBe(201);
});

test.each([
  ['alter table data.item rename name to nom', 'alter table data.item rename nom to name', 'records/item'],
  [
    'alter table data.item alter name type integer using null',
    'alter table data.item alter name type text',
    "records/item?where=name=='x'",
  ],
  ['alter table data.item rename to items', 'alter table data.items rename to item', 'records/item'],
])('tables that do not fit the model are no reason to send again: %s', async (sql, back, path) => {
  await database.db.script(sql);
  const reply = await call(b, 'GET', path);
  expect([reply.status, JSON.parse(await reply.text()).code]).toEqual([500, 'KILN_INTERNAL']);
  await database.db.script(back);
  expect((await call(b, 'GET', path)).status).toBe(200);
});
