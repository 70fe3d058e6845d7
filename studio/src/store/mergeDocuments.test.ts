import { expect, test } from 'vitest';
import { mergeDocuments } from './mergeDocuments.ts';

const base = { title: 'Sales', entities: { account: { read: 'team', update: 'own' }, lead: { read: true } } };

test('changes in different places come together', () => {
  const mine = { ...base, entities: { ...base.entities, account: { read: 'team', update: 'team' } } };
  const theirs = { ...base, title: 'Selling', entities: { account: { read: 'all', update: 'own' } } };
  expect(mergeDocuments(base, mine, theirs)).toEqual({
    merged: { title: 'Selling', entities: { account: { read: 'all', update: 'team' } } },
    conflicts: [],
  });
});

test('where both changed the same, mine stands and the place is told', () => {
  const mine = { ...base, title: 'Mine' };
  const theirs = { ...base, title: 'Theirs', entities: { lead: { read: true } } };
  const { merged, conflicts } = mergeDocuments(base, mine, theirs);
  expect(merged).toEqual({ title: 'Mine', entities: { lead: { read: true } } });
  expect(conflicts).toEqual([['title']]);
});

test('one takes away what the other changes', () => {
  const mine = { ...base, entities: { lead: { read: true } } };
  const theirs = { ...base, entities: { ...base.entities, account: { read: 'own', update: 'own' } } };
  const { merged, conflicts } = mergeDocuments(base, mine, theirs);
  expect(merged).toEqual(mine);
  expect(conflicts).toEqual([['entities', 'account']]);
});
