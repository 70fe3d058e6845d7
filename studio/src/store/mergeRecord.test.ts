import { expect, test } from 'vitest';
import { changedFields, differences } from './mergeRecord.ts';
import { findEntity } from './model.ts';
import { testModel } from './testModel.ts';

const order = findEntity(testModel(), 'order') ?? expect.fail('no order');
const base = { name: 'A', currency: 'EUR', total: 1, doubled: 2, version: 1 };

test('tells who changed what; equal changes are none', () => {
  const mine = { ...base, name: 'B', currency: 'USD', total: 5 };
  const theirs = { ...base, name: 'C', total: 5, doubled: 10, version: 2, currency: 'EUR' };
  expect(
    differences(order, base, mine, theirs).map(({ field, changedBy, isConflict }) => [
      field.name,
      changedBy,
      isConflict,
    ]),
  ).toEqual([
    ['name', 'both', true],
    ['currency', 'me', false],
  ]);
});

test('only fields that people fill in, and that were read, count as changed', () => {
  const theirs = { ...base, total: 3, doubled: 6, version: 2, account: 'x' };
  expect(changedFields(order, base, theirs).map(({ name }) => name)).toEqual(['total']);
});
