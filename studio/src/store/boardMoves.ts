import type { InfiniteData } from '@tanstack/react-query';
import type { RecordGroup } from '../api/groups.ts';
import type { Page, RecordValues } from '../api/records.ts';

/** The pages of one column of a board, as far as they were read. */
export type Cards = InfiniteData<Page, string | undefined>;

/** The cards without one of them. */
export function withoutCard(cards: Cards, id: string): Cards {
  return {
    ...cards,
    pages: cards.pages.map((page) => ({ ...page, data: page.data.filter((card) => card.id !== id) })),
  };
}

/** The cards with one more, first. */
export function withCard(cards: Cards, card: RecordValues): Cards {
  const [first, ...others] = withoutCard(cards, String(card.id)).pages;
  return first ? { ...cards, pages: [{ ...first, data: [card, ...first.data] }, ...others] } : cards;
}

/** The groups after one record went from one to another; `amount`: what it adds to a sum. */
export function movedCounts(
  groups: readonly RecordGroup[],
  from: RecordGroup['value'],
  to: RecordGroup['value'],
  amount: number | undefined,
): RecordGroup[] {
  const known = groups.some(({ value }) => value === to)
    ? groups
    : [...groups, { value: to, count: 0, sum: undefined }];
  return known.map((group) => {
    const step = group.value === to ? 1 : group.value === from ? -1 : 0;
    if (step === 0) return group;
    const sum = amount === undefined ? group.sum : (group.sum ?? 0) + step * amount;
    return { ...group, count: Math.max(0, group.count + step), sum };
  });
}
