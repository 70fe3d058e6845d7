import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldTypes, inferFieldType } from '../fields/fieldTypes.ts';
import { plainTypes } from '../fields/plainTypes.ts';
import { valueCases } from '../fields/valueCases.testing.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { given, id, migrating, moment, thing } from '../testing/migrating.ts';

const { migrate, insert, values, set, parked, wipe } = migrating();
const text = { type: 'string' };

/** One schema of each type whose values stand in one column. */
const schemas = new Map<string, JsonObject>(
  plainTypes
    .filter((type) => !['encrypted', 'user'].includes(type.name))
    .map((type) => {
      const known = valueCases.find((each) => each.type === type.name);
      return [type.name, { ...JSON.parse(JSON.stringify(known?.schema ?? {})), 'x-type': type.name }];
    }),
);

function samples(type: string): readonly Json[] {
  const schema = schemas.get(type);
  const [file, other] = [
    { id: id(1), name: 'a.png', size: 1, type: 'image/png' },
    { id: id(2), name: 'b.png', size: 2, type: 'image/png' },
  ];
  if (type === 'file' || type === 'image') return [null, file];
  if (type === 'files' || type === 'images') return [null, [file, other], [file]];
  const cases = valueCases.filter((each) => each.type === type && inferFieldType(each.schema)?.name === type);
  const own = cases.filter((each) => JSON.stringify({ ...each.schema, 'x-type': type }) === JSON.stringify(schema));
  return [null, ...own.flatMap((each) => each.valid)]
    .filter((value) => !JSON.stringify(value).includes('\\u0000'))
    .slice(0, 8);
}

describe('every way from one type to another, and back', () => {
  const targets = [...schemas.keys()];
  test.each(targets)('to %s', async (target) => {
    const casts = fieldTypes.get(target)?.casts ?? {};
    const sources = [...schemas.keys()].filter((type) => type !== target && casts[type]);
    if (sources.length === 0) return;
    const name = (type: string) => `from${type[0]?.toUpperCase()}${type.slice(1)}`;
    const fields = (schemaOf: (type: string) => JsonObject) =>
      Object.fromEntries(sources.map((type) => [name(type), schemaOf(type)]));
    const before = thing(fields((type) => schemas.get(type) ?? {}));
    const after = thing(fields(() => schemas.get(target) ?? {}));
    await migrate(undefined, before);
    const rows = Array.from({ length: 8 }, (_, index) =>
      Object.fromEntries(
        sources.map((type) => [
          before.entities.get('thing')?.fields.get(name(type))?.column ?? '',
          samples(type)[index] ?? null,
        ]),
      ),
    );
    await insert('thing', ...rows);
    const columns = Object.keys(rows[0] ?? {});
    const held = await values('thing', ...columns);
    await migrate(before, after);
    await migrate(after, before);
    expect(await values('thing', ...columns)).toEqual(held);
    expect((await parked()).columns.filter(({ made }) => made && made.fieldType === target)).toEqual([]);
  });
});

