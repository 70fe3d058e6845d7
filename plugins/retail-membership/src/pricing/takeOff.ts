import { allocate, type Cents, roundTo, share } from '../lib/money.ts';
import type { Benefit, PriceLine } from './types.ts';

/** A line, and what is left of its amount after the promotions before. */
export interface OpenLine {
  readonly line: PriceLine;
  readonly left: Cents;
}

/** What the benefit takes off each of the lines: whole units of the currency, never more than is left. */
export function takeOff(benefit: Benefit, lines: readonly OpenLine[], unit: Cents): Cents[] {
  const left = lines.map((open) => open.left);
  const all = left.reduce((sum, amount) => sum + amount, 0);
  switch (benefit.kind) {
    case 'percentage': {
      const wanted = roundTo(percentOf(all, benefit.percent), unit);
      return allocate(benefit.most === null ? wanted : Math.min(wanted, benefit.most), left, unit);
    }
    case 'amountOff':
      return allocate(benefit.amount, left, unit);
    case 'tierPrice':
      return lines.map((open) => {
        const price = share(benefit.price, milli(open.line), 1_000);
        return atMost(open.left, roundTo(Math.max(0, open.left - price), unit));
      });
    case 'buyXGetY': {
      const free = cheapestUnits(lines, benefit.buy, benefit.get);
      return lines.map((open, index) => {
        const units = free[index] ?? 0;
        if (units === 0) return 0;
        const worth = share(open.left, units * 1_000, milli(open.line));
        return atMost(open.left, roundTo(percentOf(worth, benefit.percent), unit));
      });
    }
  }
}

const percentOf = (amount: Cents, percent: number): Cents => share(amount, Math.round(percent * 100), 10_000);
const milli = ({ quantity }: PriceLine): number => Math.round(quantity * 1_000);
const atMost = (limit: Cents, amount: Cents): Cents => Math.min(limit, amount);

/** How many whole units of each line are among the cheapest that `buy + get` of them make cheaper. */
function cheapestUnits(lines: readonly OpenLine[], buy: number, get: number): number[] {
  const units = lines.map(({ line }) => Math.floor(line.quantity));
  let open = Math.floor(units.reduce((sum, count) => sum + count, 0) / (buy + get)) * get;
  const free = units.map(() => 0);
  const cheapestFirst = lines
    .map(({ line, left }, index) => ({ index, left: BigInt(left), milli: BigInt(milli(line)) }))
    .sort((a, b) => {
      const difference = a.left * b.milli - b.left * a.milli;
      return difference === 0n ? a.index - b.index : difference < 0n ? -1 : 1;
    });
  for (const { index } of cheapestFirst) {
    const taken = Math.min(open, units[index] ?? 0);
    free[index] = taken;
    open -= taken;
  }
  return free;
}
