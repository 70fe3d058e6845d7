import { expect, test } from 'vitest';
import { type Cards, movedCounts, withCard, withoutCard } from './boardMoves.ts';

const page = (...ids: string[]) => ({ data: ids.map((id) => ({ id })), next: null, count: undefined });
const cards: Cards = { pages: [page('a', 'b'), page('c')], pageParams: [undefined, 'x'] };
const ids = ({ pages }: Cards) => pages.map(({ data }) => data.map(({ id }) => id));

test('a card goes and comes', () => {
  expect(ids(withoutCard(cards, 'b'))).toEqual([['a'], ['c']]);
  expect(ids(withCard(cards, { id: 'd' }))).toEqual([['d', 'a', 'b'], ['c']]);
  // Read meanwhile: it does not stand there twice.
  expect(ids(withCard(cards, { id: 'c' }))).toEqual([['c', 'a', 'b'], []]);
});

test('counts and sums go along', () => {
  const groups = [
    { value: 'open', count: 3, sum: 30 },
    { value: 'won', count: 1, sum: 5 },
  ];
  expect(movedCounts(groups, 'open', 'won', 10)).toEqual([
    { value: 'open', count: 2, sum: 20 },
    { value: 'won', count: 2, sum: 15 },
  ]);
  expect(movedCounts(groups, 'open', null, undefined)).toEqual([
    { value: 'open', count: 2, sum: 30 },
    { value: 'won', count: 1, sum: 5 },
    { value: null, count: 1, sum: undefined },
  ]);
});
