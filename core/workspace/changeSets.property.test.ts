import { env } from 'node:process';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { type DefinitionsClient, definitionsClient, type Edit, entityDocument } from '../testing/definitionsClient.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';
import { introspect } from './introspect.ts';

/** Sequences that are tried; more by hand. */
const numRuns = Number(env.KILN_PROPERTY_RUNS ?? 4);

let server: TestServer;
let client: DefinitionsClient;

beforeAll(async () => {
  server = await startTestServer({});
  client = definitionsClient(server);
}, 60_000);
afterAll(() => server.close());

const fieldTypes: readonly JsonObject[] = [
  { type: 'string' },
  { type: 'string', format: 'multiline' },
  { type: 'string', format: 'email' },
  { type: 'string', enum: ['a', 'b', 'c'] },
  { type: 'string', enum: ['a', 'b'], default: 'a' },
  { type: 'integer' },
  { type: 'number' },
  { type: 'number', 'x-type': 'money', 'x-currency': 'EUR' },
  { type: 'boolean' },
  { type: 'string', format: 'date' },
  { type: 'array', items: { type: 'string' } },
  { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
  { type: 'string', enum: ['b', 'c', 'd'] },
  { type: 'string', format: 'date-time' },
  { type: 'string', format: 'uri' },
  { type: 'integer', default: 7 },
  { type: 'object', 'x-type': 'json' },
  { 'x-relation': { to: 'blue' } },
  { 'x-relation': { to: 'red', inverse: 'others' } },
  { 'x-relation': { to: 'blue', many: true } },
  // Kept in a column, and computed when it is read.
  { type: 'string', 'x-formula': "coalesce(string(one), '') + '!'" },
  { type: 'boolean', 'x-formula': 'has(one) && today() > date("2020-01-01")' },
];
const names = ['one', 'two', 'three', 'four'];

/** What one change-set does; numbers choose among what there is at that time. */
interface Step {
  readonly do: (typeof actions)[number];
  readonly entity: number;
  readonly field: number;
  readonly type: number;
}

const actions = [
  'add',
  'retype',
  'drop',
  'dropOption',
  'rename',
  'index',
  'dropEntity',
  'renameEntity',
  'addEntity',
] as const;

const number = fc.nat(50);
const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom(...actions),
  entity: number,
  field: number,
  type: number,
});

/** Documents of the entities of this run, by name. */
type Documents = ReadonlyMap<string, JsonObject>;

test('whatever was changed, taking all of it back gives the same tables and the same data', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 7 }), expectAllBack), {
    numRuns,
    endOnFailure: true,
  });
}, 300_000);

test('values come back that had no way to a type from which there is one', async () => {
  const [money, email] = [1, 2];
  await expectAllBack([{ do: 'retype', entity: 0, field: money, type: email }]);
});

test('taken back in any order, nothing breaks and the tables fit', async () => {
  const order = fc.array(step, { minLength: 2, maxLength: 6 }).chain((steps) =>
    fc.tuple(
      fc.constant(steps),
      fc.shuffledSubarray(
        steps.map((_, index) => index),
        { minLength: steps.length },
      ),
      fc.constantFrom('refuse', 'revert', 'keep'),
    ),
  );
  await fc.assert(
    fc.asyncProperty(order, async ([steps, turns, conflicts]) => {
      let documents = await begin();
      const applied: string[] = [];
      for (const [index, each] of steps.entries()) {
        const edits = editsOf(each, documents, index);
        if (edits.length === 0) continue;
        const { status, body } = await client.call('/api/changesets', {
          changes: edits,
          message: '',
          acceptDataLoss: true,
        });
        if (status === 201 && isChange(body)) applied.push(String(body.id));
        documents = await readAll();
      }
      for (const turn of turns) {
        const id = applied[turn];
        if (id === undefined) continue;
        const { status, body } = await client.revert(id, { conflicts });
        expect([201, 409, 422], JSON.stringify(body)).toContain(status);
        await client.expectFit();
      }
    }),
    { numRuns, endOnFailure: true },
  );
}, 300_000);

/** That the tables and the data are as before, once all is taken back that the steps changed, the last first. */
async function expectAllBack(steps: readonly Step[]): Promise<void> {
  let documents = await begin();
  const before = await state();
  const applied: string[] = [];
  for (const [index, each] of steps.entries()) {
    const edits = editsOf(each, documents, index);
    if (edits.length === 0) continue;
    const { status, body } = await client.call('/api/changesets', {
      changes: edits,
      message: '',
      acceptDataLoss: true,
    });
    expect([201, 409, 422], JSON.stringify(body)).toContain(status);
    await client.expectFit();
    if (status !== 201) continue;
    if (isChange(body)) applied.push(String(body.id));
    documents = await readAll();
  }
  for (const id of applied.toReversed()) {
    const { status, body } = await client.revert(id);
    expect(status, JSON.stringify(body)).toBe(201);
    await client.expectFit();
  }
  expect(await state()).toEqual(before);
}