describe('what does not fit', () => {
  const before = thing({ age: text });
  const after = thing({ age: { type: 'integer', default: 7 } });

  async function begin(): Promise<void> {
    await migrate(undefined, before);
    await insert('thing', { age: ' 41 ' }, { age: 'old' }, { age: '' }, { age: null });
  }

  test('is counted with examples, kept aside, and comes back where nobody has changed it since', async () => {
    await begin();
    const [change] = await migrate(before, after);
    expect(change).toMatchObject({
      rows: 3,
      risk: 'loses data',
      choice: 'park',
      unfit: { rows: 1, examples: [{ id: id(2), value: 'old' }] },
    });
    expect(await values('thing', 'age')).toEqual([41, null, null, null]);
    await set('thing', 'age', 4, '12');
    const [kept] = (await parked()).columns;
    expect(kept).toMatchObject({
      parkedAt: moment.at,
      changeSet: moment.changeSet,
      made: { type: 'bigint', fieldType: 'integer' },
    });
    await migrate(after, before);
    expect(await values('thing', 'age')).toEqual([' 41 ', 'old', '', '12']);
    expect((await parked()).columns).toEqual([]);
  });

  test('of a value that was changed since, the change counts', async () => {
    await begin();
    await migrate(before, after);
    await set('thing', 'age', 1, '42');
    await set('thing', 'age', 2, '43');
    await migrate(after, before);
    expect(await values('thing', 'age')).toEqual(['42', '43', '', null]);
  });

  test('gets the default where that is wanted', async () => {
    await begin();
    await migrate(before, after, given({ 'thing.age': { unfit: 'default' } }));
    expect(await values('thing', 'age')).toEqual([41, 7, 7, null]);
    await migrate(after, before);
    expect(await values('thing', 'age')).toEqual([' 41 ', 'old', '', null]);
  });

  test('of a sensitive field is counted, but not shown', async () => {
    const secret = thing({ age: { type: 'string', 'x-sensitive': true } });
    await migrate(undefined, secret);
    await insert('thing', { age: 'old' });
    const [change] = await migrate(secret, after);
    expect(change).toMatchObject({ unfit: { rows: 1, examples: [{ id: id(1), value: '••••••••' }] } });
  });

  test('becomes what the map says', async () => {
    await begin();
    const map = new Map([
      ['old', '99'],
      [' 41 ', null],
    ]);
    const [change] = await migrate(before, after, given({ 'thing.age': { map } }));
    expect(change).toMatchObject({ unfit: { rows: 0 } });
    expect(await values('thing', 'age')).toEqual([null, 99, null, null]);
    await migrate(after, before);
    expect(await values('thing', 'age')).toEqual([' 41 ', 'old', '', null]);
  });

  test('a map may be long and say anything', async () => {
    await begin();
    const odd: [string, string | null][] = [
      ["'; drop table data.thing; --", '1'],
      ['__proto__', '2'],
      ['a\0b', '3'],
      ['\ud800', '4'],
      ['old', 'not a number'],
    ];
    const many = Array.from({ length: 10_000 }, (_, n): [string, string] => [`value ${n}`, `${n}`]);
    await insert('thing', ...odd.slice(0, 2).map(([age], n) => ({ id: id(n + 11), age })), {
      id: id(20),
      age: 'value 9999',
    });
    const [change] = await migrate(before, after, given({ 'thing.age': { map: new Map([...odd, ...many]) } }));
    expect(change).toMatchObject({ unfit: { rows: 1 } });
    expect(await values('thing', 'age')).toEqual([41, null, null, null, 1, 2, 9999]);
  });

  test('where everything fits, nothing is lost', async () => {
    await migrate(undefined, before);
    await insert('thing', { age: '41' });
    const [change] = await migrate(before, after);
    expect(change).toMatchObject({ risk: 'rewrites', unfit: { rows: 0, examples: [] } });
  });

  test('a required field takes its default, and becomes what it was', async () => {
    const strict = (schema: JsonObject) => thing({ age: schema }, { required: ['age'] });
    await migrate(undefined, strict(text));
    await insert('thing', { age: '41' }, { age: 'old' });
    await migrate(strict(text), strict({ type: 'integer', default: 7 }));
    expect(await values('thing', 'age')).toEqual([41, 7]);
    await migrate(strict({ type: 'integer', default: 7 }), strict(text));
    expect(await values('thing', 'age')).toEqual(['41', 'old']);
  });

  test('a required field without one is refused, and nothing has happened', async () => {
    const strict = (schema: JsonObject) => thing({ age: schema }, { required: ['age'] });
    await migrate(undefined, strict(text));
    await insert('thing', { age: 'old' });
    await expect(migrate(strict(text), strict({ type: 'integer' }))).rejects.toThrow('set not null');
    expect(await values('thing', 'age')).toEqual(['old']);
  });
});

test('unique and indexed fields, names and searched texts change at the same time', async () => {
  const before = thing(
    { code: { type: 'string', 'x-unique': true }, note: { type: 'string', 'x-index': true } },
    { 'x-search': ['code', 'note'] },
  );
  const after = thing({
    number: { type: 'integer', 'x-id': 'code', 'x-unique': true },
    code: { type: 'string', format: 'email', 'x-id': 'note', 'x-index': true },
  });
  await migrate(undefined, before);
  await insert('thing', { code: '7', note: 'a@example.com' }, { code: 'x', note: 'nobody' });
  await migrate(before, after);
  expect(await values('thing', 'number', 'code')).toEqual([
    [7, 'a@example.com'],
    [null, null],
  ]);
  await migrate(after, before);
  expect(await values('thing', 'code', 'note')).toEqual([
    ['7', 'a@example.com'],
    ['x', 'nobody'],
  ]);
});

