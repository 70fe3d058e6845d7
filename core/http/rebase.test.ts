import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../lib/json.ts';
import { fetchAsAdmin } from '../testing/asAdmin.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

let server: TestServer;
/** Another process on the same database. */
let other: TestServer;

beforeAll(async () => {
  server = await startTestServer({});
  other = await startTestServer({ databaseUrl: server.workspace.databaseUrl });
}, 60_000);
afterAll(async () => {
  await other.close();
  await server.close();
});

const text = { type: 'string', title: 'Text' };

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

async function call(path: string, body?: JsonObject, { url } = server): Promise<Answer> {
  const init = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetchAsAdmin(`${url}${path}`, init);
  const answer: unknown = JSON.parse(await response.text());
  if (!isObject(answer)) throw new Error('not an object');
  return { status: response.status, body: answer };
}

async function read(name: string): Promise<{ version: string; document: JsonObject; properties: JsonObject }> {
  const { body } = await call(`/api/definitions/entity/${name}`);
  const { version, document } = body;
  if (typeof version !== 'string' || !isObject(document) || !isObject(document.properties))
    throw new Error('no entity');
  return { version, document, properties: document.properties };
}

const change = (name: string, document: JsonObject | null): JsonObject => ({ kind: 'entity', name, document });

function put(document: JsonObject, more: JsonObject = {}, on = server): Promise<Answer> {
  const changes = [change(String(document.$id), document)];
  return call('/api/changesets', { changes, message: '', acceptDataLoss: true, ...more }, on);
}

async function make(name: string, properties: JsonObject): Promise<{ version: string; document: JsonObject }> {
  const document = { $schema: 'kiln:entity', $id: name, title: name, type: 'object', properties };
  expect((await put(document)).status).toBe(201);
  return read(name);
}

test('what others changed elsewhere stays', async () => {
  const { version, document } = await make('visit', { place: text, day: { type: 'string', format: 'date' } });
  expect((await put({ ...document, title: 'Visit to us' })).status).toBe(201);
  expect((await put({ ...(await read('visit')).document, 'x-plural': 'Visits' })).status).toBe(201);
  const mine = await put(
    { ...document, properties: { place: { ...text, title: 'Where' }, day: text, guests: { type: 'integer' } } },
    { base: version },
  );
  expect(mine.status).toBe(201);
  const now = await read('visit');
  expect(now.document).toMatchObject({ title: 'Visit to us', 'x-plural': 'Visits' });
  expect(now.properties).toEqual({ place: { ...text, title: 'Where' }, day: text, guests: { type: 'integer' } });
});

test('where both changed the same, both sides are told and nothing happens', async () => {
  const { version, document } = await make('trip', { place: text, day: text });
  const theirs = { ...document, properties: { place: { ...text, title: 'Theirs' } } };
  expect((await put(theirs)).status).toBe(201);
  const mine = {
    ...document,
    title: 'Mine',
    properties: { place: { ...text, title: 'Mine' }, day: { ...text, title: 'Day' } },
  };
  for (const dryRun of [true, false]) {
    const refused = await put(mine, { base: version, dryRun });
    expect(refused).toMatchObject({ status: 412, body: { code: 'KILN_STALE', version: (await read('trip')).version } });
    expect(refused.body.conflicts).toEqual([
      {
        kind: 'entity',
        name: 'trip',
        path: ['properties', 'place', 'title'],
        base: 'Text',
        mine: 'Mine',
        theirs: 'Theirs',
      },
      { kind: 'entity', name: 'trip', path: ['properties', 'day'], base: text, mine: { ...text, title: 'Day' } },
    ]);
  }
  expect((await read('trip')).properties).toEqual(theirs.properties);
});

test('what others renamed is followed', async () => {
  const { version, document } = await make('guest', { name: text, mail: text });
  const renamed = {
    ...document,
    $id: 'visitor',
    'x-id': 'guest',
    properties: { name: text, email: { ...text, 'x-id': 'mail' } },
  };
  const changes = [change('visitor', renamed), change('guest', null)];
  expect((await call('/api/changesets', { changes, message: '' })).status).toBe(201);
  const mine = { ...document, properties: { name: text, mail: { ...text, maxLength: 80 }, phone: text } };
  expect((await put(mine, { base: version })).status).toBe(201);
  expect((await read('visitor')).properties).toEqual({
    name: text,
    email: { ...text, 'x-id': 'mail', maxLength: 80 },
    phone: text,
  });
});

