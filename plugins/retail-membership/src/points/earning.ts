import { type Cents, share } from '../lib/money.ts';

/**
 * Points for so much spent: whole ones, what is left of one is not given. `rate` is points per unit of the currency, with at
 * most four digits after the point, as tiers multiply it.
 */
export function pointsFor(spent: Cents, rate: number): number {
  if (spent <= 0 || rate <= 0) return 0;
  const scaled = BigInt(spent) * BigInt(Math.round(rate * 10_000));
  return Number(scaled / 1_000_000n);
}

/** The amount in the currency of totals. `rate`: value of one unit, with at most six digits after the point. */
export function inBaseCurrency(amount: Cents, rate: number): Cents {
  return share(amount, Math.round(rate * 1_000_000), 1_000_000);
}

/** In these states an order is paid; one that is shipped on account is paid once it says when. */
export function isPaid(order: { status: string; paidOn: string | null }): boolean {
  if (order.status === 'paid' || order.status === 'completed') return true;
  return order.status === 'shipped' && order.paidOn !== null;
}
