import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDefinition } from './parseDefinition.ts';

function messages(text: string): string[] {
  const result = parseDefinition(text, 'a.json', 'crm');
  return result.ok ? [] : result.problems.map((problem) => `${problem.pointer} ${problem.message}`);
}

describe('parseDefinition', () => {
  test('reads kind and name', () => {
    const result = parseDefinition('{"$schema": "kiln:entity", "$id": "contact"}', 'a.json', 'crm');
    expect(result).toEqual({
      ok: true,
      definition: {
        kind: 'entity',
        name: 'contact',
        package: 'crm',
        file: 'a.json',
        document: { $schema: 'kiln:entity', $id: 'contact' },
      },
    });
  });

  test('takes a byte order mark', () => {
    expect(messages('\uFEFF{"$schema": "kiln:entity", "$id": "contact"}')).toEqual([]);
  });

  test('says where JSON breaks', () => {
    expect(messages('{\n  "a": 1\n  "b": 2\n}')).toEqual([
      ' Line 3, column 3: Expected "," or "}" after a value, found "\\"".',
    ]);
    expect(messages('{"a": [1, }')).toEqual(['/a/1 Line 1, column 11: Expected a value, found "}".']);
    expect(messages('{"a": "x\ny"}')[0]).toMatch(/Line 1, column 7: This text is not closed/);
    expect(messages('')).toEqual([' Line 1, column 1: Expected a value, found the end of the file.']);
    expect(messages('{} x')[0]).toMatch(/Nothing may follow/);
    expect(messages('['.repeat(100))[0]).toMatch(/nested more than 60 levels/);
  });

  test('finds keys that stand twice', () => {
    const text = '{"$schema": "kiln:entity", "$id": "a", "properties": {"x": 1,\n "y": 2, "x": 3}}';
    expect(messages(text)).toEqual([
      '/properties/x Line 2, column 10: "x" stands twice in the same object; the first one would be lost.',
    ]);
  });

  test('needs a kind and a name', () => {
    expect(messages('[]')).toEqual([' A definition is a JSON object.']);
    expect(messages('{"$schema": "entity"}')).toHaveLength(2);
  });

  test('agrees with JSON.parse on what JSON is', () => {
    const broken = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', '\\', '0', '{', '\n', 'x', ':'));
    fc.assert(
      fc.property(broken, ([json, position, insert]) => {
        const at = position % (json.length + 1);
        const text = json.slice(0, at) + insert + json.slice(at);
        const isJson = parses(text);
        const found = messages(text).filter((message) => !/stands twice|A definition is|"\$(schema|id)"/.test(message));
        expect(found.length === 0).toBe(isJson);
      }),
    );
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
