import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import metaschema from '../../schemas/meta/entity.json' with { type: 'json' };
import type { JsonObject } from '../lib/json.ts';
import { fieldTypes, inferFieldType } from './fieldTypes.ts';
import type { FieldSchema, ValueSchema } from './types.ts';

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(metaschema);

const entity = {
  $schema: 'kiln:entity',
  $id: 'contact',
  title: 'Contact',
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', title: 'Name', minLength: 1, maxLength: 200 },
    email: { type: 'string', format: 'email', 'x-unique': true },
    stage: {
      type: 'string',
      enum: ['lead', 'active'],
      default: 'lead',
      'x-options': { lead: { title: 'Lead', color: 'blue' } },
    },
    account: { 'x-relation': { to: 'account', onDelete: 'setNull', inverse: 'contacts' } },
    about: { 'x-relation': { to: ['account', 'lead'] } },
    deals: { 'x-rollup': { from: 'opportunity.contact', value: 'sum(amount)', where: "stage == 'won'" } },
    label: { type: 'string', 'x-formula': "name + (has(email) ? ' <' + email + '>' : '')" },
    total: { 'x-type': 'money', 'x-currency': { field: 'currency' }, 'x-scale': 2 },
  },
  'x-display': 'name',
  'x-search': ['name', 'email'],
  'x-owned': true,
  'x-unique': [['name', 'account'], { fields: ['email'], ignoreCase: true }],
  'x-index': [['stage', 'name']],
  'x-rules': [
    { when: "stage == 'active'", require: ['email'] },
    { range: { total: { minimum: 0 } }, message: 'Totals are not negative.' },
  ],
  'x-icon': 'user-round',
  'x-group': 'Sales',
  'x-plural': 'Contacts',
  'x-parent': { entity: 'account', field: 'account' },
};

describe('the metaschema of entities', () => {
  it('takes a document that uses everything', () => {
    expect(validate(entity), JSON.stringify(validate.errors)).toBe(true);
  });

  const { properties: _properties, ...withoutProperties } = entity;
  it.each<[string, JsonObject]>([
    ['an unknown keyword', { ...entity, 'x-colour': 'red' }],
    ['no properties', withoutProperties],
    ['another type', { ...entity, type: 'array' }],
    ['a name with a capital', { ...entity, $id: 'Contact' }],
    ['a long name', { ...entity, $id: 'a'.repeat(41) }],
    ['a field name with a blank', { ...entity, properties: { 'a b': { type: 'string' } } }],
    ['a field name with a bar', { ...entity, properties: { a_b: { type: 'string' } } }],
    ['an unknown field keyword', { ...entity, properties: { a: { type: 'string', 'x-uniqe': true } } }],
    ['an unknown type', { ...entity, properties: { a: { 'x-type': 'string' } } }],
    ['a system type', { ...entity, properties: { a: { 'x-type': 'version' } } }],
    ['an empty option', { ...entity, properties: { a: { enum: [''] } } }],
    ['an option twice', { ...entity, properties: { a: { enum: ['b', 'b'] } } }],
    ['a select of nothing', { ...entity, properties: { a: { enum: [] } } }],
    ['too many digits', { ...entity, properties: { a: { type: 'number', 'x-scale': 11 } } }],
    ['half a digit', { ...entity, properties: { a: { type: 'number', 'x-scale': 1.5 } } }],
    ['a currency that is none', { ...entity, properties: { a: { 'x-type': 'money', 'x-currency': 'euro' } } }],
    ['a media type that is none', { ...entity, properties: { a: { 'x-type': 'file', 'x-accept': ['*'] } } }],
    ['a file of no bytes', { ...entity, properties: { a: { 'x-type': 'file', 'x-maxBytes': 0 } } }],
    ['a count of a field', { ...entity, properties: { a: { 'x-rollup': { from: 'a.b', value: 'count(x)' } } } }],
    ['a rollup from nowhere', { ...entity, properties: { a: { 'x-rollup': { from: 'a', value: 'count()' } } } }],
    ['a number in enum', { ...entity, properties: { a: { enum: [1] } } }],
    ['a form member without type', { ...entity, properties: { a: { type: 'object', properties: { b: {} } } } }],
    [
      'a field inside a form',
      { ...entity, properties: { a: { type: 'object', properties: { b: { 'x-type': 'text' } } } } },
    ],
    ['a rule that says nothing', { ...entity, 'x-rules': [{ when: 'true' }] }],
    ['an empty unique group', { ...entity, 'x-unique': [[]] }],
  ])('refuses %s', (_what, document) => {
    expect(validate(document)).toBe(false);
  });

  it('knows exactly the keywords of FieldSchema and ValueSchema', () => {
    const value: Record<keyof ValueSchema, true> = {
      type: true,
      title: true,
      description: true,
      format: true,
      enum: true,
      items: true,
      minLength: true,
      maxLength: true,
      pattern: true,
      minimum: true,
      maximum: true,
      exclusiveMinimum: true,
      exclusiveMaximum: true,
      multipleOf: true,
      minItems: true,
      maxItems: true,
      uniqueItems: true,
      properties: true,
      required: true,
      additionalProperties: true,
    };
    const field: Record<keyof FieldSchema, true> = {
      ...value,
      default: true,
      readOnly: true,
      'x-id': true,
      'x-type': true,
      'x-unique': true,
      'x-index': true,
      'x-default': true,
      'x-formula': true,
      'x-relation': true,
      'x-rollup': true,
      'x-children': true,
      'x-options': true,
      'x-transitions': true,
      'x-number': true,
      'x-currency': true,
      'x-scale': true,
      'x-accept': true,
      'x-maxBytes': true,
      'x-sensitive': true,
    };
    expect(Object.keys(metaschema.$defs.field.properties).sort()).toEqual(Object.keys(field).sort());
    expect(Object.keys(metaschema.$defs.value.properties).sort()).toEqual(Object.keys(value).sort());
  });

  it('offers every type and every format that means a type', () => {
    const offered = [...fieldTypes.keys()].filter((name) => inferFieldType({ 'x-type': name }));
    expect(metaschema.$defs.field.properties['x-type'].enum).toEqual(offered);
    const formats = ['uri', 'date-time', ...fieldTypes.keys()].filter((format) => inferFieldType({ format }));
    expect(metaschema.$defs.field.properties.format.enum).toEqual(formats);
  });

  it('describes every keyword', () => {
    const described = [metaschema.properties, metaschema.$defs.field.properties, metaschema.$defs.value.properties];
    const silent = described.flatMap((keywords) =>
      Object.entries(keywords).filter(([, keyword]) => !keyword.description),
    );
    expect(silent.map(([keyword]) => keyword)).toEqual([]);
  });
});
