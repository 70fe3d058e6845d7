import { type Cents, smallestUnit } from '../lib/money.ts';
import { linesOf } from './eligible.ts';
import { takeOff } from './takeOff.ts';
import type { PriceLine, Promotion, Step } from './types.ts';

/**
 * What a set of promotions takes off together, or undefined where the rules of stacking do not let them go together. They are
 * counted one after the other by priority, each on what the ones before left.
 */
export function combine(
  promotions: readonly Promotion[],
  lines: readonly PriceLine[],
  currency: string,
): Step[] | undefined {
  if (promotions.length > 1 && promotions.some(({ stacking }) => stacking === 'alone')) return undefined;
  const exclusive = promotions.filter(({ stacking }) => stacking === 'exclusive');
  const taken = new Map<string, string>();
  for (const promotion of exclusive) {
    for (const { id } of linesOf(promotion, lines)) {
      if (taken.has(id)) return undefined;
      taken.set(id, promotion.id);
    }
  }
  const left = new Map<string, Cents>(lines.map(({ id, amount }) => [id, amount]));
  const steps: Step[] = [];
  for (const promotion of inOrder(promotions)) {
    const meant = linesOf(promotion, lines).filter(({ id }) => (taken.get(id) ?? promotion.id) === promotion.id);
    const open = meant.map((line) => ({ line, left: left.get(line.id) ?? 0 }));
    const off = takeOff(promotion.benefit, open, smallestUnit(currency));
    for (const [index, { line }] of open.entries()) {
      const amount = off[index] ?? 0;
      if (amount <= 0) continue;
      steps.push({ promotion: promotion.id, line: line.id, off: amount });
      left.set(line.id, (left.get(line.id) ?? 0) - amount);
    }
  }
  return steps;
}

export function worth(steps: readonly Step[]): Cents {
  return steps.reduce((sum, { off }) => sum + off, 0);
}

/** By priority; a price of one's own before percentages, so that these are counted on it, and fixed amounts last. */
export function inOrder(promotions: readonly Promotion[]): Promotion[] {
  return [...promotions].sort(
    (a, b) =>
      b.priority - a.priority ||
      sequence.indexOf(a.benefit.kind) - sequence.indexOf(b.benefit.kind) ||
      (a.id < b.id ? -1 : 1),
  );
}

const sequence: readonly Promotion['benefit']['kind'][] = ['tierPrice', 'buyXGetY', 'percentage', 'amountOff'];
