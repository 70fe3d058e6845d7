import { describe, expect, it } from 'vitest';
import { inferFieldType } from './fieldTypes.ts';
import type { FieldSchema } from './types.ts';

interface Wrong {
  readonly schema: FieldSchema;
  readonly pointer: string;
  readonly says: string;
}

const wrong: readonly Wrong[] = [
  { schema: { type: 'integer', format: 'email' }, pointer: '/type', says: 'JSON type "string"' },
  { schema: { type: 'string', format: 'email', 'x-type': 'text' }, pointer: '/format', says: 'does not fit' },
  { schema: { type: 'string', minimum: 1 }, pointer: '/minimum', says: 'no meaning for a text field' },
  { schema: { type: 'string', minLength: 5, maxLength: 4 }, pointer: '/minLength', says: 'no value fits' },
  { schema: { type: 'string', pattern: '(' }, pointer: '/pattern', says: 'not a regular expression' },
  { schema: { type: 'string', maxLength: 10_001 }, pointer: '/maxLength', says: 'at most 10000' },
  { schema: { type: 'string', maxLength: 501, 'x-unique': true }, pointer: '/maxLength', says: 'at most 500' },
  {
    schema: { type: 'string', format: 'markdown', maxLength: 1_000_001 },
    pointer: '/maxLength',
    says: 'at most 1000000',
  },
  { schema: { type: 'string', format: 'multiline', 'x-unique': true }, pointer: '/x-unique', says: 'no meaning' },
  { schema: { type: 'integer', minimum: 2, maximum: 1 }, pointer: '/minimum', says: 'no value fits' },
  { schema: { type: 'integer', 'x-unique': 'ignoreCase' }, pointer: '/x-unique', says: 'only texts' },
  { schema: { type: 'number', multipleOf: 2 }, pointer: '/multipleOf', says: 'no meaning' },
  { schema: { type: 'number', 'x-currency': 'EUR' }, pointer: '/x-currency', says: 'no meaning' },
  { schema: { 'x-type': 'select', type: 'string' }, pointer: '', says: 'needs enum' },
  { schema: { type: 'string', enum: ['a'], 'x-options': { b: {} } }, pointer: '/x-options/b', says: 'not in enum' },
  {
    schema: { 'x-type': 'multiSelect', type: 'array', items: { type: 'string' } },
    pointer: '/items',
    says: 'items with enum',
  },
  {
    schema: { type: 'array', items: { type: 'string', maxLength: 5000 } },
    pointer: '/items/maxLength',
    says: 'at most',
  },
  { schema: { 'x-type': 'rating', maximum: 11 }, pointer: '/maximum', says: 'between 0 and 10' },
  { schema: { 'x-type': 'image', 'x-accept': ['application/pdf'] }, pointer: '/x-accept/0', says: 'not an image type' },
  {
    schema: { type: 'object', properties: { a: { minLength: 1 } } },
    pointer: '/properties/a/minLength',
    says: 'no meaning',
  },
  { schema: { type: 'object', required: ['a'] }, pointer: '/required/0', says: 'not in properties' },
  { schema: { 'x-type': 'json', properties: {} }, pointer: '/properties', says: 'no meaning' },
  {
    schema: { type: 'object', properties: { a: { type: 'array', items: { type: 'string', pattern: '[' } } } },
    pointer: '/properties/a/items/pattern',
    says: 'regular expression',
  },
  { schema: { 'x-type': 'relation' }, pointer: '', says: 'needs x-relation' },
  { schema: { 'x-type': 'relation', 'x-relation': { to: '*' } }, pointer: '/x-relation', says: 'polymorphic' },
  {
    schema: { 'x-relation': { to: ['a', 'b'], onDelete: 'cascade' } },
    pointer: '/x-relation/onDelete',
    says: 'no onDelete',
  },
  { schema: { 'x-relation': { to: ['a', 'b'], many: true } }, pointer: '/x-relation/to', says: 'exactly one' },
  { schema: { 'x-type': 'autoNumber' }, pointer: '', says: 'needs x-number' },
  { schema: { 'x-number': 'Q-{yyyy}' }, pointer: '/x-number', says: 'exactly one counter' },
  { schema: { 'x-number': 'Q-{year}-{0}' }, pointer: '/x-number', says: '{year}' },
  { schema: { 'x-number': '{000}', default: '1' }, pointer: '/default', says: 'no meaning' },
  { schema: { 'x-formula': 'a' }, pointer: '', says: 'type of result' },
  { schema: { 'x-formula': 'a', type: 'object' }, pointer: '', says: 'type of result' },
  { schema: { 'x-formula': 'a', type: 'string', default: '' }, pointer: '/default', says: 'no default' },
  { schema: { 'x-formula': 'a', type: 'string', 'x-index': true }, pointer: '/x-index', says: 'index' },
  {
    schema: { 'x-formula': 'a', type: 'string', 'x-rollup': { from: 'a.b', value: 'count()' } },
    pointer: '/x-rollup',
    says: 'not both',
  },
  { schema: { 'x-type': 'formula' }, pointer: '', says: 'needs x-formula' },
  { schema: { 'x-rollup': { from: 'a.b', value: 'sum(x)' }, 'x-index': true }, pointer: '/x-index', says: 'no column' },
];

describe('a wrong schema', () => {
  it.each(wrong)('$schema', ({ schema, pointer, says }) => {
    const faults = inferFieldType(schema)?.check(schema) ?? [];
    const messages = faults.filter((fault) => fault.pointer === pointer).map((fault) => fault.message);
    expect(messages.join(' '), JSON.stringify(faults)).toContain(says);
  });

  it('is told about completely, and each fault once', () => {
    const schema: FieldSchema = { type: 'string', format: 'phone', minimum: 2, maximum: 1, 'x-scale': 2 };
    const faults = inferFieldType(schema)?.check(schema) ?? [];
    expect(faults.map((fault) => fault.pointer).sort()).toEqual(['/maximum', '/minimum', '/minimum', '/x-scale']);
  });
});

describe('a right schema', () => {
  const right: readonly FieldSchema[] = [
    {
      type: 'string',
      title: 'Name',
      minLength: 1,
      maxLength: 200,
      'x-unique': 'ignoreCase',
      'x-default': 'actor.name',
    },
    { type: 'number', 'x-formula': 'price * quantity', 'x-type': 'money', 'x-currency': { field: 'currency' } },
    { type: 'number', 'x-formula': 'a / b', 'x-scale': 1, 'x-index': true },
    { type: 'string', format: 'date', 'x-rollup': { from: 'deal.account', value: 'max(closeDate)' } },
    { 'x-rollup': { from: 'deal.account', value: 'sum(amount)', where: "stage == 'won'" }, 'x-type': 'money' },
    { type: 'string', 'x-number': 'Q-{yyyy}-{0000}', 'x-type': 'autoNumber', readOnly: true },
    { 'x-relation': { to: 'account', onDelete: 'cascade', inverse: 'deals' }, 'x-unique': true },
    { type: 'object', properties: { a: { type: 'object', properties: { b: { type: 'boolean' } }, required: ['b'] } } },
  ];
  it.each(right)('%j', (schema) => {
    expect(inferFieldType(schema)?.check(schema)).toEqual([]);
  });
});