test('money keeps its amounts beside the currency of the record', async () => {
  const currency = { type: 'string', enum: ['EUR', 'CNY'] };
  const before = thing({
    currency,
    price: { type: 'number', format: 'money', 'x-scale': 4, 'x-currency': { field: 'currency' } },
  });
  const after = thing({ currency, price: { type: 'number', format: 'money', 'x-currency': { field: 'currency' } } });
  await migrate(undefined, before);
  await insert('thing', { currency: 'EUR', price: 1.2345 }, { currency: 'CNY', price: 2 });
  await migrate(before, after);
  expect(await values('thing', 'price', 'currency')).toEqual([
    [1.23, 'EUR'],
    [2, 'CNY'],
  ]);
  await migrate(after, before);
  expect(await values('thing', 'price')).toEqual([1.2345, 2]);
});

test('a stored formula becomes a field that keeps its values, of its own type or another', async () => {
  const before = thing({
    a: { type: 'integer' },
    twice: { type: 'integer', 'x-formula': 'a * 2' },
    label: { type: 'string', 'x-formula': 'string(a)' },
  });
  const after = thing({ a: { type: 'integer' }, twice: { type: 'integer' }, label: { type: 'integer' } });
  await migrate(undefined, before);
  await insert('thing', { a: 2 }, { a: null });
  await migrate(before, after);
  expect(await values('thing', 'twice', 'label')).toEqual([
    [4, 2],
    [null, null],
  ]);
});

test('ways that lose nothing give back any value', { timeout: 60_000 }, async () => {
  const number = fc.integer({ min: -999_999_999, max: 999_999_999 });
  const arbitraries: Readonly<Record<string, fc.Arbitrary<Json>>> = {
    text: fc.string({ unit: 'grapheme', maxLength: 50 }).filter((value) => !value.includes('\0')),
    integer: fc.maxSafeInteger(),
    decimal: number.map((value) => value / 10_000),
    boolean: fc.boolean(),
    date: fc
      .date({ min: new Date('1000-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
      .map((value) => value.toISOString().slice(0, 10)),
    dateTime: fc
      .date({ min: new Date('1000-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
      .map((value) => value.toISOString().replace('Z', '+00:00')),
    tags: fc.uniqueArray(
      fc.string({ minLength: 1, maxLength: 20 }).filter((value) => !value.includes('\0')),
      { minLength: 1, maxLength: 4 },
    ),
    address: fc.record({
      city: fc.string({ minLength: 1 }).filter((value) => !value.includes('\0')),
      street: fc.constant('1 Main St'),
    }),
  };
  for (const [source, arbitrary] of Object.entries(arbitraries)) {
    const targets = [...schemas.keys()].filter((type) =>
      ['nothing', 'form'].includes(fieldTypes.get(type)?.casts[source]?.loses ?? ''),
    );
    const before = thing(Object.fromEntries(targets.map((_, index) => [`f${index}`, schemas.get(source) ?? {}])));
    const after = thing(Object.fromEntries(targets.map((type, index) => [`f${index}`, schemas.get(type) ?? {}])));
    const columns = targets.map((_, index) => `f${index}`);
    await wipe();
    await migrate(undefined, before);
    const sampled = fc.sample(arbitrary, 60);
    await insert('thing', ...sampled.map((value) => Object.fromEntries(columns.map((column) => [column, value]))));
    const held = await values('thing', ...columns);
    await migrate(before, after);
    await migrate(after, before);
    expect(await values('thing', ...columns), source).toEqual(held);
  }
});

test('sealed texts have no way, which the plan says; what was there is parked and comes back', async () => {
  const [open, sealed] = [thing({ secret: text }), thing({ secret: { type: 'string', format: 'encrypted' } })];
  await migrate(undefined, open);
  await insert('thing', { secret: 'x' });
  const [parked] = await migrate(open, sealed);
  expect(parked).toMatchObject({ op: 'parkColumn', rows: 1, params: { code: 'sealed' } });
  await set('thing', 'secret', 1, 'sealed');
  const operations = await migrate(sealed, open, given({ 'thing.secret': { unfit: 'refuse' } }));
  expect(operations.find((each) => each.op === 'parkColumn' && each.column.name === 'secret')).toMatchObject({
    choice: 'refuse',
    unfit: { rows: 1, examples: [{ value: '••••••••' }] },
  });
  expect(await values('thing', 'secret')).toEqual(['x']);
});
