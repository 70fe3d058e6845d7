import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../lib/json.ts';
import { mergeDocuments } from './mergeDocuments.ts';

const base = { title: 'Sales', entities: { account: { read: 'team', update: 'own' }, lead: { read: true } } };

describe('members', () => {
  test('changes in different places come together', () => {
    const mine = { ...base, entities: { ...base.entities, account: { read: 'team', update: 'team' } } };
    const theirs = { ...base, title: 'Selling', entities: { account: { read: 'all', update: 'own' } } };
    expect(mergeDocuments(base, mine, theirs)).toEqual({
      merged: { title: 'Selling', entities: { account: { read: 'all', update: 'team' } } },
      conflicts: [],
    });
  });

  test('where both changed the same, mine stands and both sides are told', () => {
    const mine = { ...base, title: 'Mine' };
    const theirs = { ...base, title: 'Theirs', entities: { lead: { read: true } } };
    const { merged, conflicts } = mergeDocuments(base, mine, theirs);
    expect(merged).toEqual({ title: 'Mine', entities: { lead: { read: true } } });
    expect(conflicts).toEqual([{ path: ['title'], base: 'Sales', mine: 'Mine', theirs: 'Theirs' }]);
  });

  test('one takes away what the other changes', () => {
    const mine = { ...base, entities: { lead: { read: true } } };
    const theirs = { ...base, entities: { ...base.entities, account: { read: 'own', update: 'own' } } };
    const { merged, conflicts } = mergeDocuments(base, mine, theirs);
    expect(merged).toEqual(mine);
    expect(conflicts).toMatchObject([{ path: ['entities', 'account'], mine: undefined, theirs: { read: 'own' } }]);
  });

  test('a field that one renames and the other changes is one field', () => {
    const field = (name: string, more: JsonObject) => ({
      properties: { first: {}, [name]: { title: 'Mail', ...more }, last: {} },
    });
    const mine = field('mail', { 'x-id': 'email' });
    const theirs = field('email', { maxLength: 100 });
    const { merged, conflicts } = mergeDocuments(field('email', {}), mine, theirs);
    expect(merged).toEqual(field('mail', { 'x-id': 'email', maxLength: 100 }));
    expect(Object.keys(Object(merged.properties))).toEqual(['first', 'mail', 'last']);
    expect(conflicts).toEqual([]);
  });

  test('two other names for one field: mine stands', () => {
    const field = (name: string) => ({ properties: { [name]: { 'x-id': 'email' } } });
    const { merged, conflicts } = mergeDocuments(field('email'), field('mail'), field('address'));
    expect(merged).toEqual(field('mail'));
    expect(conflicts).toMatchObject([
      { path: ['properties', 'mail'], base: 'email', mine: 'mail', theirs: 'address', isName: true },
    ]);
  });

  test('one name for two fields keeps mine and tells it', () => {
    const mine = { properties: { mail: { 'x-id': 'email' } } };
    const theirs = { properties: { email: {}, mail: { type: 'integer' } } };
    const { merged, conflicts } = mergeDocuments({ properties: { email: {} } }, mine, theirs);
    expect(merged).toEqual(mine);
    expect(conflicts).toHaveLength(1);
  });
});