test('names in mine follow, too: what it says of a field under its old name is said of that field', async () => {
  const { version } = await make('meal', { name: text, price: { type: 'number' } });
  const renamed = { name: text, cost: { type: 'number', 'x-id': 'price' } };
  expect((await put({ ...(await read('meal')).document, properties: renamed })).status).toBe(201);
  const document = {
    $schema: 'kiln:view',
    $id: 'meals',
    title: 'Meals',
    entity: 'meal',
    type: 'list',
    columns: ['name', 'price'],
    where: 'price > 3.0',
  };
  const changes = [{ kind: 'view', name: 'meals', document }];
  expect((await call('/api/changesets', { changes, message: '', base: version })).status).toBe(201);
  const { body } = await call('/api/definitions/view/meals');
  expect(body.document).toMatchObject({ columns: ['name', 'cost'], where: 'cost > 3.0' });
});

test('one removes what the other changes', async () => {
  const { version, document } = await make('room', { name: text });
  expect((await put({ ...document, title: 'Meeting room' })).status).toBe(201);
  const gone = { changes: [change('room', null)], message: '', base: version, acceptDataLoss: true };
  expect(await call('/api/changesets', gone)).toMatchObject({
    status: 412,
    body: { conflicts: [{ name: 'room', path: [] }] },
  });
  expect((await call('/api/changesets', { ...gone, base: (await read('room')).version })).status).toBe(201);
  const late = await put({ ...document, title: 'Late' }, { base: version });
  expect(late).toMatchObject({ status: 412, body: { conflicts: [{ name: 'room', path: [] }] } });
});

test('a version that nobody knows, and two that differ', async () => {
  const { document, version } = await make('desk', { name: text });
  expect(await put(document, { base: 'never' })).toMatchObject({
    status: 412,
    body: { code: 'KILN_STALE', conflicts: [] },
  });
  const body = JSON.stringify({ changes: [change('desk', document)], message: '', base: version });
  const headers = { 'content-type': 'application/json', 'if-match': '"another"' };
  const response = await fetchAsAdmin(`${server.url}/api/changesets`, { method: 'POST', headers, body });
  expect(response.status).toBe(400);
});

test('many at once, at two processes: each field is there in the end', async () => {
  const { version, document } = await make('parcel', { name: text });
  const names = Array.from({ length: 12 }, (_, index) => `field${index}`);
  const answers = await Promise.all(
    names.map((name, index) =>
      put({ ...document, properties: { name: text, [name]: text } }, { base: version }, index % 2 ? server : other),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(names.map(() => 201));
  await expect
    .poll(async () => Object.keys((await read('parcel')).properties).sort())
    .toEqual(['name', ...names].sort());
});

test('history tells it all, page by page', async () => {
  const { body } = await call('/api/changesets?limit=2');
  const [first, second] = Array.isArray(body.data) ? body.data : [];
  expect(first).toMatchObject({
    actor: { kind: 'token' },
    documents: [{ kind: 'entity', name: 'parcel', package: 'local', change: 'changed' }],
    operations: 1,
    risk: 'safe',
  });
  expect(isObject(second) && second.id).toBe(body.next);
  const next = await call(`/api/changesets?limit=1&after=${String(body.next)}`);
  expect(next.status).toBe(200);
  const detail = await call(`/api/changesets/${isObject(first) ? String(first.id) : ''}`);
  expect(detail).toMatchObject({
    status: 200,
    body: {
      plan: {
        operations: [{ op: 'addColumn', sql: [expect.stringContaining('alter table')] }],
        dependants: [],
        conflicts: [],
      },
      changes: [{ kind: 'entity', name: 'parcel', package: 'local', before: {}, after: {} }],
    },
  });
  for (const id of ['nonsense', '00000000-0000-7000-8000-00000000000f'])
    expect((await call(`/api/changesets/${id}`)).status).toBe(404);
});

test('a preview shows the entities that are asked for, as they will be', async () => {
  const { document } = await read('desk');
  const changes = [
    change('desk', { ...document, properties: { name: text, floor: { type: 'integer', title: 'Floor' } } }),
  ];
  const asked = { changes, message: '', dryRun: true, preview: { locale: 'zh-CN', entities: ['desk', 'nothing'] } };
  const { status, body } = await call('/api/changesets', asked);
  expect(status).toBe(200);
  expect(body.preview).toMatchObject({
    entities: [{ name: 'desk', fields: expect.arrayContaining([expect.objectContaining({ name: 'floor' })]) }],
    forms: [{ entity: 'desk' }],
    views: [{ entity: 'desk' }],
  });
  expect((await call('/api/changesets', { ...asked, dryRun: false })).status).toBe(422);
});

test('all documents come in one answer, with their version', async () => {
  const { body } = await call('/api/definitions?documents=true');
  const desk = Array.isArray(body.data) ? body.data.find((each) => isObject(each) && each.name === 'desk') : undefined;
  const { version, document } = await read('desk');
  expect(body.version).toBe(version);
  expect(desk).toEqual({ kind: 'entity', name: 'desk', package: 'local', document });
  expect((await call('/api/definitions/entity?documents=maybe')).status).toBe(400);
});
