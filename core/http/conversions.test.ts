import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { type DefinitionsClient, definitionsClient, entityDocument, putEntity } from '../testing/definitionsClient.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

let server: TestServer;
let client: DefinitionsClient;

beforeAll(async () => {
  server = await startTestServer({});
  client = definitionsClient(server);
}, 60_000);
afterAll(() => server.close());

const text = { type: 'string' };
const stage: JsonObject = {
  type: 'string',
  title: 'Stage',
  enum: ['lead', 'closedWon', 'never'],
  'x-options': { closedWon: { title: 'Closed won' } },
};

/** An entity of its own for each test, with records of these values. */
async function begin(
  name: string,
  properties: JsonObject,
  records: JsonObject[],
  rest: JsonObject = {},
): Promise<void> {
  await client.apply([putEntity(entityDocument(name, { title: text, ...properties }, rest))]);
  for (const [index, record] of records.entries()) {
    const { status, body } = await client.call(`/api/records/${name}`, { title: `${index}`, ...record });
    expect(status, JSON.stringify(body)).toBe(201);
  }
}

async function values(entity: string, select: string): Promise<unknown[]> {
  const { body } = await client.call(`/api/records/${entity}?select=title,${select}&sort=title`);
  return Array.isArray(body.data)
    ? body.data.map((each) => ({ ...(each as JsonObject), id: undefined, version: undefined }))
    : [body];
}

test('options become an entity of their own, with a record each, and the field points at them', async () => {
  await begin('deal', { stage }, [{ stage: 'lead' }, { stage: 'closedWon' }, {}, { stage: 'lead' }]);
  const conversions = { 'deal.stage': { promote: { entity: 'dealStage', title: 'Stage of a deal' } } };
  const edits = [putEntity(entityDocument('deal', { title: text, stage }))];
  const dry = await client.call('/api/changesets', { changes: edits, message: '', dryRun: true, conversions });
  expect(dry).toMatchObject({
    status: 200,
    body: {
      plan: {
        operations: expect.arrayContaining([
          expect.objectContaining({ op: 'promoteValues', entity: 'dealStage', rows: 3 }),
        ]),
      },
    },
  });
  const id = await client.apply(edits, { conversions });
  await client.expectFit();
  expect(await values('deal', 'stage(name)')).toMatchObject([
    { stage: { name: 'Lead' } },
    { stage: { name: 'Closed won' } },
    { stage: null },
    { stage: { name: 'Lead' } },
  ]);
  const made = await client.call('/api/records/dealStage?select=name,createdBy&sort=name&count=true');
  expect(made.body).toMatchObject({
    count: 3,
    data: [{ name: 'Closed won', createdBy: expect.any(String) }, { name: 'Lead' }, { name: 'Never' }],
  });
  const noted = await client.query(
    `select action, snapshot ->> 'name' from audit.entry where request_id = '${id}' and entity = 'dealStage' order by 2`,
  );
  expect(noted).toEqual([
    ['created', 'Closed won'],
    ['created', 'Lead'],
    ['created', 'Never'],
  ]);
  expect((await client.revert(id)).status).toBe(201);
  await client.expectFit();
  expect(await values('deal', 'stage')).toMatchObject([
    { stage: 'lead' },
    { stage: 'closedWon' },
    { stage: null },
    { stage: 'lead' },
  ]);
  await client.apply(edits, { conversions });
  await client.expectFit();
  expect(await values('deal', 'stage(name)')).toMatchObject([
    { stage: { name: 'Lead' } },
    { stage: { name: 'Closed won' } },
    { stage: null },
    { stage: { name: 'Lead' } },
  ]);
});

