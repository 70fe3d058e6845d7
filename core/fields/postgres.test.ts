import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../lib/json.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { fieldTypes, inferFieldType } from './fieldTypes.ts';
import type { FieldSchema, FieldType } from './types.ts';
import { valueCases } from './valueCases.testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function jsonOf(text: string, ...values: unknown[]): Promise<Json> {
  const [row] = await database.db.query({ text, values });
  return JSON.parse(row?.[0] ?? 'null');
}

describe('what the API takes, Postgres takes and gives back', () => {
  /** Types whose values Postgres writes in its own way. */
  const rewritten = ['dateTime', 'time', 'duration', 'user', 'encrypted'];
  const stored = valueCases.filter(({ schema }) => inferFieldType(schema)?.columns(schema, 'c').length);

  it.each(stored)('$type $schema', async ({ type: name, schema, valid }) => {
    const type = inferFieldType(schema);
    const columns = type?.columns(schema, 'c') ?? [];
    await database.db.script(`
      drop table if exists data.probe;
      create table data.probe (position integer, ${columns.map((column) => `${column.name} ${column.type}`).join(', ')})`);
    const rows = [...valid, null].map((value, position) => ({
      position,
      ...(value !== null && type?.toColumns ? type.toColumns(value, schema, 'c') : { c: value }),
    }));
    const names = columns.map((column) => column.name).join(', ');
    const read = type?.read?.((column) => `p.${column.name}`, schema, 'c') ?? 'p.c';
    await database.db.query({
      text: `insert into data.probe (position, ${names}) select position, ${names} from json_to_recordset($1)
        as r(position integer, ${columns.map((column) => `${column.name} ${column.type}`).join(', ')})`,
      values: [JSON.stringify(rows)],
    });
    const back = await jsonOf(
      `select json_agg(r.v order by r.position) from (select position, ${read} as v from data.probe p) r`,
    );
    if (!rewritten.includes(name) && type?.toColumns === undefined)
      expect(back).toEqual([...valid, null].map(unsigned));
    const printed = await database.db.query({
      text: 'select format_type(atttypid, atttypmod) from pg_attribute where attrelid = $1::regclass and attnum > 1 order by attnum',
      values: ['data.probe'],
    });
    expect(printed.map(([printedType]) => printedType)).toEqual(columns.map((column) => column.type));
  });
});

/** JSON has no -0 in Postgres. */
function unsigned(value: Json): Json {
  return value === 0 ? 0 : value;
}

const anyText = [
  ...[
    '',
    ' ',
    '1',
    ' 12 ',
    '-7',
    '+3',
    '1.5',
    '.5',
    '1.',
    '1e5',
    '1e400',
    '0x1F',
    '1_000',
    'NaN',
    'Infinity',
    '-infinity',
  ],
  ...['99999999999999999999', '999999999999999', '9007199254740993', '-9223372036854775809', '0.00000000000000000001'],
  ...['99999999999.99999', '9'.repeat(400), '4', '10', '11', 'true', 'YES', ' off ', '是', 'maybe'],
  ...[
    '2024-02-29',
    '2024-02-30',
    '0000-01-01',
    '2024-13-01',
    '9999-12-31',
    '10000-01-01',
    'today',
    'epoch',
    'now',
    '01/02/2024',
  ],
  ...[
    '2024-02-29T10:00:00Z',
    '2024-02-30T10:00:00Z',
    '2024-01-01T00:00:00+14:00',
    '2024-01-01T00:00:00+14:59',
    '2024-01-01T25:00:00Z',
  ],
  ...[
    '9999-12-31T23:59:59.9999-14:00',
    '1000-01-01T00:00:00+14:00',
    '2016-12-31T23:59:60Z',
    '24:00',
    '23:59:60',
    '09:30',
    'noon',
  ],
  ...[
    'P',
    'PT',
    'P1D',
    'PT1H30M',
    'P999999999999Y',
    'P9Y99999M999999DT9999999H',
    'PT999999999S',
    '1 day',
    'P-1D',
    'P2W',
  ],
  ...[
    '#12aBff',
    '#fff',
    'https://example.com',
    'javascript:alert(1)',
    ' https://example.com',
    "it's",
    '\\',
    '{',
    '{"a":1}',
    '[1',
    'null',
  ],
  ...[
    '01890a5d-ac96-774b-bcce-b302099a8057',
    '{01890a5d-ac96-774b-bcce-b302099a8057}',
    '张三',
    'a\nb',
    '%s',
    '\u0001',
    '𝒳',
  ],
];

