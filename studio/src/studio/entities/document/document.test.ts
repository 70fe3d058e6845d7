import { describe, expect, test } from 'vitest';
import { fieldTypes } from '../../../../../core/fields/fieldTypes.ts';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import { apiName } from './apiName.ts';
import { addField, fieldNames, freeName, moveField, removeField, renameField } from './changeFields.ts';
import { canAdd, fieldTypeNames, type Surroundings, startingSchema, withType } from './fieldKinds.ts';
import { fieldTypeOf, isFieldSchema } from './fieldSchema.ts';
import { objectAt, withPath } from './members.ts';
import { addOption, changeOption, fieldOptions, moveOption, removeOption, renameOption } from './options.ts';

const around: Surroundings = {
  entity: 'order',
  targets: ['account', 'contact', 'order'],
  incoming: [{ entity: 'orderLine', field: 'order' }],
  display: 'name',
};

const order: JsonObject = {
  $id: 'order',
  required: ['name', 'stage'],
  'x-display': 'name',
  'x-search': ['name', 'code'],
  'x-unique': [['name', 'code'], { fields: ['stage', 'code'], ignoreCase: true }],
  'x-rules': [{ require: ['code'], range: { code: { minimum: 1 } }, message: 'x' }],
  properties: { name: { type: 'string' }, code: { type: 'string' }, stage: { type: 'string', enum: ['a', 'b'] } },
};

describe('types of the palette', () => {
  test('are those that there are', () => {
    const made = [...fieldTypes.keys()].filter((name) => name !== 'id' && name !== 'version');
    expect([...fieldTypeNames].sort()).toEqual(made.sort());
  });

  test.each(fieldTypeNames)('%s begins with a schema that is right', (type) => {
    const schema = { title: 'A', ...startingSchema(type, around) };
    expect(fieldTypeOf(schema)).toBe(type);
    expect(isFieldSchema(schema) && fieldTypes.get(type)?.check(schema)).toEqual([]);
  });

  test('of line items and rollups need something that points here', () => {
    expect(canAdd('rollup', { ...around, incoming: [] })).toBe(false);
    expect(canAdd('text', { ...around, incoming: [] })).toBe(true);
  });

  test.each(fieldTypeNames)('%s may become any other, and is right then', (from) => {
    const before = { title: 'A', 'x-id': 'old', description: 'help', ...startingSchema(from, around) };
    for (const to of fieldTypeNames) {
      const after = withType(before, to, around);
      expect(fieldTypeOf(after), `${from} to ${to}`).toBe(to);
      expect(isFieldSchema(after) && fieldTypes.get(to)?.check(after), `${from} to ${to}`).toEqual([]);
      expect(after).toMatchObject({ title: 'A', 'x-id': 'old', description: 'help' });
    }
  });

  test('a multiple select keeps the options of a select', () => {
    const select = { type: 'string', enum: ['x', 'y'], 'x-options': { x: { title: 'X' } }, default: 'x' };
    expect(withType(select, 'multiSelect', around)).toEqual({
      type: 'array',
      items: { type: 'string', enum: ['x', 'y'] },
      'x-options': { x: { title: 'X' } },
    });
  });

  test.each<JsonObject>([{ type: 5 }, { 'x-type': {} }, { enum: 'a' }, { items: [] }, { 'x-relation': 'account' }, {}])(
    'half written schemas have none: %o',
    (schema) => {
      expect(fieldTypeOf(schema)).toBeUndefined();
    },
  );
});

