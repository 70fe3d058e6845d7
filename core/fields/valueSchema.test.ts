import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { Json } from '../lib/json.ts';
import { fieldTypes, inferFieldType } from './fieldTypes.ts';
import { fitsJson } from './json/fitsJson.ts';
import { fitsDigits } from './shared/fitsDigits.ts';
import { valueCases } from './valueCases.testing.ts';

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
ajv.addKeyword({
  keyword: 'x-digits',
  type: 'number',
  schemaType: 'object',
  validate: (digits: { total: number; scale: number }, value: number) => fitsDigits(value, digits.total, digits.scale),
});
ajv.addKeyword({
  keyword: 'x-json',
  schemaType: 'object',
  validate: (limits: { depth: number; length: number }, value: Json) => fitsJson(value, limits.depth, limits.length),
});

function accepts(schema: AnySchema, value: Json): boolean {
  return ajv.compile(schema)(value) === true;
}

function named(values: readonly Json[]): [string, Json][] {
  return values.map((value) => [JSON.stringify(value).slice(0, 60), value]);
}

describe.each(valueCases)('$type $schema', ({ type: name, schema, valid, invalid }) => {
  const type = inferFieldType(schema);

  it('means this type and has nothing wrong', () => {
    expect(type?.name).toBe(name);
    expect(type?.check(schema)).toEqual([]);
  });

  it.each(named(valid))('takes %s', (_name, value) => {
    expect(accepts(type?.valueSchema(schema) ?? false, value)).toBe(true);
  });

  it.each(named(invalid))('refuses %s', (_name, value) => {
    expect(accepts(type?.valueSchema(schema) ?? true, value)).toBe(false);
  });
});

it('has cases for every type whose values come from outside', () => {
  const tried = new Set(valueCases.map(({ type }) => type));
  const written = [...fieldTypes.values()].filter((type) => !type.computed && type.name !== 'id');
  expect(written.map((type) => type.name).filter((name) => !tried.has(name))).toEqual([]);
});

it('compiles for every type in strict mode, also where the schema says little', () => {
  const little = { title: 'Title', enum: ['a'], items: { enum: ['a'] } };
  for (const type of fieldTypes.values()) {
    const schema = type.name === 'json' ? {} : little;
    expect(() => ajv.compile(type.valueSchema(schema)), type.name).not.toThrow();
  }
});