test('conditions that compare with an option mean the record that it has become', async () => {
  const document = entityDocument('order', {
    title: text,
    stage,
    isLead: { type: 'boolean', 'x-formula': "stage == 'lead'" },
  });
  const seller = {
    $schema: 'kiln:role',
    $id: 'seller',
    title: 'Seller',
    entities: { order: { read: "stage != 'never'" } },
  };
  const view = {
    $schema: 'kiln:view',
    $id: 'leads',
    title: 'Leads',
    entity: 'order',
    type: 'list',
    columns: [{ field: 'title' }],
    where: "stage in ['lead', 'closedWon']",
  };
  await client.apply([
    putEntity(document),
    { kind: 'role', name: 'seller', document: seller },
    { kind: 'view', name: 'leads', document: view },
  ]);
  for (const value of ['lead', 'never']) await client.call('/api/records/order', { title: value, stage: value });
  const id = await client.apply([putEntity(document)], {
    conversions: { 'order.stage': { promote: { entity: 'orderStage' } } },
  });
  await client.expectFit();
  expect(await values('order', 'isLead')).toMatchObject([{ isLead: true }, { isLead: false }]);
  const ids = new Map(
    (await client.query('select name, id from data.order_stage')).map(([name, record]) => [name, record]),
  );
  expect(await client.read('role', 'seller')).toMatchObject({
    entities: { order: { read: `stage != '${ids.get('Never')}'` } },
  });
  expect(await client.read('view', 'leads')).toMatchObject({
    where: `stage in ['${ids.get('Lead')}', '${ids.get('Closed won')}']`,
  });
  expect((await client.revert(id)).status).toBe(201);
  expect(await client.read('role', 'seller')).toMatchObject({ entities: { order: { read: "stage != 'never'" } } });
});

test('tags become records that many may share', async () => {
  await begin('post', { topics: { type: 'array', items: text } }, [{ topics: ['b', 'a'] }, { topics: ['a'] }, {}]);
  const document = entityDocument('post', { title: text, topics: { 'x-relation': { to: 'topic', many: true } } });
  const id = await client.apply([putEntity(document)], {
    conversions: { 'post.topics': { promote: { entity: 'topic' } } },
  });
  await client.expectFit();
  expect(await values('post', 'topics(name)')).toMatchObject([
    { topics: [{ name: 'b' }, { name: 'a' }] },
    { topics: [{ name: 'a' }] },
    { topics: [] },
  ]);
  expect((await client.revert(id)).status).toBe(201);
  expect(await values('post', 'topics')).toMatchObject([{ topics: ['b', 'a'] }, { topics: ['a'] }, { topics: null }]);
});

test('an entity that is there already is not made of values', async () => {
  await begin('visit', { place: text }, []);
  const edits = [putEntity(entityDocument('visit', { title: text, place: text }))];
  const refused = await client.call('/api/changesets', {
    changes: edits,
    message: '',
    conversions: { 'visit.place': { promote: { entity: 'deal' } } },
  });
  expect(refused).toMatchObject({ status: 422, body: { code: 'KILN_BAD_DEFINITION' } });
});

test('what does not fit is refused with examples where that is wanted, and nothing has changed', async () => {
  await begin('person', { age: text }, [{ age: '41' }, { age: 'old' }]);
  const edits = [putEntity(entityDocument('person', { title: text, age: { type: 'integer' } }))];
  const conversions = { 'person.age': { unfit: 'refuse' } };
  const dry = await client.call('/api/changesets', { changes: edits, message: '', dryRun: true, conversions });
  expect(dry).toMatchObject({
    status: 200,
    body: {
      plan: { operations: [{ op: 'changeType', choice: 'refuse', unfit: { rows: 1, examples: [{ value: 'old' }] } }] },
    },
  });
  const refused = await client.call('/api/changesets', {
    changes: edits,
    message: '',
    acceptDataLoss: true,
    conversions,
  });
  expect(refused).toMatchObject({ status: 409, body: { code: 'KILN_CONFLICT', examples: [{ value: 'old' }] } });
  expect(await values('person', 'age')).toMatchObject([{ age: '41' }, { age: 'old' }]);
  const id = await client.apply(edits);
  expect(await values('person', 'age')).toMatchObject([{ age: 41 }, { age: null }]);
  expect((await client.revert(id)).status).toBe(201);
  expect(await values('person', 'age')).toMatchObject([{ age: '41' }, { age: 'old' }]);
  await client.expectFit();
});

test('a field that there is not has no conversion', async () => {
  const edits = [putEntity(entityDocument('nobody', { title: text }))];
  const refused = await client.call('/api/changesets', {
    changes: edits,
    message: '',
    conversions: { 'nobody.age': { unfit: 'park' } },
  });
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'KILN_INVALID', errors: [{ pointer: '/conversions/nobody.age' }] },
  });
});

