import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { compile } from '../model/compile.ts';
import type { Model } from '../model/types.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { readParked } from '../workspace/readParked.ts';
import { worstRisk } from './operations.ts';
import { plan } from './plan.ts';
import { render } from './render.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(() =>
  database.db.script('drop schema data cascade; create schema data; drop schema if exists parked cascade'),
);

const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;

function model(entities: Record<string, { properties: JsonObject } & JsonObject>): Model {
  return compile(
    Object.entries(entities).map(([name, document]) => ({
      kind: 'entity',
      name,
      package: 'test',
      document: { $schema: 'kiln:entity', $id: name, title: name, type: 'object', ...document },
    })),
  );
}

const person = (properties: JsonObject, rest: JsonObject = {}) => model({ person: { properties, ...rest } });

async function migrate(from: Model | undefined, to: Model) {
  const { operations } = plan(from, to, await readParked(database.db));
  await database.db.withTx(async (tx) => {
    for (const text of operations.flatMap((operation) => render(operation))) await tx.query({ text, values: [] });
  });
  return { operations, risk: worstRisk(operations), ops: operations.map((operation) => operation.op) };
}

async function insert(table: string, row: JsonObject): Promise<void> {
  const columns = { created_at: '2026-01-01', updated_at: '2026-01-01', ...row };
  const names = Object.keys(columns)
    .map((name) => `"${name}"`)
    .join();
  const text = `insert into data."${table}" (${names})
    select ${names} from json_populate_record(null::data."${table}", $1::json)`;
  await database.db.query({ text, values: [JSON.stringify(columns)] });
}

async function values(table: string, columns: string): Promise<(string | null)[][]> {
  return database.db.query({ text: `select ${columns} from data."${table}" order by id`, values: [] });
}

const text = { type: 'string' };

describe('names', () => {
  test('a rename keeps values, and two fields may change names', async () => {
    const before = person({ first: text, last: { type: 'string', 'x-unique': true } });
    await migrate(undefined, before);
    await insert('person', { id: id(1), first: 'Ming', last: 'Li' });
    const after = person({
      last: { type: 'string', 'x-id': 'first' },
      first: { type: 'string', 'x-id': 'last', 'x-unique': true },
    });
    expect((await migrate(before, after)).risk).toBe('safe');
    expect(await values('person', 'last, first')).toEqual([['Ming', 'Li']]);
  });

  test('a renamed entity keeps its records, and polymorphic relations follow', async () => {
    const note = { properties: { about: { 'x-relation': { to: '*' } } } };
    const before = model({ person: { properties: { name: text } }, note });
    await migrate(undefined, before);
    await insert('person', { id: id(1), name: 'Ada' });
    await insert('note', { id: id(2), about: id(1), about_entity: 'person' });
    const after = model({ contact: { 'x-id': 'person', properties: { name: text } }, note });
    await migrate(before, after);
    expect(await values('contact', 'name')).toEqual([['Ada']]);
    expect(await values('note', 'about_entity')).toEqual([['contact']]);
  });
});

describe('parking', () => {
  test('a field that goes comes back with its values', async () => {
    const before = person({ name: text, fax: { type: 'string', 'x-unique': true } }, { required: ['fax'] });
    const without = person({ name: text });
    await migrate(undefined, before);
    await insert('person', { id: id(1), name: 'Ada', fax: '1' });
    const gone = await migrate(before, without);
    expect(gone.risk).toBe('loses data');
    await insert('person', { id: id(2), name: 'Bob' });
    const optional = person({ name: text, telefax: { type: 'string', 'x-id': 'fax', 'x-unique': true } });
    expect((await migrate(without, optional)).ops).toEqual(['unparkColumn', 'addIndex']);
    expect(await values('person', 'name, telefax')).toEqual([
      ['Ada', '1'],
      ['Bob', null],
    ]);
  });

  test('an entity that goes comes back with its records and lists; what points at nothing then is empty', async () => {
    const tag = { properties: { name: text } };
    const account = { properties: { name: text } };
    const withAll = model({
      tag,
      account,
      person: {
        properties: {
          name: text,
          account: { 'x-relation': { to: 'account' } },
          tags: { 'x-relation': { to: 'tag', many: true } },
        },
      },
    });
    const without = model({ tag, account });
    await migrate(undefined, withAll);
    await insert('account', { id: id(1), name: 'Acme' });
    await insert('tag', { id: id(2), name: 'vip' });
    await insert('tag', { id: id(3), name: 'old' });
    await insert('person', { id: id(4), name: 'Ada', account: id(1) });
    for (const [position, target] of [id(2), id(3)].entries()) {
      await database.db.query({
        text: 'insert into data.person__tags (source, target, position) values ($1, $2, $3)',
        values: [id(4), target, position],
      });
    }
    await migrate(withAll, without);
    await database.db.script(`delete from data.account; delete from data.tag where name = 'old'`);
    const back = await migrate(without, withAll);
    expect(back.ops.filter((op) => op === 'unparkTable')).toHaveLength(2);
    expect(await values('person', 'name, account')).toEqual([['Ada', null]]);
    expect(await database.db.query({ text: 'select target from data.person__tags', values: [] })).toEqual([[id(2)]]);
  });

  test('the same field may be parked again and again with other types', async () => {
    const steps = [
      { type: 'string', format: 'encrypted' },
      { type: 'boolean' },
      { type: 'string', format: 'encrypted' },
      { type: 'boolean' },
    ];
    let before: Model | undefined;
    for (const field of steps) {
      const next = person({ name: text, odd: field });
      await migrate(before, next);
      before = next;
    }
    expect((await readParked(database.db)).columns.map(({ shape }) => shape.name)).toEqual(['odd', 'odd_bidx']);
  });
});

