import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../lib/json.ts';
import { type DefinitionsClient, definitionsClient, entityDocument, putEntity } from '../testing/definitionsClient.ts';
import { signedIn } from '../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

let server: TestServer;
let client: DefinitionsClient;

beforeAll(async () => {
  server = await startTestServer({});
  client = definitionsClient(server);
}, 60_000);
afterAll(() => server.close());

const text = { type: 'string', title: 'Text' };
const drop = (name: string) => ({ kind: 'entity', name, document: null });

async function parked(): Promise<JsonObject[]> {
  const { body } = await client.call('/api/parking');
  return Array.isArray(body.data) ? body.data.filter(isObject) : [];
}

async function insert(entity: string, values: JsonObject): Promise<string> {
  const { status, body } = await client.call(`/api/records/${entity}`, values);
  expect({ status, body }).toMatchObject({ status: 201 });
  return String(body.id);
}

async function onlyOne(): Promise<JsonObject> {
  const [item, ...others] = await parked();
  if (!item || others.length > 0) throw new Error(`${others.length + (item ? 1 : 0)} are parked`);
  return item;
}

const restore = (id: unknown, more: JsonObject = {}) => client.call(`/api/parking/${String(id)}/restore`, more);

test('a field comes back with its values, under the name that its entity has by now', async () => {
  const price = { title: 'Price', type: 'number', 'x-type': 'money', 'x-currency': 'EUR' };
  await client.apply([putEntity(entityDocument('visit', { place: text, fee: price }, { required: ['place'] }))]);
  const id = await insert('visit', { place: 'Ulm', fee: 12.5 });
  await insert('visit', { place: 'Bonn' });
  const by = await client.apply([putEntity(entityDocument('visit', { fee: price }))]);
  expect(await onlyOne()).toEqual({
    id: expect.stringMatching(/^_parked_place/),
    what: 'field',
    entity: 'visit',
    field: 'place',
    title: 'Text',
    type: 'text',
    rows: 2,
    parkedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    changeSet: by,
    restorable: true,
  });
  await client.apply([putEntity(entityDocument('stay', { fee: price }, { 'x-id': 'visit' })), drop('visit')]);
  const { id: parkedId, entity } = await onlyOne();
  expect(entity).toBe('stay');
  expect((await restore(parkedId, { dryRun: true })).body).toMatchObject({
    id: null,
    plan: { operations: [{ op: 'unparkColumn' }, { op: 'setNotNull' }] },
  });
  expect((await restore(parkedId)).status).toBe(201);
  expect(await client.read('entity', 'stay')).toMatchObject({ required: ['place'], properties: { place: text } });
  expect((await client.call(`/api/records/stay/${id}`)).body).toMatchObject({ place: 'Ulm', fee: 12.5 });
  expect(await parked()).toEqual([]);
  expect((await restore(parkedId)).status).toBe(404);
  await client.expectFit();
});

test('an entity comes back with its records, forms, views and texts', async () => {
  const view = {
    kind: 'view',
    name: 'rooms',
    document: { $schema: 'kiln:view', $id: 'rooms', title: 'Rooms', entity: 'room', type: 'list', columns: ['name'] },
  };
  const locale = (entities: JsonObject) => ({
    kind: 'locale',
    name: 'zh-CN',
    document: { $schema: 'kiln:locale', $id: 'zh-CN', 'x-patch': true, entities },
  });
  const room = entityDocument('room', { name: text, tags: { type: 'array', items: { type: 'string' } } });
  await client.apply([putEntity(room), view, locale({ room: { title: '房间', fields: { name: { title: '名称' } } } })]);
  const id = await insert('room', { name: 'One' });
  await client.apply([drop('room'), { ...view, document: null }, locale({})]);
  const item = await onlyOne();
  expect(item).toMatchObject({ what: 'entity', entity: 'room', title: 'room', rows: 1, restorable: true });
  expect((await restore(item.id)).status).toBe(201);
  expect((await client.call(`/api/records/room/${id}`)).body).toMatchObject({ name: 'One' });
  expect(await client.read('view', 'rooms')).toMatchObject({ columns: ['name'] });
  expect(await client.read('locale', 'zh-CN')).toMatchObject({ entities: { room: { title: '房间' } } });
  await client.expectFit();
});

test('what has no place any more says why', async () => {
  await client.apply([putEntity(entityDocument('desk', { name: text, floor: text }))]);
  await client.apply([putEntity(entityDocument('desk', { name: text }))]);
  const floor = (await onlyOne()).id;
  await client.apply([putEntity(entityDocument('desk', { name: text, floor: { type: 'integer', 'x-id': 'level' } }))]);
  expect(await restore(floor)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('another field "floor"') },
  });
  await client.apply([drop('desk')]);
  const items = await parked();
  expect(items.map(({ what, restorable }) => [what, restorable]).sort()).toEqual([
    ['entity', true],
    ['field', false],
  ]);
  expect(await restore(floor)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('Restore it first') },
  });
  // A table takes what is parked in it along.
  const entity = items.find(({ what }) => what === 'entity');
  expect((await client.call(`/api/parking/${String(entity?.id)}`, undefined, 'DELETE')).status).toBe(204);
  expect(await parked()).toEqual([]);
});