const extremes: Readonly<Record<string, readonly Json[]>> = {
  bigint: [0, 5, 11, -1, 40_000, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
  smallint: [0, 1, 10],
  'numeric(15,4)': [0, 99_999_999_999.9999, -99_999_999_999.9999, 0.5, 4.4999],
  'numeric(15,2)': [0, 9_999_999_999_999.99, -9_999_999_999_999.99, 10.5],
  'text[]': [[], [''], ['a', 'b'], ['a, b', 'NULL', '"', '\\', '{}']],
  'timestamp(3) with time zone': ['1000-01-02T00:00:00Z', '9999-12-30T23:59:59.999Z', '2024-06-30T23:59:59.999Z'],
  date: ['1000-01-02', '9999-12-30'],
  jsonb: [
    {},
    [],
    [{}],
    [null],
    { type: null },
    { type: 'image/png', name: 'a.png' },
    [{ type: 'image/png' }, { type: 'x' }],
    'text',
    1,
    true,
  ],
};

function samples(source: FieldType): Json[] {
  const column = source.columns({}, 'c')[0]?.type ?? '';
  const ofType = valueCases
    .filter(({ type, schema }) => type === source.name && source.columns(schema, 'c')[0]?.type === column)
    .flatMap(({ valid }) => valid);
  const nasty = column === 'text' ? anyText : (extremes[column] ?? []);
  return [null, ...ofType, ...nasty];
}

const targets: readonly [string, FieldSchema][] = [
  ...[...fieldTypes.keys()].map((name): [string, FieldSchema] => [name, {}]),
  ['decimal', { 'x-scale': 0 }],
  ['decimal', { 'x-scale': 10 }],
  ['money', { 'x-scale': 3 }],
];
const pairs = targets.flatMap(([name, schema]) =>
  Object.keys(fieldTypes.get(name)?.casts ?? {}).map((source) => ({ source, target: name, schema })),
);

/** Types of which every value that a cast yields must be one that the API takes. Texts keep what they held. */
const strict = [
  'integer',
  'decimal',
  'money',
  'percent',
  'boolean',
  'date',
  'dateTime',
  'time',
  'duration',
  'color',
  'user',
];

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

async function converted(
  source: FieldType,
  target: FieldType,
  schema: FieldSchema,
  values: readonly Json[],
): Promise<Json[]> {
  const from = source.columns({}, 'c')[0]?.type;
  const to = target.columns(schema, 'c')[0]?.type;
  const using = target.casts[source.name]?.using('"c"', schema);
  const rows = JSON.stringify(values.map((value, position) => ({ position, c: value })));
  const result = await jsonOf(
    `select json_agg(r.v order by position) from
       (select position, (${using})::${to} as v from json_to_recordset($1) as s(position integer, c ${from})) r`,
    rows,
  );
  return Array.isArray(result) ? result : [];
}

describe('a cast', () => {
  it.each(pairs)('from $source to $target $schema raises for no value', async ({ source, target, schema }) => {
    const [before, after] = [fieldTypes.get(source), fieldTypes.get(target)];
    if (!before || !after) throw new Error('unknown type');
    const values = samples(before);
    const results = await converted(before, after, schema, values);
    expect(results).toHaveLength(values.length);
    expect(results[0]).toBe(null);
    const takes = ajv.compile(
      after.valueSchema({ enum: ['a'], items: { enum: ['a'] }, ...schema }) satisfies AnySchema,
    );
    for (const [index, result] of results.entries()) {
      const value = values[index] ?? null;
      const told = `${JSON.stringify(value)} became ${JSON.stringify(result)}`;
      if (strict.includes(target) && result !== null) expect(takes(result), told).toBe(true);
      const { loses } = after.casts[source] ?? {};
      if ((loses === 'nothing' || loses === 'form') && isHeld(before, value)) expect(result, told).not.toBe(null);
    }
  });

  it('from text raises for no text at all', async () => {
    const pieces = fc.constantFrom(
      ...'0123456789+-.:TZPYMDWHS eE#xabf'.split(''),
      '2024-',
      '-02-',
      'https://',
      '00:00',
      'PT',
      '٣',
      '１',
    );
    const texts = fc.sample(
      fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
      3000,
    );
    const text = fieldTypes.get('text');
    for (const target of fieldTypes.values()) {
      if (text && target.casts.text) await converted(text, target, {}, [...texts, ...anyText]);
    }
  });

  const meanings: readonly [string, string, Json, Json, FieldSchema?][] = [
    ['text', 'integer', ' 12 ', 12],
    ['text', 'integer', '12.5', null],
    ['text', 'money', '12.345', 12.35],
    ['text', 'money', '99999999999999', null],
    ['text', 'boolean', 'Yes', true],
    ['text', 'date', '2024-02-30', null],
    ['text', 'date', '2024-02-29', '2024-02-29'],
    ['text', 'dateTime', '2024-01-01T08:00:00+08:00', '2024-01-01T00:00:00+00:00'],
    ['text', 'time', '09:30', '09:30:00'],
    ['text', 'duration', 'PT90M', 'PT1H30M'],
    ['text', 'tags', 'vip', ['vip']],
    ['text', 'url', 'javascript:alert(1)', null],
    ['text', 'select', 'gone', null, { enum: ['a'] }],
    ['text', 'select', ' A ', 'a', { enum: ['a'] }],
    ['text', 'select', 'Closed won', 'won', { enum: ['won'], 'x-options': { won: { title: 'Closed won' } } }],
    ['text', 'email', ' a@example.com ', 'a@example.com'],
    ['text', 'email', 'nobody', null],
    ['text', 'url', 'example.com/a', 'https://example.com/a'],
    ['text', 'phone', '+86 138 0013 8000', '+86 138 0013 8000'],
    ['text', 'phone', 'none', null],
    ['integer', 'phone', 13_800_138_000, '13800138000'],
    ['text', 'money', '$1,234.50', 1234.5],
    ['text', 'percent', '12.5 %', 12.5],
    ['text', 'integer', '1,234', 1234],
    ['text', 'integer', '12.00', 12],
    ['text', 'date', '2024年3月14日', '2024-03-14'],
    ['text', 'date', '2024-03-14T10:00:00Z', '2024-03-14'],
    ['text', 'dateTime', '2024-03-14', '2024-03-14T00:00:00+00:00'],
    ['text', 'dateTime', '2024-03-14 09:30', '2024-03-14T09:30:00+00:00'],
    ['text', 'tags', 'a, b;c\na', ['a', 'b', 'c']],
    ['text', 'multiSelect', 'A, x', ['a'], { items: { enum: ['a', 'b'] } }],
    ['text', 'personName', 'Ada Marie Li', { first: 'Ada Marie', last: 'Li' }],
    ['text', 'personName', '李明', { last: '李明' }],
    ['text', 'geoPoint', '31.23, 121.47', { lat: 31.23, lng: 121.47 }],
    ['text', 'geoPoint', '91, 0', null],
    ['text', 'json', '{"a": 1}', { a: 1 }],
    ['json', 'text', 'a', 'a'],
    ['json', 'integer', 12, 12],
    ['json', 'tags', ['a', 1], ['a', '1']],
    ['json', 'address', { city: '深圳市' }, { city: '深圳市' }],
    ['json', 'address', { city: 1 }, null],
    ['json', 'geoPoint', { lat: 1, lng: 2 }, { lat: 1, lng: 2 }],
    ['integer', 'select', 1, '1', { enum: ['1'] }],
    ['date', 'tags', '2024-03-14', ['2024-03-14']],
    ['tags', 'email', ['x', 'a@example.com'], null],
    ['files', 'text', [{ name: 'a.pdf' }, { name: 'b.pdf' }], 'a.pdf, b.pdf'],
    ['text', 'address', '1 Main St', { street: '1 Main St' }],
    ['text', 'json', 'a', 'a'],
    ['integer', 'decimal', 12, 12],
    ['integer', 'decimal', Number.MAX_SAFE_INTEGER, null],
    ['integer', 'rating', 11, null],
    ['integer', 'boolean', 2, true],
    ['decimal', 'integer', 2.5, 3],
    ['decimal', 'text', 12.5, '12.5'],
    ['decimal', 'decimal', 99_999_999_999, null, { 'x-scale': 10 }],
    ['decimal', 'decimal', 1.2345, 1.2, { 'x-scale': 1 }],
    ['boolean', 'text', true, 'true'],
    ['boolean', 'integer', true, 1],
    ['date', 'dateTime', '2024-02-29', '2024-02-29T00:00:00+00:00'],
    ['dateTime', 'date', '2024-02-29T23:59:59Z', '2024-02-29'],
    ['dateTime', 'time', '2024-02-29T23:59:59.999Z', '23:59:59'],
    ['dateTime', 'text', '2024-02-29T23:59:59.5Z', '2024-02-29T23:59:59.500Z'],
    ['duration', 'text', 'P1DT2H', 'P1DT2H'],
    ['select', 'multiSelect', 'a', ['a'], { items: { enum: ['a'] } }],
    ['multiSelect', 'select', ['b', 'a'], 'b', { enum: ['a', 'b'] }],
    ['tags', 'text', ['a', 'b'], 'a, b'],
    ['tags', 'text', [], null],
    ['personName', 'text', { first: 'Ada', last: 'Li' }, 'Ada Li'],
    ['geoPoint', 'text', { lat: 1.5, lng: 2 }, '1.5, 2'],
    ['file', 'files', { id: 'x' }, [{ id: 'x' }]],
    ['images', 'image', [{ id: 'x' }, { id: 'y' }], { id: 'x' }],
    ['file', 'image', { id: 'x', type: 'application/pdf' }, null],
    [
      'files',
      'images',
      [
        { id: 'x', type: 'image/png' },
        { id: 'y', type: 'a/b' },
      ],
      [{ id: 'x', type: 'image/png' }],
    ],
  ];
  it.each(meanings)('from %s to %s turns %j into %j', async (source, target, value, result, schema = {}) => {
    const [before, after] = [fieldTypes.get(source), fieldTypes.get(target)];
    if (!before || !after) throw new Error('unknown type');
    expect(await converted(before, after, schema, [value])).toEqual([result]);
  });
});

/**
 * True for a value that a field of this type can hold and that says something. Of others, a cast need only not raise.
 */
function isHeld(source: FieldType, value: Json): boolean {
  if (value === null || JSON.stringify(value) === '[]' || (typeof value === 'string' && value.trim() === ''))
    return false;
  return ajv.compile(source.valueSchema({ enum: ['a'], items: { enum: ['a'] } }))(value) === true;
}

describe('the text to search in', () => {
  it.each([
    ['personName', { last: '李', first: '明' }, ['李明', '明']],
    ['personName', { first: 'Ada', middle: 'M', last: 'Li' }, ['Ada M Li', 'Li Ada']],
    ['address', { city: '深圳市', street: '科技园路' }, ['深圳市', '科技园路']],
  ])('of a %s %j is immutable and holds %j', async (name, value, parts) => {
    const sql = fieldTypes.get(name)?.searchText?.('c') ?? '';
    await database.db.script(`
      drop table if exists data.probe;
      create table data.probe (c jsonb, found text generated always as (${sql}) stored)`);
    const text = await jsonOf(
      'insert into data.probe (c) values ($1), (null) returning to_json(found)',
      JSON.stringify(value),
    );
    for (const part of parts) expect(text).toContain(part);
  });
});
