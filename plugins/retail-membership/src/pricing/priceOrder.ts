import { combine, inOrder, worth } from './combine.ts';
import { linesOf, whyNot } from './eligible.ts';
import type { Price, PriceLine, PriceRequest, Promotion, Reason, Step } from './types.ts';

/**
 * Of promotions that are exclusive, so many are tried in every combination; those beyond, the ones of least priority, only
 * one after the other. Fewer where there are many lines: a price takes some 100 ms at most.
 */
const mostCombined = 8;
const mostWork = 200_000;

/**
 * The price by the promotions that take off the most together. Stackable ones count whenever they may; of those that are
 * exclusive, every set that the rules allow is tried, and one that stands alone is tried against all of them. Where two sets are
 * worth the same, the one with the higher priorities is taken. The order of the lines changes nothing, and no line gets below 0.
 */
export function priceOrder(request: PriceRequest): Price {
  const lines = inFixedOrder(request.lines);
  const rejected: { promotion: string; reason: Reason }[] = [];
  const possible: Promotion[] = [];
  for (const promotion of inOrder(request.promotions)) {
    const reason = whyNot(promotion, { ...request, lines });
    if (reason === undefined) possible.push(promotion);
    else rejected.push({ promotion: promotion.id, reason });
  }
  const steps = bestOf(possible, lines, request.currency);
  const used = new Set(steps.map(({ promotion }) => promotion));
  for (const promotion of possible) {
    if (used.has(promotion.id)) continue;
    const alone = worth(combine([promotion], lines, request.currency) ?? []);
    rejected.push({ promotion: promotion.id, reason: alone > 0 ? 'better' : 'nothing' });
  }
  const off = new Map(lines.map(({ id }) => [id, 0]));
  for (const step of steps) off.set(step.line, (off.get(step.line) ?? 0) + step.off);
  const amount = lines.reduce((sum, line) => sum + line.amount, 0);
  return { steps, off, amount, total: amount - worth(steps), rejected };
}

function bestOf(possible: readonly Promotion[], lines: readonly PriceLine[], currency: string): Step[] {
  const of = (stacking: Promotion['stacking']) => possible.filter((promotion) => promotion.stacking === stacking);
  const [stackable, exclusive] = [of('stackable'), of('exclusive')];
  let best: { set: readonly Promotion[]; steps: Step[]; worth: number } = { set: [], steps: [], worth: 0 };
  const attempt = (set: readonly Promotion[]): void => {
    const steps = combine(set, lines, currency);
    if (!steps) return;
    const found = { set, steps, worth: worth(steps) };
    if (found.worth > best.worth || (found.worth === best.worth && precedes(set, best.set))) best = found;
  };
  const work = Math.max(1, possible.length * lines.length);
  const combined = Math.max(1, Math.min(mostCombined, Math.floor(Math.log2(mostWork / work))));
  for (const some of subsets(exclusive.slice(0, combined))) attempt([...some, ...stackable]);
  for (const promotion of exclusive.slice(combined)) {
    const others = best.set.filter((other) => other.stacking !== 'exclusive' || !overlap(other, promotion, lines));
    attempt([...others, promotion]);
  }
  for (const promotion of of('alone')) attempt([promotion]);
  return best.steps;
}

function overlap(a: Promotion, b: Promotion, lines: readonly PriceLine[]): boolean {
  const meant = new Set(linesOf(a, lines).map(({ id }) => id));
  return linesOf(b, lines).some(({ id }) => meant.has(id));
}

/** Whether the first set is the better one of two that are worth the same. */
function precedes(set: readonly Promotion[], other: readonly Promotion[]): boolean {
  if (other.length === 0) return false;
  const [a, b] = [inOrder(set), inOrder(other)];
  for (const [index, promotion] of a.entries()) {
    const rival = b[index];
    if (!rival) return false;
    if (promotion.priority !== rival.priority) return promotion.priority > rival.priority;
    if (promotion.id !== rival.id) return promotion.id < rival.id;
  }
  return a.length < b.length;
}

function subsets<T>(list: readonly T[]): T[][] {
  const all: T[][] = [[]];
  for (const item of list) all.push(...all.map((some) => [...some, item]));
  return all;
}

/** By content, so that the same lines in another order have the same prices. */
function inFixedOrder(lines: readonly PriceLine[]): PriceLine[] {
  const key = ({ product, category, quantity, amount }: PriceLine): string =>
    JSON.stringify([product, category, quantity, amount]);
  return lines
    .map((line) => ({ line, key: key(line) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.line.id < b.line.id ? -1 : 1))
    .map(({ line }) => line);
}