test('what is removed for good is gone, and noted', async () => {
  await client.apply([putEntity(entityDocument('lamp', { name: text, watt: { type: 'integer' } }))]);
  await insert('lamp', { name: 'A', watt: 40 });
  const change = await client.apply([putEntity(entityDocument('lamp', { name: text }))]);
  const { id } = await onlyOne();
  expect((await client.call(`/api/parking/${String(id)}`, undefined, 'DELETE')).status).toBe(204);
  expect((await client.call(`/api/parking/${String(id)}`, undefined, 'DELETE')).status).toBe(404);
  const [entry] = await client.query(`select details ->> 'purged', actor_kind from audit.entry
    where action = 'definitionsChanged' order by seq desc limit 1`);
  expect(JSON.parse(entry?.[0] ?? '')).toEqual({ entity: 'lamp', field: 'watt' });
  expect((await client.revert(change)).status).toBe(201);
  const { body } = await client.call('/api/records/lamp');
  expect(body.data).toMatchObject([{ name: 'A', watt: null }]);
  await client.expectFit();
});

test('what a field said before it became another type comes back', async () => {
  await client.apply([putEntity(entityDocument('size', { name: text }))]);
  const [first, second] = [await insert('size', { name: '12' }), await insert('size', { name: 'large' })];
  await client.apply([putEntity(entityDocument('size', { name: { type: 'integer', title: 'Number' } }))]);
  const item = (await parked()).find(({ entity }) => entity === 'size');
  expect(item).toMatchObject({ what: 'values', field: 'name', title: 'Text', rows: 2, restorable: true });
  await client.call(`/api/records/size/${first}`, { name: 13 }, 'PATCH');
  expect((await restore(item?.id)).status).toBe(201);
  expect(await client.read('entity', 'size')).toMatchObject({ properties: { name: text } });
  const names = await Promise.all(
    [first, second].map(async (id) => (await client.call(`/api/records/size/${id}`)).body.name),
  );
  expect(names).toEqual(['13', 'large']);
  await client.expectFit();
});

test('the values of an option that went come back with it', async () => {
  const kind = (...values: string[]) => ({ type: 'string', title: 'Kind', enum: values });
  await client.apply([putEntity(entityDocument('tool', { name: text, kind: kind('saw', 'axe') }))]);
  const [first, second] = [
    await insert('tool', { name: 'A', kind: 'saw' }),
    await insert('tool', { name: 'B', kind: 'axe' }),
  ];
  await client.apply([putEntity(entityDocument('tool', { name: text, kind: kind('saw') }))]);
  const item = (await parked()).find(({ entity }) => entity === 'tool');
  expect(item).toMatchObject({ what: 'values', field: 'kind', rows: 1 });
  await client.apply([putEntity(entityDocument('tool', { name: text, kind: kind('saw', 'pen') }))]);
  expect((await restore(item?.id)).status).toBe(201);
  expect(await client.read('entity', 'tool')).toMatchObject({ properties: { kind: { enum: ['saw', 'axe', 'pen'] } } });
  const kinds = await Promise.all(
    [first, second].map(async (id) => (await client.call(`/api/records/tool/${id}`)).body.kind),
  );
  expect(kinds).toEqual(['saw', 'axe']);
  await client.expectFit();
});

test('only for those who may change definitions, and only what is there', async () => {
  const nobody = await signedIn(server, 'No Body', []);
  for (const [path, method] of [
    ['/api/parking', 'GET'],
    ['/api/parking/x', 'DELETE'],
    ['/api/parking/x/restore', 'POST'],
  ])
    expect((await nobody.fetch(path ?? '', { method: method ?? '' })).status).toBe(403);
  for (const id of ['contact', 'x', "_parked_'; drop table data.lamp; --", '%00']) {
    const path = `/api/parking/${encodeURIComponent(id)}`;
    expect((await client.call(path, undefined, 'DELETE')).status).toBe(404);
    expect((await client.call(`${path}/restore`, {})).status).toBe(404);
  }
  expect((await client.call('/api/parking/x/restore', { dryRun: 'yes' })).status).toBe(422);
});

test('restored by one and removed by another at once: one of both', async () => {
  await client.apply([putEntity(entityDocument('rack', { name: text, size: text }))]);
  await insert('rack', { name: 'A', size: 'L' });
  await client.apply([putEntity(entityDocument('rack', { name: text }))]);
  const item = (await parked()).find(({ field }) => field === 'size');
  const [back, gone] = await Promise.all([
    restore(item?.id),
    client.call(`/api/parking/${String(item?.id)}`, undefined, 'DELETE'),
  ]);
  await client.expectFit();
  const { body } = await client.call('/api/records/rack');
  if (gone.status === 204) expect(await parked()).toEqual([]);
  else expect([back.status, body.data]).toMatchObject([201, [{ size: 'L' }]]);
});
