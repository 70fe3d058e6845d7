import { expect, test } from 'vitest';
import { nextSort, parseListState } from './listState.ts';

test('reads what it knows and drops the rest', () => {
  expect(parseListState({ view: 'hot', sort: '-amount', q: '王', page: 3 })).toEqual({
    view: 'hot',
    sort: '-amount',
    q: '王',
  });
  expect(parseListState({ sort: 'name;drop', q: '', view: ['x'] })).toEqual({});
  // The router reads a search for digits as a number.
  expect(parseListState({ q: 42 })).toEqual({ q: '42' });
});

test('a click on a head goes up, down, and back', () => {
  expect(nextSort(undefined, 'name')).toBe('name');
  expect(nextSort('name', 'name')).toBe('-name');
  expect(nextSort('-name', 'name')).toBeUndefined();
  expect(nextSort('-amount', 'name')).toBe('name');
});
