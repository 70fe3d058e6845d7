import type { Json } from '../lib/json.ts';
import type { FieldSchema } from './types.ts';

/** Values that a field takes and refuses, to try on its value schema and on its column in Postgres. */
interface ValueCase {
  readonly type: string;
  readonly schema: FieldSchema;
  readonly valid: readonly Json[];
  readonly invalid: readonly Json[];
}

const uuid = '01890a5d-ac96-774b-bcce-b302099a8057';

function nested(levels: number): Json {
  return levels === 0 ? 1 : [nested(levels - 1)];
}

export const valueCases: readonly ValueCase[] = [
  {
    type: 'text',
    schema: { type: 'string' },
    valid: ['', 'a', '张三', "'; drop table x; --", '𝒳'.repeat(500), '\\', '{"a":1}', '\u0001'],
    invalid: [1, true, [], {}, 'x'.repeat(501)],
  },
  {
    type: 'text',
    schema: { type: 'string', minLength: 2, maxLength: 4, pattern: '^[a-z]+$' },
    valid: ['ab', 'abcd'],
    invalid: ['a', 'abcde', 'AB'],
  },
  {
    type: 'multiline',
    schema: { type: 'string', format: 'multiline' },
    valid: ['a\nb', 'x'.repeat(100_000)],
    invalid: [1, 'x'.repeat(100_001)],
  },
  { type: 'markdown', schema: { type: 'string', format: 'markdown' }, valid: ['# a\n\n* b'], invalid: [null, {}] },
  {
    type: 'integer',
    schema: { type: 'integer' },
    valid: [0, -1, 1e3, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, -0],
    invalid: [1.5, '1', Number.MAX_SAFE_INTEGER + 1, 1e21, true],
  },
  {
    type: 'integer',
    schema: { type: 'integer', minimum: 1, exclusiveMaximum: 10, multipleOf: 3 },
    valid: [3, 9],
    invalid: [0, 4, 10, 12],
  },
  {
    type: 'decimal',
    schema: { type: 'number' },
    valid: [0, 0.07, -12.3456, 99_999_999_999.9999, 1e-4, 100_000_000_00],
    invalid: [0.12345, 1e-5, 100_000_000_000, 1e300, '1', true],
  },
  {
    type: 'decimal',
    schema: { type: 'number', 'x-scale': 0 },
    valid: [1e14, 999_999_999_999_999],
    invalid: [0.5, 1e15],
  },
  {
    type: 'decimal',
    schema: { type: 'number', 'x-scale': 10 },
    valid: [1e-10, 99_999.999_999_999_9],
    invalid: [1e-11, 1e5],
  },
  {
    type: 'money',
    schema: { type: 'number', 'x-type': 'money', 'x-currency': 'EUR', minimum: 0 },
    valid: [0, 0.1, 0.07, 1.1, 4.35, 9_999_999_999_999.99],
    invalid: [-1, 0.001, 1e13, '5'],
  },
  {
    type: 'percent',
    schema: { type: 'number', format: 'percent', maximum: 100 },
    valid: [12.5, -3],
    invalid: [100.01, 0.123],
  },
  { type: 'boolean', schema: { type: 'boolean' }, valid: [true, false], invalid: [0, 1, 'true', null] },
  {
    type: 'date',
    schema: { type: 'string', format: 'date' },
    valid: ['2024-02-29', '1000-01-01', '9999-12-31'],
    invalid: [
      '2024-02-30',
      '2023-02-29',
      '0000-01-01',
      '24-01-01',
      '2024-1-1',
      '10000-01-01',
      '2024-01-01T00:00:00Z',
      'infinity',
      'today',
      20240101,
    ],
  },
  {
    type: 'dateTime',
    schema: { type: 'string', format: 'date-time' },
    valid: [
      '2024-02-29T23:59:59Z',
      '2024-01-01T00:00:00.123456789+14:00',
      '1000-01-01T00:00:00Z',
      '1000-01-02T00:00:00+14:00',
      '9999-12-31T23:59:59.999+00:00',
      '9999-12-30T23:59:59.9999-14:00',
    ],
    invalid: [
      ...['2024-02-30T00:00:00Z', '2024-01-01T24:00:00Z', '2016-12-31T23:59:60Z', '2024-01-01T00:00:00', '2024-01-01'],
      ...[
        '2024-01-01 00:00:00Z',
        '2024-01-01t00:00:00z',
        '2024-01-01T00:00Z',
        '2024-01-01T00:00:00+23:00',
        '9999-12-31T23:59:59-01:00',
      ],
      ...[
        '2024-01-01T00:00:00+0800',
        '0000-01-01T00:00:00Z',
        '1000-01-01T00:00:00+00:30',
        '9999-12-31T23:59:59.9995Z',
        'now',
        0,
      ],
    ],
  },
  {
    type: 'time',
    schema: { type: 'string', format: 'time' },
    valid: ['00:00', '09:30', '23:59:59'],
    invalid: ['24:00', '23:59:60', '23:59:59.9', '9:30', '09:30Z', 'noon', 930],
  },
  {
    type: 'duration',
    schema: { type: 'string', format: 'duration' },
    valid: [
      'PT1H30M',
      'P14D',
      'P2W',
      'P1Y2M3DT4H5M6S',
      'PT0S',
      'P9999Y',
      'PT9999999H',
      'PT999999999S',
      'P99999M',
      'P999999D',
      'P9999W',
    ],
    invalid: ['P', 'PT', '1h', 'P1S', 'P-1D', '-P1D', 'P99999999Y', 'PT99999999999H', 'P1W2D', 'PT0.5S', 90],
  },
  {
    type: 'email',
    schema: { type: 'string', format: 'email' },
    valid: ['a@example.com', 'li.ming+crm@mail.example.cn'],
    invalid: ['a', 'a@', '@b.cn', 'a b@c.de', `${'a'.repeat(250)}@b.cn`, 1],
  },
  {
    type: 'phone',
    schema: { type: 'string', format: 'phone' },
    valid: ['+8613800138000', '+49 (0)30 123-456', '010-6552 9988', '(555) 123-4567 ext. 12', '110', '123 4567 x9'],
    invalid: ['', '1', 'call me', '+', '++49 30', '12-', '1'.repeat(60), '<script>', '٠١٢٣', 123],
  },
  {
    type: 'url',
    schema: { type: 'string', format: 'uri' },
    valid: ['https://example.com', 'HTTP://example.com/a?b=c#d', 'https://example.com/%E4%B8%AD'],
    invalid: [
      'javascript:alert(1)',
      'example.com',
      'ftp://example.com',
      'https://',
      'https:///path',
      'https://a b',
      'data:text/html,x',
      `https://a.de/${'a'.repeat(2000)}`,
    ],
  },
  {
    type: 'select',
    schema: { type: 'string', enum: ['lead', "it's"], 'x-options': { lead: { title: 'Lead', color: 'blue' } } },
    valid: ['lead', "it's"],
    invalid: ['', 'Lead', 1, null],
  },
  {
    type: 'multiSelect',
    schema: { type: 'array', items: { type: 'string', enum: ['a', 'b', 'c'] }, maxItems: 2 },
    valid: [[], ['a'], ['b', 'a']],
    invalid: ['a', ['d'], ['a', 'a'], ['a', 'b', 'c'], [null]],
  },
  {
    type: 'tags',
    schema: { type: 'array', items: { type: 'string' }, minItems: 1 },
    valid: [['vip'], ['重要', 'a,b', '{"x"}', 'NULL', '\\', '"']],
    invalid: [[], [''], ['a', 'a'], ['x'.repeat(101)], 'vip', [1], [['a']]],
  },
  { type: 'rating', schema: { type: 'integer', 'x-type': 'rating' }, valid: [1, 5], invalid: [0, 6, 2.5, '3'] },
  {
    type: 'rating',
    schema: { type: 'integer', format: 'rating', minimum: 0, maximum: 10 },
    valid: [0, 10],
    invalid: [-1, 11],
  },
  {
    type: 'color',
    schema: { type: 'string', format: 'color' },
    valid: ['#12aBff'],
    invalid: ['#fff', 'red', '#12aBff;', '12abff', '#gggggg'],
  },
  {
    type: 'json',
    schema: { 'x-type': 'json' },
    valid: ['text', 1, true, [], {}, { a: [{ b: null }] }, nested(20)],
    invalid: [nested(21), 'x'.repeat(100_001)],
  },
  {
    type: 'json',
    schema: {
      type: 'object',
      properties: {
        size: { type: 'integer', minimum: 1 },
        tags: { type: 'array', items: { type: 'string', enum: ['a'] } },
      },
      required: ['size'],
      additionalProperties: false,
    },
    valid: [{ size: 1 }, { size: 2, tags: ['a'] }],
    invalid: [{}, { size: 0 }, { size: 1, other: 1 }, { size: 1, tags: ['b'] }, []],
  },
  {
    type: 'address',
    schema: { type: 'object', format: 'address' },
    valid: [
      {
        country: 'CN',
        region: '广东省',
        city: '深圳市',
        district: '南山区',
        street: '科技园路 1 号',
        street2: 'A 座',
        postalCode: '518057',
      },
      { city: 'Ulm' },
    ],
    invalid: [
      {},
      { country: 'China' },
      { country: 'cn' },
      { zip: '1' },
      { city: 1 },
      { city: null },
      'Ulm',
      { city: 'x'.repeat(201) },
    ],
  },
  {
    type: 'personName',
    schema: { 'x-type': 'personName' },
    valid: [
      { prefix: 'Dr.', first: 'Ada', middle: 'M.', last: 'Li', suffix: 'PhD' },
      { last: '欧阳', first: '明' },
    ],
    invalid: [{}, 'Ada', { name: 'Ada' }, { first: 1 }],
  },
  {
    type: 'geoPoint',
    schema: { 'x-type': 'geoPoint' },
    valid: [
      { lat: 31.23, lng: 121.47 },
      { lat: -90, lng: 180 },
    ],
    invalid: [{ lat: 91, lng: 0 }, { lat: 0 }, { lat: 0, lng: 0, alt: 1 }, [0, 0], { lat: '0', lng: 0 }],
  },
  ...['file', 'image'].map((type) => ({
    type,
    schema: { 'x-type': type },
    valid: [{ id: uuid }, { id: uuid, name: '合同.pdf', size: 0, type: 'application/pdf' }],
    invalid: [uuid, {}, { id: '1' }, { id: uuid, size: -1 }, { id: uuid, path: '../x' }, [{ id: uuid }]],
  })),
  ...['files', 'images'].map((type) => ({
    type,
    schema: { 'x-type': type, maxItems: 2 },
    valid: [[], [{ id: uuid }, { id: uuid, name: 'b' }]],
    invalid: [
      { id: uuid },
      [uuid],
      [{ id: uuid }, { id: uuid }],
      [
        { id: uuid, name: 'a' },
        { id: uuid, name: 'b' },
        { id: uuid, name: 'c' },
      ],
    ],
  })),
  {
    type: 'user',
    schema: { 'x-type': 'user' },
    valid: [uuid, uuid.toUpperCase()],
    invalid: ['1', `urn:uuid:${uuid}`, `{${uuid}}`, uuid.replaceAll('-', ''), 1, ''],
  },
  {
    type: 'encrypted',
    schema: { 'x-type': 'encrypted' },
    valid: ['secret', ''],
    invalid: ['••••••••', 1, 'x'.repeat(1_001)],
  },
  {
    type: 'relation',
    schema: { 'x-relation': { to: 'account' } },
    valid: [uuid],
    invalid: ['1', null, { id: uuid }, [uuid]],
  },
  {
    type: 'polymorphic',
    schema: { 'x-relation': { to: ['account', 'contact'] } },
    valid: [uuid, { entity: 'contact', id: uuid }],
    invalid: [
      '1',
      { entity: 'other', id: uuid },
      { id: uuid },
      { entity: 'contact' },
      { entity: 'contact', id: uuid, x: 1 },
    ],
  },
  {
    type: 'polymorphic',
    schema: { 'x-relation': { to: '*' } },
    valid: [{ entity: 'any', id: uuid }],
    invalid: [{ entity: 1, id: uuid }],
  },
  {
    type: 'manyToMany',
    schema: { 'x-relation': { to: 'tag', many: true } },
    valid: [[], [uuid]],
    invalid: [uuid, [uuid, uuid], ['1'], [null]],
  },
  {
    type: 'children',
    schema: { 'x-children': { entity: 'quoteLine', field: 'quote' }, minItems: 1 },
    valid: [[{}], [{ product: uuid }, { product: uuid }]],
    invalid: [[], {}, ['a'], [null]],
  },
];