/** A field may have become what it was. */
function isChange({ plan }: JsonObject): boolean {
  return isObject(plan) && Array.isArray(plan.changes) && plan.changes.length > 0;
}

/** Two entities with records, and nothing else of before. */
async function begin(): Promise<Documents> {
  const old = [...(await readAll()).keys()].map((name) => ({ kind: 'entity', name, document: null }));
  if (old.length > 0) await client.apply(old);
  const { body } = await client.call('/api/parking');
  for (const item of Array.isArray(body.data) ? body.data : [])
    if (isObject(item)) await client.call(`/api/parking/${String(item.id)}`, undefined, 'DELETE');
  const fields = (types: readonly number[]) =>
    Object.fromEntries(types.map((type, index) => [names[index] ?? '', fieldTypes[type] ?? {}]));
  const documents = [entityDocument('red', fields([0, 3, 5])), entityDocument('blue', fields([0, 7, 9]))];
  await client.apply(documents.map((document) => ({ kind: 'entity', name: String(document.$id), document })));
  await client.call('/api/records/red', [
    { one: 'x', two: 'a', three: 1 },
    { one: '12', two: 'b', three: 20 },
    { one: null, two: null, three: null },
    { one: 'a', two: 'c', three: -5 },
  ]);
  await client.call('/api/records/blue', [{ one: 'ä \\ \' "', two: 12.34, three: '2024-02-29' }, { one: '1.5' }]);
  return readAll();
}

async function readAll(): Promise<Documents> {
  const { body } = await client.call('/api/definitions/entity?documents=true');
  const all = Array.isArray(body.data) ? body.data : [];
  return new Map(
    all.flatMap((each): [string, JsonObject][] =>
      isObject(each) && each.package === 'local' && isObject(each.document) ? [[String(each.name), each.document]] : [],
    ),
  );
}

function editsOf(each: Step, documents: Documents, index: number): Edit[] {
  if (each.do === 'addEntity') {
    const document = entityDocument(`new${index}`, { one: fieldTypes[each.entity % fieldTypes.length] ?? {} });
    return [{ kind: 'entity', name: `new${index}`, document }];
  }
  const [name, document] = [...documents][each.entity % Math.max(documents.size, 1)] ?? [];
  if (name === undefined || !document) return [];
  if (each.do === 'dropEntity') return [{ kind: 'entity', name, document: null }];
  if (each.do === 'renameEntity') {
    const to = `called${index}`;
    return [
      { kind: 'entity', name: to, document: { ...document, $id: to, 'x-id': document['x-id'] ?? name } },
      { kind: 'entity', name, document: null },
    ];
  }
  const properties = changedFields(each, isObject(document.properties) ? document.properties : {}, index);
  return [{ kind: 'entity', name, document: { ...document, properties } }];
}

function changedFields(each: Step, properties: JsonObject, index: number): JsonObject {
  const all = Object.entries(properties);
  if (each.do === 'add') return { ...properties, [`added${index}`]: fieldTypes[each.type % fieldTypes.length] ?? {} };
  const chosen = each.field % Math.max(all.length, 1);
  return Object.fromEntries(
    all.flatMap(([name, field], place): [string, Json][] => {
      if (place !== chosen || !isObject(field)) return [[name, field]];
      const id = field['x-id'] ?? name;
      if (each.do === 'drop') return [];
      if (each.do === 'rename') return [[`called${index}`, { ...field, 'x-id': id }]];
      if (each.do === 'dropOption') return [[name, { ...field, ...withoutOption(field) }]];
      if (each.do === 'index') return [[name, { ...field, 'x-index': true }]];
      return [[name, { ...fieldTypes[each.type % fieldTypes.length], ...(id === name ? {} : { 'x-id': id }) }]];
    }),
  );
}

/** The first option goes; records that have it lose it, or get the default. */
function withoutOption({ enum: options }: JsonObject): JsonObject {
  return Array.isArray(options) && options.length > 1 ? { enum: options.slice(1) } : {};
}

/** Tables and rows, without what is parked and without what tells how often a row was written. */
async function state(): Promise<{ tables: unknown; rows: unknown }> {
  const tables = await introspect(server.workspace.db);
  const rows = new Map<string, unknown>();
  for (const { name, columns } of tables) {
    const shown = columns.filter((column) => !['version', 'updated_at', 'updated_by'].includes(column.name));
    const list = shown.map((column) => `"${column.name}"::text`).join(', ');
    const found = await client.query(`select ${list} from data."${name}"`);
    rows.set(name, found.map((row) => JSON.stringify(row)).sort());
  }
  const own = tables.map((table) => ({
    ...table,
    columns: table.columns.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  }));
  return { tables: own, rows };
}
