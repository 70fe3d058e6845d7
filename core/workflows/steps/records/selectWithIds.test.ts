import { expect, test } from 'vitest';
import { selectWithIds } from './selectWithIds.ts';

test.each([
  [undefined, {}],
  [' ', {}],
  ['name', { select: 'id,name' }],
  [
    '*, account(name,owner(name)), lines (price)',
    { select: 'id,*, account(id,name,owner(id,name)), lines (id,price)' },
  ],
])('%j', (select, expected) => {
  expect(selectWithIds(select)).toEqual(expected);
});
