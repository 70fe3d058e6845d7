import { expect, test } from 'vitest';
import { everythingSelected, isSelected, nothingSelected, select, selectedCount } from './selection.ts';

test('some', () => {
  const some = select(nothingSelected, ['a', 'b'], true);
  expect([isSelected(some, 'a'), isSelected(some, 'c'), selectedCount(some, 10)]).toEqual([true, false, 2]);
  expect(selectedCount(select(some, ['a'], false), 10)).toBe(1);
});

test('everything but some', () => {
  const most = select(everythingSelected, ['a', 'b'], false);
  expect([isSelected(most, 'a'), isSelected(most, 'c'), selectedCount(most, 10)]).toEqual([false, true, 8]);
  expect(isSelected(select(most, ['a'], true), 'a')).toBe(true);
});
