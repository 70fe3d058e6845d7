import { expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { mergeDefinitions } from './mergeDefinitions.ts';
import type { Definition } from './types.ts';

const text = { type: 'string' };

function entity(name: string, properties: JsonObject, rest: JsonObject = {}): Definition {
  return { kind: 'entity', name, package: 'local', document: { $id: name, title: name, properties, ...rest } };
}

const base = [entity('contact', { name: text, email: text }), entity('account', { name: text })];
const account = entity('account', { name: text });

test('changes in different places come together', () => {
  const mine = [entity('contact', { name: text, email: text, phone: text }), account];
  const theirs = [entity('contact', { name: { ...text, title: 'Name' }, email: text }), account];
  expect(mergeDefinitions(base, mine, theirs)).toEqual({
    edits: [
      {
        kind: 'entity',
        name: 'contact',
        document: {
          $id: 'contact',
          title: 'contact',
          properties: { name: { ...text, title: 'Name' }, email: text, phone: text },
        },
      },
    ],
    conflicts: [],
  });
});

test('what others renamed is followed, entity and field', () => {
  const mine = [entity('contact', { name: text, email: { ...text, title: 'Mail' } }), account];
  const theirs = [entity('client', { name: text, mail: { ...text, 'x-id': 'email' } }, { 'x-id': 'contact' }), account];
  const { edits, conflicts } = mergeDefinitions(base, mine, theirs);
  expect(conflicts).toEqual([]);
  expect(edits).toEqual([
    {
      kind: 'entity',
      name: 'client',
      document: {
        $id: 'client',
        title: 'client',
        properties: { name: text, mail: { ...text, 'x-id': 'email', title: 'Mail' } },
        'x-id': 'contact',
      },
    },
  ]);
});

test('the way back from a rename keeps a later name, and the id with it, where that side counts', () => {
  const renamed = [entity('contact', { name: text, mail: { ...text, 'x-id': 'email' } }), account];
  const again = [entity('contact', { name: text, post: { ...text, 'x-id': 'email' } }), account];
  const kept = mergeDefinitions(renamed, base, again, 'theirs');
  expect(kept.conflicts).toEqual([
    { kind: 'entity', name: 'contact', path: ['properties', 'post'], base: 'mail', mine: 'email', theirs: 'post' },
  ]);
  expect(kept.edits).toEqual([]);
  const [edit] = mergeDefinitions(renamed, base, again, 'mine').edits;
  expect(edit?.document?.properties).toEqual({ name: text, email: text });
});

test('both sides are told where the same was changed', () => {
  const mine = [entity('contact', { name: { ...text, title: 'Mine' }, email: text }), account];
  const theirs = [entity('contact', { name: { ...text, title: 'Theirs' }, email: text }), account];
  const { conflicts } = mergeDefinitions(base, mine, theirs);
  const path = ['properties', 'name', 'title'];
  expect(conflicts).toEqual([{ kind: 'entity', name: 'contact', path, mine: 'Mine', theirs: 'Theirs' }]);
});

test('one removes what the other changes', () => {
  const mine = [account];
  const theirs = [entity('contact', { name: text }), account];
  const { conflicts, edits } = mergeDefinitions(base, mine, theirs);
  expect(conflicts.map(({ path, mine: own }) => [path, own])).toEqual([[[], undefined]]);
  expect(edits).toEqual([{ kind: 'entity', name: 'contact', document: null }]);
  expect(mergeDefinitions(base, mine, theirs, 'theirs').edits).toEqual([]);
});

test('removed by both is removed; made by both alike is there', () => {
  expect(mergeDefinitions(base, [account], [account])).toEqual({ edits: [], conflicts: [] });
  const visit = entity('visit', { place: text });
  expect(mergeDefinitions(base, [...base, visit], [...base, visit])).toEqual({ edits: [], conflicts: [] });
});

test('a name that another definition has taken meanwhile is a conflict', () => {
  const mine = [entity('person', { name: text, email: text }, { 'x-id': 'contact' }), account];
  const theirs = [...base, entity('person', { age: text })];
  const { conflicts } = mergeDefinitions(base, mine, theirs);
  expect(conflicts.map(({ name, path }) => [name, path])).toEqual([['person', []]]);
});

test('two that change names with each other are two edits', () => {
  const mine = [
    entity('account', { name: text, email: text }, { 'x-id': 'contact' }),
    entity('contact', { name: text }, { 'x-id': 'account' }),
  ];
  const { conflicts, edits } = mergeDefinitions(base, mine, base);
  expect(conflicts).toEqual([]);
  expect(edits.map(({ name, document }) => [name, document?.['x-id']]).sort()).toEqual([
    ['account', 'contact'],
    ['contact', 'account'],
  ]);
});