describe('fields of a document', () => {
  test('come at a place, and the order is said only where it differs', () => {
    const atEnd = addField(order, 'amount', { type: 'number' });
    expect(atEnd['x-order']).toBeUndefined();
    const first = addField(order, 'amount', { type: 'number' }, 0);
    expect(fieldNames(first)).toEqual(['amount', 'name', 'code', 'stage']);
    expect(fieldNames(moveField(first, 'amount', 3))).toEqual(['name', 'code', 'stage', 'amount']);
    expect(moveField(first, 'amount', 3)['x-order']).toBeUndefined();
  });

  test('go with what the document says of them', () => {
    const left = removeField(moveField(order, 'stage', 0), 'code');
    expect(left).toMatchObject({ 'x-search': ['name'], 'x-order': ['stage', 'name'], required: ['name', 'stage'] });
    expect(left['x-unique']).toBeUndefined();
    expect(removeField(order, 'name')['x-display']).toBeUndefined();
  });

  test('keep their identity under another name, and the lists follow', () => {
    const renamed = renameField(order, 'code', 'sku', 'code');
    expect(Object.keys(objectAt(renamed, 'properties'))).toEqual(['name', 'sku', 'stage']);
    expect(objectAt(renamed, 'properties', 'sku')).toEqual({ type: 'string', 'x-id': 'code' });
    expect(renamed).toMatchObject({
      'x-search': ['name', 'sku'],
      'x-unique': [['name', 'sku'], { fields: ['stage', 'sku'], ignoreCase: true }],
      'x-rules': [{ require: ['sku'], range: { sku: { minimum: 1 } } }],
    });
    expect(renameField(renamed, 'sku', 'code', 'code')).toEqual(order);
    expect(renameField(order, 'code', 'name', 'code')).toBe(order);
    // Never saved: there is nothing to keep.
    expect(objectAt(renameField(order, 'code', 'sku', undefined), 'properties', 'sku')).toEqual({ type: 'string' });
  });

  test('get free names', () => {
    expect(freeName(['a', 'a2'], 'a')).toBe('a3');
    expect(freeName([], 'x'.repeat(80))).toHaveLength(37);
  });
});

describe('options', () => {
  const select: JsonObject = {
    type: 'string',
    enum: ['a', 'b'],
    'x-options': { a: { title: 'A', color: 'blue' } },
    default: 'b',
  };

  test('are added, moved, coloured and removed', () => {
    const three = addOption(select, 'Three', 'c');
    expect(fieldOptions(three).map(({ value, title, color }) => [value, title, color])).toEqual([
      ['a', 'A', 'blue'],
      ['b', 'B', undefined],
      ['c', 'Three', 'green'],
    ]);
    expect(fieldOptions(moveOption(three, 'c', 0)).map(({ value }) => value)).toEqual(['c', 'a', 'b']);
    expect(removeOption(three, 'b')).toMatchObject({ enum: ['a', 'c'] });
    expect(removeOption(three, 'b').default).toBeUndefined();
    expect(changeOption(select, 'a', 'title', undefined)['x-options']).toEqual({ a: { color: 'blue' } });
  });

  test('keep their identity under another value', () => {
    const renamed = renameOption(select, 'b', 'lost', true);
    expect(renamed).toMatchObject({ enum: ['a', 'lost'], default: 'lost', 'x-options': { lost: { 'x-id': 'b' } } });
    expect(renameOption(select, 'b', 'a', true)).toBe(select);
    expect(renameOption(select, 'b', 'lost', false)['x-options']).not.toHaveProperty('lost.x-id');
  });

  test('of a multiple select stand in its items', () => {
    const many = { type: 'array', items: { type: 'string', enum: ['a'] } };
    expect(addOption(many, 'B', 'b')).toMatchObject({
      items: { enum: ['a', 'b'] },
      'x-options': { b: { title: 'B' } },
    });
  });
});

describe('names', () => {
  const romanize = (text: string) => [...text].map((letter) => ({ 客: 'ke', 户: 'hu', 名: 'ming' })[letter] ?? letter);

  test.each([
    ['Close date', 'closeDate'],
    ['E-mail', 'eMail'],
    ['URL', 'url'],
    ['2nd phone', 'ndPhone'],
    ['Größe', 'grosse'],
    ['closeDate', 'closeDate'],
    ['id', 'idValue'],
    ['in', 'inValue'],
    ['???', 'field'],
    ['客户名', 'keHuMing'],
  ])('%s becomes %s', (title, name) => {
    expect(apiName(title, 'field', romanize)).toBe(name);
  });
});

test('what is empty goes with what was in it', () => {
  expect(withPath({ a: { b: { c: 1 } } }, ['a', 'b', 'c'], undefined)).toEqual({});
  expect(withPath({}, ['a', 'b'], 'x')).toEqual({ a: { b: 'x' } });
});
