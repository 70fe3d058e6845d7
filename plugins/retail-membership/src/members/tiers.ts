import { addMonths, type Day } from '../lib/calendar.ts';

export interface Tier {
  readonly id: string;
  /** The higher, the better. */
  readonly rank: number;
  /** What a member has to have spent in the window, in the currency of totals; null: spending does not lead there. */
  readonly minSpend: number | null;
  /** Points earned in the window; null: points do not lead there. */
  readonly minPoints: number | null;
}

/** What a member did in the rolling window: the last twelve months, counted back from today, not a calendar year. */
export interface Achievement {
  readonly spend: number;
  readonly points: number;
}

export interface Standing {
  readonly tier: string | null;
  readonly tierSince: Day | null;
  /** Until when the tier is kept whatever is spent. */
  readonly tierUntil: Day | null;
}

/** The best tier that the achievement is enough for; either of its thresholds suffices. A tier without any is for everybody. */
export function qualifiedTier<T extends Tier>(tiers: readonly T[], { spend, points }: Achievement): T | undefined {
  const reached = tiers.filter(({ minSpend, minPoints }) => {
    if (minSpend === null && minPoints === null) return true;
    return (minSpend !== null && spend >= minSpend) || (minPoints !== null && points >= minPoints);
  });
  return best(reached);
}

/**
 * What a member's tier is from today on: a better one is given at once, with a period of its own; a worse one only after the
 * last day of the period, as loyalty programmes of airlines and hotels do. Who still qualifies then keeps the tier for
 * another period. The same object when nothing changes.
 */
export function nextStanding(
  current: Standing,
  tiers: readonly Tier[],
  achievement: Achievement,
  today: Day,
  periodMonths: number,
): Standing {
  const held = tiers.find(({ id }) => id === current.tier);
  const earned = qualifiedTier(tiers, achievement);
  if (!earned) return held === undefined || !isOver(current, today) ? current : none;
  const begin = (tier: Tier): Standing => ({
    tier: tier.id,
    tierSince: tier.id === current.tier ? current.tierSince : today,
    tierUntil: addMonths(today, periodMonths),
  });
  if (!held || earned.rank > held.rank) return begin(earned);
  return isOver(current, today) ? begin(earned) : current;
}

const none: Standing = { tier: null, tierSince: null, tierUntil: null };

function isOver({ tierUntil }: Standing, today: Day): boolean {
  return tierUntil !== null && tierUntil < today;
}

function best<T extends Tier>(tiers: readonly T[]): T | undefined {
  const order = [...tiers].sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
  return order[0];
}
