import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../lib/json.ts';
import { type DefinitionsClient, definitionsClient, entityDocument, putEntity } from '../testing/definitionsClient.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

let server: TestServer;
let client: DefinitionsClient;

const text = { type: 'string', title: 'Text' };

beforeAll(async () => {
  const fromFiles = { $id: 'person', title: 'Person', properties: { name: text, fax: text }, 'x-display': 'name' };
  server = await startTestServer({ entities: [fromFiles] });
  client = definitionsClient(server);
}, 60_000);
afterAll(() => server.close());

async function properties(name: string): Promise<JsonObject> {
  const { properties: fields } = await client.read('entity', name);
  return isObject(fields) ? fields : {};
}

async function insert(entity: string, values: JsonObject): Promise<string> {
  const { status, body } = await client.call(`/api/records/${entity}`, values);
  expect({ status, body }).toMatchObject({ status: 201 });
  return String(body.id);
}

async function record(entity: string, id: string): Promise<JsonObject> {
  return (await client.call(`/api/records/${entity}/${id}`)).body;
}

const visit = (fields: JsonObject, rest: JsonObject = {}) => putEntity(entityDocument('visit', fields, rest));

test('one that is not the last is taken back, and what came later stays', async () => {
  await client.apply([visit({ place: text, host: text })]);
  const id = await insert('visit', { place: 'Ulm', host: 'Ada' });
  const removal = await client.apply([visit({ place: text })]);
  await client.apply([visit({ place: { ...text, title: 'Where' }, day: { type: 'string', format: 'date' } })]);
  const reverted = await client.revert(removal, { message: 'The host again' });
  expect(reverted.status).toBe(201);
  expect(await properties('visit')).toEqual({
    place: { ...text, title: 'Where' },
    host: text,
    day: { type: 'string', format: 'date' },
  });
  expect(await record('visit', id)).toMatchObject({ place: 'Ulm', host: 'Ada' });
  const { body } = await client.call(`/api/changesets/${removal}`);
  expect(body.revertedBy).toBe(reverted.body.id);
  expect((await client.call(`/api/changesets/${String(reverted.body.id)}`)).body.reverts).toBe(removal);
  await client.expectFit();
});

test('the revert of a revert does it again', async () => {
  await client.apply([putEntity(entityDocument('stay', { room: text }))]);
  const change = await client.apply([putEntity(entityDocument('stay', { room: text, guest: text }))]);
  const first = await client.revert(change);
  expect(Object.keys(await properties('stay'))).toEqual(['room']);
  expect((await client.revert(String(first.body.id))).status).toBe(201);
  expect(Object.keys(await properties('stay'))).toEqual(['room', 'guest']);
  expect((await client.revert(String(first.body.id))).body).toMatchObject({ code: 'KILN_CONFLICT', conflicts: [] });
  await client.expectFit();
});

test('what was renamed since is followed, entity and field, with the values', async () => {
  await client.apply([putEntity(entityDocument('tour', { guide: text, stop: text }))]);
  const id = await insert('tour', { guide: 'Ben', stop: 'Ulm' });
  const change = await client.apply([putEntity(entityDocument('tour', { guide: { ...text, maxLength: 90 } }))]);
  const renamed = entityDocument('trip', { leader: { ...text, maxLength: 90, 'x-id': 'guide' } }, { 'x-id': 'tour' });
  await client.apply([putEntity(renamed), { kind: 'entity', name: 'tour', document: null }]);
  expect((await client.revert(change)).status).toBe(201);
  expect(await properties('trip')).toEqual({ leader: { ...text, 'x-id': 'guide' }, stop: text });
  expect(await record('trip', id)).toMatchObject({ leader: 'Ben', stop: 'Ulm' });
  await client.expectFit();
});

test('a rename that was renamed again: both sides are told, and the answer decides', async () => {
  await client.apply([putEntity(entityDocument('badge', { mail: text }))]);
  const id = await insert('badge', { mail: 'a@b.c' });
  const change = await client.apply([putEntity(entityDocument('badge', { email: { ...text, 'x-id': 'mail' } }))]);
  await client.apply([putEntity(entityDocument('badge', { post: { ...text, 'x-id': 'mail', maxLength: 9 } }))]);
  const refused = await client.revert(change);
  expect(refused).toMatchObject({ status: 409, body: { code: 'KILN_CONFLICT' } });
  expect(refused.body.conflicts).toMatchObject([
    { kind: 'entity', name: 'badge', base: 'email', mine: 'mail', theirs: 'post' },
  ]);
  expect((await client.revert(change, { conflicts: 'keep' })).body).toMatchObject({ code: 'KILN_CONFLICT' });
  expect((await client.revert(change, { conflicts: 'revert', dryRun: true })).status).toBe(200);
  expect((await client.revert(change, { conflicts: 'revert' })).status).toBe(201);
  expect(await properties('badge')).toEqual({ mail: { ...text, maxLength: 9 } });
  expect(await record('badge', id)).toMatchObject({ mail: 'a@b.c' });
  await client.expectFit();
});

