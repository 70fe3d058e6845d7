import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import metaschema from '../../../../../schemas/meta/entity.json' with { type: 'json' };
import { memberCompletions, schemaAt, valueCompletions } from './jsonCompletions.ts';

const root: JsonObject = JSON.parse(JSON.stringify(metaschema));
const members = (path: string[], present: string[] = []) => {
  const schema = schemaAt(root, path);
  return schema && memberCompletions(root, schema, present).map(({ label }) => label);
};

test('members of the document, of a field and of a relation', () => {
  expect(members([], ['title'])).toEqual(expect.arrayContaining(['properties', 'x-display']));
  expect(members([], ['title'])).not.toContain('title');
  expect(members(['properties', 'amount'])).toEqual(expect.arrayContaining(['x-formula', 'title', 'format']));
  expect(members(['properties', 'account', 'x-relation'])).toEqual(['to', 'many', 'onDelete', 'inverse', 'add']);
  expect(members(['x-rules', '0'])).toEqual(expect.arrayContaining(['when', 'check', 'message']));
});

test('a member comes with a value to begin with, and says what it is for', () => {
  const schema = schemaAt(root, ['properties', 'amount']);
  const found = schema && memberCompletions(root, schema, []).find(({ label }) => label === 'x-relation');
  expect(found).toMatchObject({
    insert: '"x-relation": {}',
    description: 'The field points at records of other entities.',
  });
});

test('values that can be listed', () => {
  const format = schemaAt(root, ['properties', 'amount', 'format']);
  expect(format && valueCompletions(format).map(({ label }) => label)).toEqual(
    expect.arrayContaining(['date', 'email']),
  );
  const owned = schemaAt(root, ['x-owned']);
  expect(owned && valueCompletions(owned).map(({ insert }) => insert)).toEqual(['true', 'false']);
});