describe('types', () => {
  test('values become the new type', async () => {
    const before = person({ age: { type: 'integer' }, name: text });
    await migrate(undefined, before);
    await insert('person', { id: id(1), age: 41, name: 'x' });
    const after = person({ age: text, name: { type: 'string', format: 'multiline' } });
    const { operations, risk } = await migrate(before, after);
    expect(risk).toBe('rewrites');
    // text and multiline keep the same column.
    expect(operations.map(({ field }) => field)).toEqual(['age']);
    expect(await values('person', 'age')).toEqual([['41']]);
  });

  test('what does not fit is lost, and asked about before', async () => {
    const before = person({ age: text });
    await migrate(undefined, before);
    await insert('person', { id: id(1), age: '41' });
    await insert('person', { id: id(2), age: 'old' });
    const { operations, risk } = await migrate(before, person({ age: { type: 'integer' } }));
    expect(risk).toBe('loses data');
    expect(operations[0]?.affected).toContain('"age" is not null');
    expect(await values('person', 'age')).toEqual([['41'], [null]]);
  });

  test('fewer digits lose data, more do not', () => {
    const money = (scale: number) => person({ price: { type: 'number', format: 'money', 'x-scale': scale } });
    expect(worstRisk(plan(money(4), money(2)).operations)).toBe('loses data');
    expect(worstRisk(plan(money(2), money(4)).operations)).not.toBe('safe');
  });
});

describe('required and defaults', () => {
  test('a new required field with a default fills the records that are there', async () => {
    const before = person({ name: text });
    await migrate(undefined, before);
    await insert('person', { id: id(1), name: 'Ada' });
    const fields: JsonObject = {
      name: text,
      stage: { type: 'string', enum: ["it's", 'b'], default: "it's" },
      tags: { type: 'array', items: { type: 'string' }, default: ['a,b', '"'] },
      rank: { type: 'integer', default: 3 },
    };
    const { risk } = await migrate(before, person(fields, { required: ['stage', 'rank'] }));
    expect(risk).toBe('safe');
    expect(await values('person', 'stage, tags, rank')).toEqual([["it's", '{"a,b","\\""}', '3']]);
  });

  test('without a default it only works where nothing is empty', async () => {
    const before = person({ name: text });
    const after = person({ name: text, code: text }, { required: ['code'] });
    await migrate(undefined, before);
    const { operations, risk } = await migrate(before, after);
    expect(operations.map((operation) => operation.op)).toEqual(['addColumn', 'setNotNull']);
    expect(risk).toBe('locks');
    await migrate(after, before);
    await insert('person', { id: id(1), name: 'Ada' });
    await expect(migrate(before, after)).rejects.toThrow();
  });
});

test('risks: what happens at start without asking, and what does not', () => {
  const base = person({ name: text, stage: { type: 'string', enum: ['a', 'b'] } });
  const risk = (to: Model) => worstRisk(plan(base, to).operations);
  const stage = { type: 'string', enum: ['a', 'b'] };
  expect(risk(person({ name: text, stage, note: text }))).toBe('safe');
  expect(risk(person({ name: text, stage, code: { type: 'string', 'x-unique': true } }))).toBe('safe');
  expect(risk(person({ name: text, stage, boss: { 'x-relation': { to: 'person' } } }))).toBe('safe');
  expect(risk(person({ name: { type: 'string', 'x-unique': true }, stage }))).toBe('locks');
  expect(risk(person({ name: { type: 'string', 'x-index': true }, stage }))).toBe('locks');
  expect(risk(person({ name: text, stage }, { 'x-search': ['name'] }))).toBe('rewrites');
  expect(risk(person({ name: text, stage: { type: 'string', enum: ['a'] } }))).toBe('loses data');
  expect(risk(person({ name: text }))).toBe('loses data');
  expect(risk(person({ name: { type: 'string', title: 'Full name' }, stage }))).toBe('safe');
});
