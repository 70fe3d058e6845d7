import type { CardColumn } from './useMoveCard.ts';

/** A column with what is in it. */
export type ShownColumn = CardColumn & {
  readonly key: string;
  readonly count: number;
  readonly sum: number | undefined;
};
