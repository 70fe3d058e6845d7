import { expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { compileForeignSchema, foreignSchemaProblem } from './foreignSchema.ts';

const property = (a: JsonObject): JsonObject => ({ type: 'object', properties: { a } });

test.each<[what: string, schema: JsonObject, message: string]>([
  ['a type that there is not', property({ type: 'nonsense' }), 'At /properties/a/type: '],
  ['a member of the wrong type', { type: 'object', properties: 1 }, 'At /properties: Must be an object.'],
  ['look-around', property({ pattern: '(?=a)b' }), '"(?=a)b": The pattern must do without look-around'],
  ['a pattern that is none', property({ pattern: '(' }), '"(": The pattern is no regular expression.'],
  ['what is not in it', property({ $ref: '#/$defs/gone' }), 'It refers to "#/$defs/gone", which is not in it.'],
  ['an older draft', { $schema: 'http://json-schema.org/draft-07/schema#' }, 'Its "$schema" is not known here'],
  ['too much', property({ description: 'x'.repeat(70_000) }), 'It has more than 64 KB.'],
])('%s: said in a sentence that catalogues know', (_what, schema, message) => {
  const problem = foreignSchemaProblem(schema);
  expect(problem?.message).toMatch(/^This schema cannot be used: /);
  expect(problem?.message).toContain(message);
  expect(JSON.stringify(problem?.params)).not.toContain('"params":{}}');
});

test('one that can be used checks, and fills in defaults', () => {
  const check = compileForeignSchema({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { n: { type: 'integer', default: 3 } },
  });
  const value: JsonObject = {};
  expect([check(value), value]).toEqual([[], { n: 3 }]);
  expect(check({ n: 'x' })).toMatchObject([{ pointer: '/n', code: 'type' }]);
});
