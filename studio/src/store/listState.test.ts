import { expect, test } from 'vitest';
import { inOrder, moveColumn, parseColumns, printColumns } from './columnSpec.ts';
import { changeListState, parseListState } from './listState.ts';
import { nextSort, parseSort, printSort } from './sortKeys.ts';

test('reads what it knows and drops the rest', () => {
  const state = { view: 'hot', where: 'a > 1', sort: '-amount,account.name', q: '王', columns: 'name!:200,stage' };
  expect(parseListState({ ...state, page: 3 })).toEqual(state);
  expect(parseListState({ sort: 'name;drop', q: '', view: ['x'], columns: '<b>', peek: 'x', where: ' ' })).toEqual({});
  // The router reads a search for digits as a number.
  expect(parseListState({ q: 42 })).toEqual({ q: '42' });
});

test('a change leaves the others, and undefined takes away', () => {
  expect(changeListState({ view: 'hot', q: 'x' }, { q: undefined, sort: 'name' })).toEqual({
    view: 'hot',
    sort: 'name',
  });
});

test('a click on a head goes up, down, and back; with others kept it goes on after them', () => {
  expect(nextSort(undefined, 'name', false)).toBe('name');
  expect(nextSort('name', 'name', false)).toBe('-name');
  expect(nextSort('-name', 'name', false)).toBeUndefined();
  expect(nextSort('-amount,name', 'name', false)).toBe('name');
  expect(nextSort('-amount', 'name', true)).toBe('-amount,name');
  expect(nextSort('-amount,name', 'amount', true)).toBe('name');
  expect(printSort(parseSort('-a,b.c'))).toBe('-a,b.c');
});

test('columns as text: order, width, pin', () => {
  const specs = parseColumns('name!:260,stage,account.industry:20,stage,<x>');
  expect(specs).toEqual([
    { path: 'name', pinned: true, width: 260 },
    { path: 'stage' },
    { path: 'account.industry', width: 60 },
  ]);
  expect(printColumns(specs)).toBe('name!:260,stage,account.industry:60');
});

test('a column is moved to before another; pinned ones stay first', () => {
  const specs = parseColumns('a!,b,c,d');
  expect(printColumns(moveColumn(specs, 3, 1))).toBe('a!,d,b,c');
  expect(printColumns(moveColumn(specs, 1, 4))).toBe('a!,c,d,b');
  expect(printColumns(moveColumn(specs, 2, 0))).toBe('a!,c,b,d');
  expect(printColumns(inOrder(parseColumns('a,b!')))).toBe('b!,a');
});
