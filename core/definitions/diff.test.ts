import { expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { diff } from './diff.ts';
import type { Definition } from './types.ts';

function entity(name: string, document: JsonObject = {}): Definition {
  return { kind: 'entity', name, package: 'crm', document: { $id: name, ...document } };
}

test('finds what is new, gone, changed and renamed', () => {
  const before = [entity('same', { a: 1, b: 2 }), entity('gone'), entity('changed', { a: 1 }), entity('old', { a: 1 })];
  const after = [
    entity('same', { b: 2, a: 1 }),
    entity('changed', { a: 2 }),
    entity('new'),
    entity('renamed', { 'x-id': 'old', a: 1 }),
  ];
  const changes = diff(before, after).map(({ id, from, to }) => [id, from?.name, to?.name]);
  expect(changes).toEqual([
    ['changed', 'changed', 'changed'],
    ['new', undefined, 'new'],
    ['old', 'old', 'renamed'],
    ['gone', 'gone', undefined],
  ]);
});
