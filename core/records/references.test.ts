import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KilnError } from '../errors/KilnError.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { type TestRecords, testRecords } from '../testing/testRecords.ts';
import { batch } from './batch.ts';
import { create } from './create.ts';
import { get } from './get.ts';
import { remove } from './remove.ts';
import { restore } from './restore.ts';
import { update } from './update.ts';

function entity(name: string, properties: JsonObject, rest: JsonObject = {}): JsonObject {
  return { $schema: 'kiln:entity', $id: name, title: name, type: 'object', properties, ...rest };
}

const text = { type: 'string' };
const references = {
  one: { 'x-relation': { to: 'target' } },
  any: { 'x-relation': { to: ['target', 'source'] } },
  many: { 'x-relation': { to: 'target', many: true } },
};

let records: TestRecords;
beforeAll(async () => {
  records = await testRecords([
    entity('target', { name: text, code: { ...text, 'x-unique': 'ignoreCase' } }),
    entity('source', {
      name: text,
      twin: { 'x-relation': { to: 'source' } },
      ...references,
      lines: { 'x-children': { entity: 'line', field: 'parent' } },
    }),
    entity('line', {
      name: text,
      parent: { 'x-relation': { to: 'source', onDelete: 'cascade' } },
      ...references,
      parts: { 'x-children': { entity: 'part', field: 'line' } },
    }),
    entity('wide', { a: text, b: text, c: text }, { 'x-unique': [['a', 'b', 'c']] }),
    entity('part', { name: text, line: { 'x-relation': { to: 'line', onDelete: 'cascade' } } }),
  ]);
});
afterAll(() => records.close());

async function made(name: string, values: JsonObject): Promise<JsonObject & { id: string }> {
  return JSON.parse(await create(records.ctx, name, values));
}

async function pointers(writing: Promise<unknown>, code = 'KILN_INVALID'): Promise<string[]> {
  const error: unknown = await writing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof KilnError)) throw new Error('expected a KilnError', { cause: error });
  expect(error.code).toBe(code);
  return error.errors.map(({ pointer }) => pointer);
}

const nowhere = '0190aaaa-0000-7000-8000-00000000dead';

async function binned(): Promise<string> {
  const { id } = await made('target', { name: 'gone' });
  await remove(records.ctx, 'target', id);
  return id;
}

describe.each([
  ['nothing', async () => nowhere],
  ['the recycle bin', binned],
])('a relation to %s is refused where it stands', (_, idOf) => {
  const cases: [string, (id: string) => JsonObject, string][] = [
    ['to one', (id) => ({ one: id }), '/one'],
    ['to any', (id) => ({ any: id }), '/any'],
    ['to any, with its entity', (id) => ({ any: { entity: 'target', id } }), '/any'],
    ['to many', (id) => ({ many: [id] }), '/many/0'],
    ['of a line item', (id) => ({ lines: [{ name: 'a' }, { one: id }] }), '/lines/1/one'],
    ['of a line item, to any', (id) => ({ lines: [{ any: id }] }), '/lines/0/any'],
    ['of a line item, to many', (id) => ({ lines: [{ many: [id] }] }), '/lines/0/many/0'],
  ];

  test.each(cases)('%s', async (_name, valuesOf, pointer) => {
    const values = valuesOf(await idOf());
    const { ctx } = records;
    expect(await pointers(create(ctx, 'source', values))).toEqual([pointer]);
    expect(await pointers(create(ctx, 'source', [{ name: 'a' }, values, {}]))).toEqual([`/1${pointer}`]);
    const { id } = await made('source', { name: 'x' });
    expect(await pointers(update(ctx, 'source', id, values))).toEqual([pointer]);
    expect(JSON.parse(await get(ctx, 'source', id))).toMatchObject({ version: 1 });
  });
});

test('a record keeps its relations to the recycle bin, whatever else is changed', async () => {
  const { id: target } = await made('target', { name: 'soon gone' });
  const source = await made('source', { one: target, any: target, many: [target] });
  await remove(records.ctx, 'target', target);
  const same: JsonObject = { name: 'new', one: target, any: target, many: [target] };
  await update(records.ctx, 'source', source.id, same);
  await restore(records.ctx, 'target', target);
  expect(JSON.parse(await get(records.ctx, 'source', source.id))).toMatchObject({
    name: 'new',
    one: target,
    any: { entity: 'target', id: target },
    many: [target],
  });
});