test('an option that goes leaves what the map says, and comes back by a revert', async () => {
  await begin(
    'ticket',
    { state: { type: 'string', enum: ['new', 'old', 'odd'] } },
    [{ state: 'new' }, { state: 'old' }, { state: 'odd' }],
    {
      required: ['state'],
    },
  );
  const edits = [
    putEntity(
      entityDocument('ticket', { title: text, state: { type: 'string', enum: ['new'] } }, { required: ['state'] }),
    ),
  ];
  const refused = await client.call('/api/changesets', { changes: edits, message: '', acceptDataLoss: true });
  expect(refused).toMatchObject({
    status: 409,
    body: { code: 'KILN_CONFLICT', detail: expect.stringContaining('say what records that have it get instead') },
  });
  const id = await client.apply(edits, { conversions: { 'ticket.state': { map: { old: 'new', odd: 'new' } } } });
  expect(await values('ticket', 'state')).toMatchObject([{ state: 'new' }, { state: 'new' }, { state: 'new' }]);
  expect((await client.revert(id)).status).toBe(201);
  expect(await values('ticket', 'state')).toMatchObject([{ state: 'new' }, { state: 'old' }, { state: 'odd' }]);
  await client.expectFit();
});

test('one becomes many, and is itself again', async () => {
  await begin('firm', {}, [{}, {}]);
  const { body } = await client.call('/api/records/firm?select=id&sort=title');
  const ids = Array.isArray(body.data) ? body.data.map((each) => String((each as JsonObject).id)) : [];
  await begin('worker', { firm: { 'x-relation': { to: 'firm' } } }, [{ firm: ids[0] ?? '' }, {}]);
  const id = await client.apply([
    putEntity(entityDocument('worker', { title: text, firm: { 'x-relation': { to: 'firm', many: true } } })),
  ]);
  expect(await values('worker', 'firm')).toMatchObject([{ firm: [ids[0]] }, { firm: [] }]);
  const rows = await client.call('/api/records/worker?select=id&sort=-title&limit=1');
  const [worker] = Array.isArray(rows.body.data) ? rows.body.data : [];
  await client.call(`/api/records/worker/${String((worker as JsonObject).id)}`, { firm: [ids[1], ids[0]] }, 'PATCH');
  expect((await client.revert(id)).status).toBe(201);
  expect(await values('worker', 'firm')).toMatchObject([{ firm: ids[0] }, { firm: ids[1] }]);
  await client.expectFit();
});

test('on a large table the values are prepared beside, kept aside, and come back', async () => {
  const code = (schema: JsonObject) =>
    putEntity(entityDocument('part', { title: text, code: schema, kind: { type: 'string', enum: ['a', 'b'] } }));
  await client.apply([code({ type: 'string', 'x-index': true })]);
  await client.query(`insert into data.part (id, created_at, updated_at, title, code, kind)
    select gen_random_uuid(), now(), now(), n::text, case when n % 1000 = 0 then 'odd ' || n else n::text end, case when n % 2 = 0 then 'b' else 'a' end
    from generate_series(1, 21000) as n`);
  await client.query('analyze data.part');
  const edits = [code({ type: 'integer', 'x-index': true })];
  const dry = await client.call('/api/changesets', { changes: edits, message: '', dryRun: true });
  expect(dry.body).toMatchObject({
    plan: {
      operations: expect.arrayContaining([
        expect.objectContaining({ op: 'changeType', online: true, unfit: { rows: 21, examples: expect.any(Array) } }),
      ]),
    },
  });
  const id = await client.apply(edits);
  await vi.waitFor(() => client.expectFit(), { timeout: 10_000, interval: 100 });
  const count = (condition: string) => client.query(`select count(*) from data.part where ${condition}`);
  expect(await count(`code = title::integer`)).toEqual([['20979']]);
  await client.query(`update data.part set code = 7 where title = '1000'`);
  expect((await client.revert(id)).status).toBe(201);
  await vi.waitFor(() => client.expectFit(), { timeout: 10_000, interval: 100 });
  expect(await count(`code = title`)).toEqual([['20979']]);
  expect(await count(`code = 'odd ' || title`)).toEqual([['20']]);
  expect(await count(`code = '7' and title = '1000'`)).toEqual([['1']]);
});
