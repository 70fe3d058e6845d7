import { describe, expect, test } from 'vitest';
import { said } from '../errors/said.ts';
import type { JsonObject } from '../lib/json.ts';
import { checkDefinitions } from './checkDefinitions.ts';
import type { Kind } from './kind.ts';
import { mergeLayers } from './layers.ts';
import type { Definition } from './types.ts';

const note: Kind = {
  name: 'note',
  folder: 'note',
  metaschema: {
    type: 'object',
    required: ['$id', 'text'],
    additionalProperties: false,
    properties: {
      $schema: true,
      $id: { type: 'string' },
      'x-id': { type: 'string' },
      text: { type: 'string', minLength: 2 },
      tone: { enum: ['calm', 'loud'] },
      properties: { type: 'object', additionalProperties: { type: 'object', properties: { a: { type: 'integer' } } } },
    },
  },
  check: (set) =>
    set.of('note').flatMap((definition) => {
      const names = Object.keys(definition.document.properties ?? {});
      return names.map((name) => ({ definition, path: ['properties', name], ...said`saw ${name}` }));
    }),
};

function definition(name: string, document: JsonObject): Definition {
  return { kind: 'note', name, package: 'test', file: `${name}.json`, document: { $id: name, ...document } };
}

function problems(...definitions: Definition[]): string[] {
  return checkDefinitions(definitions, [note]).map(({ name, pointer, message }) => `${name}${pointer} ${message}`);
}

describe('checkDefinitions', () => {
  test('tells all problems, and sees past wrong members', () => {
    const broken = { text: 'x', tone: 'lout', titel: 1, properties: { good: { a: 1 }, bad: { a: 'x' } } };
    expect(problems(definition('one', broken))).toEqual([
      'one/titel "titel" is not known here. Known: $schema, $id, x-id, text, tone, properties.',
      'one/text Must have at least 2 characters.',
      'one/tone Must be one of "calm", "loud".',
      'one/properties/bad/a Must be a whole number.',
    ]);
    expect(problems(definition('one', { ...broken, text: 'long' }))).toEqual(
      expect.arrayContaining(['one/properties/good saw good', 'one/properties/bad/a Must be a whole number.']),
    );
  });

  test('refuses names that every object has', () => {
    const document: JsonObject = JSON.parse('{"text": "abc", "properties": {"__proto__": {"a": 1}, "fine": {}}}');
    expect(problems(definition('one', document))).toEqual([
      'one/properties/__proto__ "__proto__" cannot be a name, because every object has it.',
      'one/properties/fine saw fine',
    ]);
  });

  test('finds names and ids that stand twice', () => {
    const found = problems(
      definition('one', { text: 'abc' }),
      definition('one', { text: 'abc' }),
      definition('two', { text: 'abc', 'x-id': 'one' }),
    );
    expect(found).toEqual([
      'one/$id There are two definitions of the note "one"; the other is in one.json.',
      'two/x-id The id "one" belongs to the note "one"; give this one another "x-id".',
    ]);
  });

  test('knows its kinds', () => {
    const strange: Definition = { kind: 'notes', name: 'x', package: 'p', document: {} };
    expect(problems(strange)).toEqual(['x/$schema There is no kind of definition "notes". Did you mean "note"?']);
  });

  test('names the file of the layer that is wrong', () => {
    const base = definition('one', { text: 'abc' });
    const patch: Definition = {
      ...base,
      package: 'local',
      file: 'local.json',
      document: { 'x-patch': true, tone: 'lout' },
    };
    const { definitions } = mergeLayers([base, patch], [note]);
    expect(checkDefinitions(definitions, [note])).toMatchObject([{ pointer: '/tone', file: 'local.json' }]);
  });

  test('stops at documents that are nested without end', () => {
    let deep: JsonObject = {};
    for (let level = 0; level < 5_000; level++) deep = { a: deep };
    expect(problems(definition('one', { text: 'abc', properties: deep }))[0]).toMatch(/Nested more than 60 levels/);
  });
});