describe('lists', () => {
  const list = (was: Json[], mine: Json[], theirs: Json[]) => {
    const { merged, conflicts } = mergeDocuments({ list: was }, { list: mine }, { list: theirs });
    return { list: merged.list, conflicts: conflicts.length };
  };

  test.each<[string, Json[], Json[], Json[], Json[]]>([
    ['both add', ['a', 'b'], ['a', 'b', 'x'], ['a', 'y', 'b'], ['a', 'y', 'b', 'x']],
    ['both add the same', ['a'], ['a', 'x'], ['a', 'x'], ['a', 'x']],
    ['both add at the end', ['a'], ['a', 'x'], ['a', 'y'], ['a', 'x', 'y']],
    ['one removes, one adds', ['a', 'b'], ['a'], ['a', 'b', 'c'], ['a', 'c']],
    ['one moves, one adds', ['a', 'b', 'c'], ['c', 'a', 'b'], ['a', 'b', 'c', 'd'], ['c', 'd', 'a', 'b']],
    ['one adds in front', ['a'], ['x', 'a'], ['a', 'b'], ['x', 'a', 'b']],
    [
      'a column gets a width, another comes',
      ['a', 'b'],
      [{ field: 'a', width: 90 }, 'b'],
      ['a', 'b', 'c'],
      [{ field: 'a', width: 90 }, 'b', 'c'],
    ],
    ['pairs of names', [['a', 'b']], [['a', 'b'], ['c']], [['a', 'b'], ['d']], [['a', 'b'], ['c'], ['d']]],
    [
      'a section with another title is the same section',
      [{ title: 'Basics', fields: ['a', 'b'] }],
      [{ title: 'Basics', fields: ['a', 'b', 'mine'] }],
      [
        { title: 'General', fields: ['a', 'b', 'c'] },
        { title: 'More', fields: ['d'] },
      ],
      [
        { title: 'General', fields: ['a', 'b', 'mine', 'c'] },
        { title: 'More', fields: ['d'] },
      ],
    ],
    [
      'a rule that both change in different places',
      [{ when: 'a', require: ['x'], message: 'Old' }],
      [{ when: 'a', require: ['x', 'y'], message: 'Old' }],
      [{ when: 'a', require: ['x'], message: 'New' }],
      [{ when: 'a', require: ['x', 'y'], message: 'New' }],
    ],
  ])('%s', (_what, was, mine, theirs, merged) => {
    expect(list(was, mine, theirs)).toEqual({ list: merged, conflicts: 0 });
  });

  test('what one changes and the other takes away is told', () => {
    const was = ['a', { field: 'b', width: 90 }];
    expect(list(was, ['a', { field: 'b', width: 50 }], ['a'])).toEqual({
      list: ['a', { field: 'b', width: 50 }],
      conflicts: 1,
    });
  });

  test('members that cannot be told apart make the list one value', () => {
    expect(list(['a', 'a'], ['a', 'a', 'b'], ['a', 'a', 'c'])).toEqual({ list: ['a', 'a', 'b'], conflicts: 1 });
  });
});

test('documents of any size are merged in a moment', () => {
  const many = (prefix: string) => Array.from({ length: 50_000 }, (_, index) => `${prefix}${index}`);
  const object = (keys: string[]) => ({
    properties: Object.fromEntries(keys.map((key) => [key, { title: key }])),
    list: keys,
  });
  const started = performance.now();
  const { merged, conflicts } = mergeDocuments(
    object(many('a')),
    object([...many('a'), ...many('b')]),
    object(many('c')),
  );
  expect(Object.keys(merged.properties ?? {})).toHaveLength(100_000);
  expect(conflicts).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(10_000);
});

describe('laws', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'properties', 'x-options', '__proto__', 'constructor');
  const leaf: fc.Arbitrary<Json> = fc.oneof(
    fc.integer({ max: 3 }),
    fc.boolean(),
    fc.constantFrom('a', 'b', 'c'),
    fc.constant(null),
  );
  const { document } = fc.letrec<{ document: JsonObject; value: Json }>((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value'), { maxLength: 4 }), tie('document')),
    document: fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  }));

  test('one side alone is taken as it is', () => {
    fc.assert(
      fc.property(document, document, (was, now) => {
        expect(mergeDocuments(was, now, was)).toEqual({ merged: now, conflicts: [] });
        expect(mergeDocuments(was, was, now)).toEqual({ merged: now, conflicts: [] });
        expect(mergeDocuments(was, now, now)).toEqual({ merged: now, conflicts: [] });
      }),
    );
  });

  test('any three documents can be merged, and none is changed', () => {
    fc.assert(
      fc.property(document, document, document, fc.boolean(), (was, mine, theirs, asPatch) => {
        const before = JSON.stringify([was, mine, theirs]);
        mergeDocuments(was, mine, theirs, { asPatch });
        expect(JSON.stringify([was, mine, theirs])).toBe(before);
      }),
    );
  });
});
