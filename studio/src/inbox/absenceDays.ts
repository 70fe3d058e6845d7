import type { Absence } from '../api/approvals.ts';
import { dayOf, midnight } from '../lib/days.ts';

/** The days of an absence, both included, where whoever looks is. */
export interface AbsenceDays {
  /** `2026-03-09` */
  readonly from: string;
  readonly to: string;
}

/** The last day that one is away: the absence ends with it. */
export function lastDay({ to }: Pick<Absence, 'to'>): string {
  return dayOf(new Date(new Date(to).getTime() - 1));
}

/**
 * From the beginning of the first day to the end of the last one; undefined: these are no days, or in the wrong order.
 */
export function absenceMoments({ from, to }: AbsenceDays): Pick<Absence, 'from' | 'to'> | undefined {
  const [first, end] = [midnight(from), midnight(to, 1)];
  return first && end && first < end ? { from: first.toISOString(), to: end.toISOString() } : undefined;
}
