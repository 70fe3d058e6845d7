import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../lib/json.ts';
import { kinds } from '../model/kinds.ts';
import { documentText } from './documentText.ts';

const schemas = join(import.meta.dirname, '../../schemas');
const entity = kinds.find(({ name }) => name === 'entity') ?? { metaschema: {} };

function reversed(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]): [string, JsonObject[string]] => {
        const isOrdered = key === 'properties' || key === 'x-options';
        if (Array.isArray(member)) return [key, member.map((item) => (isObject(item) ? reversed(item) : item))];
        if (!isObject(member)) return [key, member];
        if (!isOrdered) return [key, reversed(member)];
        return [
          key,
          Object.fromEntries(
            Object.entries(member).map(([name, each]) => [name, isObject(each) ? reversed(each) : each]),
          ),
        ];
      })
      .reverse(),
  );
}

const inBase = kinds.filter(({ folder }) => existsSync(join(schemas, 'crm', folder)));

describe.each(inBase.map((kind) => [kind.folder, kind] as const))('%s', (folder, kind) => {
  test.each(readdirSync(join(schemas, 'crm', folder)).filter((name) => name.endsWith('.json')))(
    '%s has one text',
    (name) => {
      const document: JsonObject = JSON.parse(readFileSync(join(schemas, 'crm', folder, name), 'utf8'));
      const text = documentText(document, kind);
      expect(JSON.parse(text)).toEqual(document);
      expect(text.endsWith('}\n')).toBe(true);
      expect(documentText(JSON.parse(text), kind)).toBe(text);
      expect(documentText(reversed(document), kind)).toBe(text);
    },
  );
});

test('keys stand as the metaschema has them, fields and options as the document has them, what a patch remembers last', () => {
  const document = {
    'x-base': { title: 'Old' },
    properties: { z: { title: 'Z', type: 'string', 'x-options': { b: {}, a: {} } }, a: { type: 'integer' } },
    title: 'New',
    'x-unknown': { b: 1, a: 2 },
    'x-patch': true,
    $id: 'thing',
    $schema: 'kiln:entity',
  };
  expect(documentText(document, entity)).toBe(`{
  "$schema": "kiln:entity",
  "$id": "thing",
  "x-patch": true,
  "title": "New",
  "properties": {
    "z": {
      "type": "string",
      "title": "Z",
      "x-options": {
        "b": {},
        "a": {}
      }
    },
    "a": {
      "type": "integer"
    }
  },
  "x-unknown": {
    "a": 2,
    "b": 1
  },
  "x-base": {
    "title": "Old"
  }
}
`);
});
