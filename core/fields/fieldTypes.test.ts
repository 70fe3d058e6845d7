import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldTypes, inferFieldType } from './fieldTypes.ts';
import type { FieldSchema, ValueSchema } from './types.ts';

describe('inferFieldType', () => {
  const cases: readonly [FieldSchema, string | undefined][] = [
    [{ type: 'string' }, 'text'],
    [{ type: 'string', format: 'multiline' }, 'multiline'],
    [{ type: 'string', format: 'uri' }, 'url'],
    [{ type: 'string', format: 'url' }, 'url'],
    [{ type: 'string', format: 'date-time' }, 'dateTime'],
    [{ type: 'number', format: 'money' }, 'money'],
    [{ format: 'email' }, 'email'],
    [{ type: 'string', enum: ['a'] }, 'select'],
    [{ enum: ['a'] }, 'select'],
    [{ type: 'array', items: { type: 'string', enum: ['a'] } }, 'multiSelect'],
    [{ type: 'array', items: { type: 'string' } }, 'tags'],
    [{ type: 'array', items: { type: 'object' } }, undefined],
    [{ type: 'array' }, undefined],
    [{ type: 'integer' }, 'integer'],
    [{ type: 'number' }, 'decimal'],
    [{ type: 'boolean' }, 'boolean'],
    [{ type: 'object' }, 'json'],
    [{ 'x-relation': { to: 'account' } }, 'relation'],
    [{ 'x-relation': { to: ['account'] } }, 'polymorphic'],
    [{ 'x-relation': { to: '*' } }, 'polymorphic'],
    [{ 'x-relation': { to: 'tag', many: true } }, 'manyToMany'],
    [{ 'x-children': { entity: 'line', field: 'quote' } }, 'children'],
    [{ type: 'string', 'x-number': '{000}' }, 'autoNumber'],
    [{ type: 'string', 'x-formula': 'a' }, 'formula'],
    [{ type: 'number', 'x-type': 'money', 'x-formula': 'a' }, 'formula'],
    [{ 'x-type': 'money', 'x-rollup': { from: 'a.b', value: 'sum(c)' } }, 'rollup'],
    [{ type: 'string', format: 'date', 'x-type': 'text' }, 'text'],
    [{ type: 'string', format: 'nonsense' }, undefined],
    [{ 'x-type': 'nonsense' }, undefined],
    [{ 'x-type': 'id' }, undefined],
    [{ format: 'constructor' }, undefined],
    [{}, undefined],
  ];
  it.each(cases)('%j is %s', (schema, name) => {
    expect(inferFieldType(schema)?.name).toBe(name);
  });

  it('never finds two types for one schema', () => {
    const formats = [...fieldTypes.keys(), 'uri', 'date-time', 'uuid'];
    const schemas: fc.Arbitrary<FieldSchema> = fc.record(
      {
        type: fc.constantFrom(
          'string' as const,
          'integer' as const,
          'number' as const,
          'array' as const,
          'object' as const,
        ),
        format: fc.constantFrom(...formats),
        enum: fc.constant(['a']),
        items: fc.constantFrom<ValueSchema>({ type: 'string' }, { type: 'string', enum: ['a'] }, { type: 'integer' }),
        'x-relation': fc.record({ to: fc.constantFrom<string | string[]>('a', '*', ['a', 'b']), many: fc.boolean() }),
        'x-children': fc.constant({ entity: 'a', field: 'b' }),
        'x-formula': fc.constant('a'),
        'x-rollup': fc.constant({ from: 'a.b', value: 'count()' }),
        'x-number': fc.constant('{0}'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(schemas, (schema) => {
        expect([...fieldTypes.values()].filter((type) => type.infers(schema)).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the columns', () => {
  const types: Record<string, string[]> = {
    text: ['text'],
    multiline: ['text'],
    markdown: ['text'],
    integer: ['bigint'],
    decimal: ['numeric(15,4)'],
    money: ['numeric(15,2)'],
    percent: ['numeric(15,2)'],
    boolean: ['boolean'],
    date: ['date'],
    dateTime: ['timestamp(3) with time zone'],
    time: ['time(0) without time zone'],
    duration: ['interval'],
    email: ['text'],
    phone: ['text'],
    url: ['text'],
    select: ['text'],
    multiSelect: ['text[]'],
    tags: ['text[]'],
    rating: ['smallint'],
    color: ['text'],
    json: ['jsonb'],
    address: ['jsonb'],
    personName: ['jsonb'],
    geoPoint: ['jsonb'],
    file: ['jsonb'],
    files: ['jsonb'],
    image: ['jsonb'],
    images: ['jsonb'],
    user: ['uuid'],
    encrypted: ['text', 'text'],
    relation: ['uuid'],
    polymorphic: ['uuid', 'text'],
    manyToMany: [],
    children: [],
    autoNumber: ['text'],
    formula: [],
    rollup: [],
    id: ['uuid'],
    version: ['integer'],
  };

  it('are these', () => {
    const actual = [...fieldTypes.values()].map((type) => [
      type.name,
      type.columns({}, 'c').map((column) => column.type),
    ]);
    expect(Object.fromEntries(actual)).toEqual(types);
  });

  it.each<[FieldSchema, string]>([
    [{ type: 'number', 'x-formula': 'a' }, 'numeric'],
    [{ type: 'number', 'x-formula': 'a', 'x-scale': 1 }, 'numeric(1000,1)'],
    [{ 'x-type': 'money', 'x-formula': 'a' }, 'numeric(1000,2)'],
    [{ type: 'integer', 'x-formula': 'a' }, 'numeric(1000,0)'],
    [{ type: 'string', format: 'date', 'x-formula': 'a' }, 'date'],
    [{ type: 'boolean', 'x-formula': 'a' }, 'boolean'],
    [{ type: 'string', enum: ['a'], 'x-formula': 'a' }, 'text'],
  ])('of the formula %j is %s', (schema, column) => {
    expect(inferFieldType(schema)?.columns(schema, 'c')).toEqual([{ name: 'c', type: column }]);
  });

  it('of a rollup are none, and its type follows from what it computes', () => {
    const kind = (value: string, more: FieldSchema = {}) => {
      const schema = { ...more, 'x-rollup': { from: 'a.b', value } };
      return inferFieldType(schema)?.celType(schema).kind;
    };
    expect(kind('count()')).toBe('int');
    expect(kind('sum(x)')).toBe('double');
    expect(kind('max(x)', { type: 'string', format: 'date' })).toBe('date');
    expect(kind('max(x)', { 'x-type': 'money' })).toBe('double');
  });

  it('carry the values of a polymorphic and an encrypted field', () => {
    const polymorphic = fieldTypes.get('polymorphic');
    expect(polymorphic?.toColumns?.({ entity: 'deal', id: 'x' }, {}, 'about')).toEqual({
      about: 'x',
      about_entity: 'deal',
    });
    expect(polymorphic?.toColumns?.('x', {}, 'about')).toEqual({ about: 'x', about_entity: null });
    const encrypted = fieldTypes.get('encrypted');
    expect(encrypted?.toColumns?.({ sealed: 's', index: 'i' }, {}, 'iban')).toEqual({ iban: 's', iban_bidx: 'i' });
    // A text that nobody sealed never reaches the database.
    expect(encrypted?.toColumns?.('secret', {}, 'iban')).toEqual({ iban: null, iban_bidx: null });
  });
});

describe('the registry', () => {
  it('holds every type that has a file, under the name of the file', () => {
    const folder = fileURLToPath(new URL('.', import.meta.url));
    const helpers = ['fieldTypes', 'options', 'plainTypes', 'types', 'shared'];
    const files = readdirSync(folder, { withFileTypes: true })
      .map((entry) => (entry.isDirectory() ? entry.name : entry.name.replace(/\.ts$/, '')))
      .filter((name) => !name.includes('.') && !helpers.includes(name));
    expect([...fieldTypes.keys()].sort()).toEqual(files.sort());
  });

  it('has only casts from types that exist, and only with one column', () => {
    for (const type of fieldTypes.values()) {
      const names = Object.keys(type.casts);
      expect(
        names.filter((name) => fieldTypes.get(name)?.columns({}, 'c').length !== 1),
        type.name,
      ).toEqual([]);
      expect(names.length === 0 || type.columns({}, 'c').length === 1, type.name).toBe(true);
    }
  });

  const page = readFileSync(new URL('../../docs/field-types.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)` \| `(.*?)`(?: or `(.*?)`)?.*? \| .*? \| (.*?) \|/gm)];

  it('is described completely in docs/field-types.md', () => {
    const offered = [...fieldTypes.keys()].filter((name) => name !== 'id' && name !== 'version');
    expect(rows.map((row) => row[1])).toEqual(offered);
  });

  it.each(rows.map((row) => row.slice(1)))(
    'is written in docs/field-types.md as it is: %s',
    (name, write, other, column) => {
      for (const example of [write, other].filter((text) => text !== undefined)) {
        const schema: FieldSchema = JSON.parse(example);
        const type = inferFieldType(schema);
        expect(type?.name).toBe(name);
        expect(type?.check(schema)).toEqual([]);
        if (!column?.startsWith('`')) continue;
        const columns = type?.columns(schema, 'c').map((spec) => spec.type);
        expect([...column.matchAll(/`(.*?)`/g)].map((match) => match[1])).toEqual(columns);
      }
    },
  );
});
