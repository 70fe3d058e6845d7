import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json, JsonObject } from '../lib/json.ts';
import { type DefinitionsClient, definitionsClient, entityDocument, putEntity } from '../testing/definitionsClient.ts';
import { signedIn } from '../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

const text = { type: 'string' };
const company = entityDocument('company', { name: text, sector: text }, { 'x-display': 'name' });
const person = entityDocument('person', {
  name: text,
  salary: { type: 'integer' },
  company: { 'x-relation': { to: 'company', inverse: 'people' } },
  trade: { ...text, 'x-formula': "company.sector + ' & more'" },
  yearly: { type: 'integer', 'x-formula': 'salary * 12' },
  late: { type: 'boolean', 'x-formula': 'size(company.people) > 1' },
});

let server: TestServer;
let client: DefinitionsClient;

beforeAll(async () => {
  server = await startTestServer({});
  client = definitionsClient(server);
  await client.apply([putEntity(company), putEntity(person)]);
  const id = String((await client.call('/api/records/company', { name: 'Acme', sector: 'tools' })).body.id);
  await client.call('/api/records/person', [
    { name: 'Ada', company: id, salary: 5 },
    { name: 'Ben', company: id },
    { name: 'Cleo' },
  ]);
}, 60_000);
afterAll(() => server.close());

async function people(select: string): Promise<Json> {
  const { body } = await client.call(`/api/records/person?sort=name&select=${select}`);
  return body.data ?? null;
}

function without({ properties, ...document }: JsonObject, ...names: string[]): JsonObject {
  const kept = Object.entries(properties as JsonObject).filter(([name]) => !names.includes(name));
  return { ...document, properties: Object.fromEntries(kept) };
}

test('what is computed when it is read keeps its values when it can be computed no more, and the change is taken back', async () => {
  const before = await people('trade,yearly,late');
  expect(before).toEqual([
    { trade: 'tools & more', yearly: 60, late: true },
    { trade: 'tools & more', yearly: null, late: true },
    expect.objectContaining({ trade: null, yearly: null }),
  ]);
  const renamed = { ...without(company, 'sector'), $id: 'firm', 'x-id': 'company' };
  const edits = [putEntity(renamed), { kind: 'entity', name: 'company', document: null }];
  const { body } = await client.call('/api/changesets', { changes: edits, message: '', acceptDataLoss: true });
  expect(body.plan).toMatchObject({
    dependants: expect.arrayContaining([
      expect.objectContaining({ pointer: '/properties/trade/x-formula', code: 'formulaFrozen', fixed: true }),
    ]),
    operations: expect.arrayContaining([
      expect.objectContaining({ op: 'keepComputed', entity: 'person', field: 'trade', risk: 'rewrites', rows: 3 }),
    ]),
  });
  await client.expectFit();
  expect(await people('trade,yearly,late')).toEqual(before);
  expect((await client.read('entity', 'person')).properties).toMatchObject({ trade: text });
  const { status } = await client.revert(String(body.id));
  expect(status).toBe(201);
  await client.expectFit();
  expect(await people('trade,yearly,late')).toEqual(before);
  expect((await client.read('entity', 'person')).properties).toEqual(person.properties);
});

test('whoever takes the formula away by hand keeps its values, too, also as another type', async () => {
  const before = await people('late');
  const late = { type: 'string' };
  const properties = { ...(person.properties as JsonObject), late };
  const id = await client.apply([putEntity({ ...person, properties })]);
  expect(await people('late')).toEqual([{ late: 'true' }, { late: 'true' }, { late: 'false' }]);
  await client.expectFit();
  await client.revert(id);
  expect(await people('late')).toEqual(before);
});

test('nobody sees values of which the formula showed nothing', async () => {
  const role = (name: string, entities: JsonObject) => ({
    kind: 'role',
    name,
    document: { $schema: 'kiln:role', $id: name, title: name, entities },
  });
  const everything = { '*': { read: true } };
  await client.apply([
    role('unpaid', { ...everything, person: { read: true, fields: { salary: { read: false } } } }),
    role('some', { ...everything, company: { read: "name == 'x'" } }),
    role('all', everything),
  ]);
  const [unpaid, some, all] = await Promise.all(
    ['unpaid', 'some', 'all'].map((name) => signedIn(server, `P ${name}`, [name])),
  );
  const seen = async (who: typeof all) => {
    const response = await who?.fetch('/api/records/person?sort=name&limit=1');
    const { data }: { data: JsonObject[] } = JSON.parse((await response?.text()) ?? '');
    return [data[0]?.yearly, data[0]?.trade];
  };
  expect([await seen(unpaid), await seen(some), await seen(all)]).toEqual([
    [undefined, 'tools & more'],
    [60, null],
    [60, 'tools & more'],
  ]);
  const changes = [putEntity(without(person, 'salary')), putEntity(without(company, 'sector'))];
  const { body } = await client.call('/api/changesets', { changes, message: '', acceptDataLoss: true });
  expect(body.plan).toMatchObject({
    dependants: expect.arrayContaining([
      expect.objectContaining({ name: 'unpaid', pointer: '/entities/person/fields/yearly', code: 'frozenHidden' }),
      expect.objectContaining({ name: 'some', pointer: '/entities/person/fields/trade', code: 'frozenHidden' }),
    ]),
  });
  expect([await seen(unpaid), await seen(some), await seen(all)]).toEqual([
    [undefined, 'tools & more'],
    [60, undefined],
    [60, 'tools & more'],
  ]);
  await client.revert(String(body.id));
  expect([await seen(unpaid), await seen(some)]).toEqual([
    [undefined, 'tools & more'],
    [60, null],
  ]);
});

test('a rollup keeps what it came to when its records go, and counts again when they are back', async () => {
  const counted = {
    ...company,
    properties: {
      ...(company.properties as JsonObject),
      staff: { 'x-rollup': { from: 'person.company', value: 'count()' } },
      pay: { 'x-rollup': { from: 'person.company', value: 'sum(salary)', where: "name != 'Ben'" } },
    },
  };
  await client.apply([putEntity(counted)]);
  const before = (await client.call('/api/records/company?select=staff,pay')).body.data;
  expect(before).toEqual([{ staff: 2, pay: 5 }]);
  const changes = [{ kind: 'entity', name: 'person', document: null }];
  const { body } = await client.call('/api/changesets', { changes, message: '', acceptDataLoss: true });
  const frozen = (pointer: string) =>
    expect.objectContaining({ name: 'company', pointer, code: 'rollupFrozen', fixed: true });
  expect(body.plan).toMatchObject({
    dependants: expect.arrayContaining([
      frozen('/properties/staff/x-rollup/from'),
      frozen('/properties/pay/x-rollup/from'),
      expect.objectContaining({ name: 'unpaid', pointer: '/entities/company/fields/pay', code: 'frozenHidden' }),
    ]),
  });
  await client.expectFit();
  expect((await client.call('/api/records/company?select=staff,pay')).body.data).toEqual(before);
  expect((await client.read('entity', 'company')).properties).toMatchObject({
    staff: { type: 'integer' },
    pay: { type: 'number' },
  });
  await client.revert(String(body.id));
  await client.expectFit();
  expect((await client.call('/api/records/company?select=staff,pay')).body.data).toEqual(before);
  expect((await client.read('entity', 'company')).properties).toEqual(counted.properties);
});
