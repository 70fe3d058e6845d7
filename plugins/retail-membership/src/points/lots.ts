import type { Day } from '../lib/calendar.ts';

/**
 * Points that were credited together and expire together: a lot, as stock is kept in lots. What is spent takes from the lot
 * that expires first (first expired, first out); lots without an end come last, and of two that expire alike the older one.
 */
export interface Lot {
  readonly id: string;
  /** When it was credited; ids are uuid v7, so the id decides between two of one moment. */
  readonly creditedOn: Day;
  readonly expiresOn: Day | null;
  /** Points that are left in it. */
  readonly remaining: number;
}

/** Points taken from a lot for a debit; less than 0 where they are put back. */
interface Use {
  readonly lot: string;
  readonly points: number;
}

export interface Taken {
  readonly uses: readonly Use[];
  /** Points for which no lot was left. */
  readonly uncovered: number;
}

/** A lot's last day is its `expiresOn`; it is gone the day after. */
export function isExpired(lot: Pick<Lot, 'expiresOn'>, today: Day): boolean {
  return lot.expiresOn !== null && lot.expiresOn < today;
}

function inOrderOfUse(lots: readonly Lot[]): Lot[] {
  const end = (lot: Lot): string => lot.expiresOn ?? '9999-12-31';
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...lots].sort(
    (a, b) => compare(end(a), end(b)) || compare(a.creditedOn, b.creditedOn) || compare(a.id, b.id),
  );
}

/** Which lots pay for a debit of so many points: those in `first`, as far as they last, then the others in their order. */
export function takeFromLots(lots: readonly Lot[], points: number, first: readonly string[] = []): Taken {
  const ordered = inOrderOfUse(lots);
  const preferred = first.flatMap((id) => ordered.filter((lot) => lot.id === id));
  const uses: Use[] = [];
  let left = points;
  for (const lot of [...preferred, ...ordered.filter(({ id }) => !first.includes(id))]) {
    if (left === 0) break;
    const taken = Math.min(left, Math.max(0, lot.remaining));
    if (taken === 0) continue;
    uses.push({ lot: lot.id, points: taken });
    left -= taken;
  }
  return { uses, uncovered: left };
}

/** A debit that no lot has paid for in full: what a refund took back of points that were spent already. */
export interface Debt {
  readonly id: string;
  readonly uncovered: number;
}

/** How a new credit pays what the member owes, the oldest debt first. */
export function payDebts(debts: readonly Debt[], points: number): { debit: string; points: number }[] {
  const paid: { debit: string; points: number }[] = [];
  let left = points;
  for (const { id, uncovered } of debts) {
    const part = Math.min(left, Math.max(0, uncovered));
    if (part === 0) continue;
    paid.push({ debit: id, points: part });
    left -= part;
  }
  return paid;
}