test('records of one array may point at each other', async () => {
  const [first, second] = ['0190aaaa-0000-7000-8000-000000000001', '0190aaaa-0000-7000-8000-000000000002'];
  const body: Json = [
    { id: first, twin: second },
    { id: second, twin: first },
  ];
  const { data } = JSON.parse(await create(records.ctx, 'source', body));
  expect(data).toMatchObject([{ twin: second }, { twin: first }]);
});

test('line items keep their relations and line items of their own, when they are created and when they are changed', async () => {
  const { id: target } = await made('target', { name: 'T' });
  const line = { name: 'l', any: target, many: [target, target.toUpperCase()], parts: [{ name: 'p' }] };
  const source = await made('source', { lines: [line] });
  const select = 'lines(id,name,any,many,parts(id,name))';
  const read = async () => JSON.parse(await get(records.ctx, 'source', source.id, { select })).lines;
  const [saved] = await read();
  expect(saved).toMatchObject({ any: { entity: 'target', id: target }, many: [target], parts: [{ name: 'p' }] });
  const parts = [{ id: saved.parts[0].id, name: 'changed' }, { name: 'second' }];
  await update(records.ctx, 'source', source.id, { lines: [{ id: saved.id, many: [], parts }] });
  expect(await read()).toMatchObject([
    { id: saved.id, name: 'l', many: [], parts: [{ name: 'changed' }, { name: 'second' }] },
  ]);
});

describe('a restore brings back what went with the record, and not what had gone before', () => {
  const three = {
    lines: [{ name: 'first' }, { name: 'second', parts: [{ name: 'p' }, { name: 'q' }] }, { name: 'third' }],
  };
  const select = 'lines(id,name,parts(id,name))';
  const read = async (id: string) => JSON.parse(await get(records.ctx, 'source', id, { select })).lines;
  const left = [{ name: 'second', parts: [{ name: 'q' }] }, { name: 'third' }];

  /** Takes away the first line and a part of the second. */
  async function lessened(id: string): Promise<Json[]> {
    const [first, second] = await read(id);
    return [
      { op: 'delete', entity: 'line', id: first.id },
      { op: 'delete', entity: 'part', id: second.parts[0].id },
      { op: 'delete', entity: 'source', id },
    ];
  }

  test('in one batch', async () => {
    const { id } = await made('source', three);
    await batch(records.ctx, { operations: await lessened(id) });
    await restore(records.ctx, 'source', id);
    expect(await read(id)).toMatchObject(left);
  });

  test('within one millisecond, or by a clock that was set back', async () => {
    const { id } = await made('source', three);
    const [first] = await read(id);
    await remove(records.ctx, 'line', first.id);
    const soon = `now() + interval '1 hour'`;
    await records.db.query({ text: `update data.line set deleted_at = ${soon} where id = $1`, values: [first.id] });
    await remove(records.ctx, 'source', id);
    const moments = await records.db.query({
      text: `select distinct deleted_at - (select deleted_at from data.line where id = $2) from data.line where parent = $1 order by 1`,
      values: [id, first.id],
    });
    expect(moments).toEqual([['PT0S'], ['PT0.001S']]);
    await restore(records.ctx, 'source', id);
    expect(await read(id)).toMatchObject([{ name: 'second' }, { name: 'third' }]);
  });
});

test('of several records the one whose value is taken is pointed at', async () => {
  await made('target', { code: 'Taken' });
  const { ctx } = records;
  expect(
    await pointers(create(ctx, 'target', [{ code: 'a' }, { code: 'TAKEN' }, { code: 'b' }]), 'KILN_NOT_UNIQUE'),
  ).toEqual(['/1/code']);
  const body: Json = [{ name: 'x' }, { id: (await made('target', {})).id }];
  expect(await pointers(create(ctx, 'target', body), 'KILN_NOT_UNIQUE')).toEqual(['/1/id']);
});

test('texts that are too long together for a unique index are pointed at', async () => {
  // Without repetition, for what repeats itself is compressed until it fits.
  const long = (start: number) =>
    Array.from({ length: 500 }, (_, i) => String.fromCharCode(0x4e00 + ((start + i * 7_919) % 20_000))).join('');
  const wide = { a: long(1), b: long(2), c: long(3) };
  expect(await pointers(create(records.ctx, 'wide', wide))).toEqual(['/a', '/b', '/c']);
  expect(await pointers(create(records.ctx, 'wide', [wide]))).toEqual(['/0/a', '/0/b', '/0/c']);
  const { id } = await made('wide', { a: 'x', b: 'y', c: 'z' });
  expect(await pointers(update(records.ctx, 'wide', id, wide))).toEqual(['/a', '/b', '/c']);
});