test('an entity that came back with its records, and one that was made and changed since', async () => {
  const made = await client.apply([putEntity(entityDocument('seat', { row: text }))]);
  const id = await insert('seat', { row: '7' });
  const gone = await client.apply([{ kind: 'entity', name: 'seat', document: null }]);
  expect((await client.revert(gone)).status).toBe(201);
  expect(await record('seat', id)).toMatchObject({ row: '7' });
  await client.apply([putEntity(entityDocument('seat', { row: text, column: text }))]);
  const refused = await client.revert(made);
  expect(refused).toMatchObject({ status: 409, body: { conflicts: [{ name: 'seat', path: [] }] } });
  const asked = await client.revert(made, { conflicts: 'revert', acceptDataLoss: false });
  expect(asked.body.code).toBe('KILN_DATA_LOSS');
  expect((await client.revert(made, { conflicts: 'revert' })).status).toBe(201);
  expect((await client.call('/api/records/seat')).status).toBe(404);
  await client.expectFit();
});

test("a change of a package's entity goes, and with it the patch", async () => {
  const changed = { ...(await client.read('entity', 'person')), properties: { name: text, badge: text } };
  const change = await client.apply([putEntity(changed)]);
  expect((await client.revert(change)).status).toBe(201);
  expect(await properties('person')).toEqual({ name: text, fax: text });
  const { layers } = server.workspace.models.current();
  expect(layers.filter((layer) => layer.package === 'local' && layer.name === 'person')).toEqual([]);
  await client.expectFit();
});

test('what files brought stays as long as they do, with the reason', async () => {
  const [row] = await client.query('select id from kiln.changeset order by seq limit 1');
  const refused = await client.revert(row?.[0] ?? '');
  expect(refused).toMatchObject({ status: 409, body: { code: 'KILN_CONFLICT' } });
  expect(String(refused.body.detail)).toContain('entity "person" of package test');
});

test('a dry run says what would happen and changes nothing', async () => {
  const change = await client.apply([visit({ place: text, host: text })]);
  const before = await client.read('entity', 'visit');
  const { status, body } = await client.revert(change, { dryRun: true });
  expect(status).toBe(200);
  expect(body).toMatchObject({ id: null, plan: { changes: [{ kind: 'entity', name: 'visit' }] } });
  expect(await client.read('entity', 'visit')).toEqual(before);
});

test('what a view named since is followed, so that a column that was added goes under its new name', async () => {
  const list = (columns: string[]) => ({
    kind: 'view',
    name: 'cars',
    document: { $schema: 'kiln:view', $id: 'cars', title: 'Cars', entity: 'car', type: 'list', columns },
  });
  await client.apply([putEntity(entityDocument('car', { plate: text, make: text })), list(['plate'])]);
  const change = await client.apply([list(['plate', 'make'])]);
  await client.apply([putEntity(entityDocument('car', { plate: text, brand: { ...text, 'x-id': 'make' } }))]);
  expect(await client.read('view', 'cars')).toMatchObject({ columns: ['plate', 'brand'] });
  expect((await client.revert(change)).status).toBe(201);
  expect(await client.read('view', 'cars')).toMatchObject({ columns: ['plate'] });
});

test('rights and filters that did without an option have it again with it, and records, too', async () => {
  const stage = (...values: string[]) =>
    putEntity(entityDocument('offer', { stage: { type: 'string', enum: values } }));
  const role = (read: string) => ({
    kind: 'role',
    name: 'offers',
    document: { $schema: 'kiln:role', $id: 'offers', title: 'Offers', entities: { offer: { read, update: read } } },
  });
  const view = {
    $schema: 'kiln:view',
    $id: 'offers',
    title: 'Offers',
    entity: 'offer',
    type: 'list',
    columns: ['stage'],
    where: "stage in ['open', 'lost']",
  };
  await client.apply([stage('open', 'won', 'lost')]);
  await client.apply([role("stage != 'lost'"), { kind: 'view', name: 'offers', document: view }]);
  const id = await insert('offer', { stage: 'lost' });
  const removal = await client.apply([stage('open', 'won')]);
  expect(await client.read('role', 'offers')).toMatchObject({ entities: { offer: { read: false, update: false } } });
  expect(await client.read('view', 'offers')).toMatchObject({ where: "stage in ['open']" });
  expect(await record('offer', id)).toMatchObject({ stage: null });
  expect((await client.revert(removal)).status).toBe(201);
  expect(await client.read('role', 'offers')).toEqual(role("stage != 'lost'").document);
  expect(await client.read('view', 'offers')).toEqual(view);
  expect(await record('offer', id)).toMatchObject({ stage: 'lost' });
});
