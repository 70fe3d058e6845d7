/**
 * Amounts are whole hundredths of the currency, as records keep them, so that sums are exact. ISO 4217 says how many
 * digits a currency has; of one without any, such as the yen, only multiples of 100 can be paid.
 */
export type Cents = number;

const withoutCents: ReadonlySet<string> = new Set(['JPY', 'KRW', 'VND', 'CLP', 'ISK', 'XAF', 'XOF', 'XPF']);

/** The least amount that can be paid in the currency, in hundredths. */
export function smallestUnit(currency: string): Cents {
  return withoutCents.has(currency) ? 100 : 1;
}

export function toCents(amount: number): Cents {
  return Math.round(amount * 100);
}

export function fromCents(cents: Cents): number {
  return cents / 100;
}

/**
 * `value * factor / divisor` as a whole number, halves away from zero, without the error of a product that no double holds.
 * All three are whole; throws RangeError when the divisor is 0.
 */
export function share(value: number, factor: number, divisor: number): number {
  const product = value * factor;
  if (Math.abs(product) <= exact && divisor > 0) {
    const rest = Math.abs(product) % divisor;
    const whole = (Math.abs(product) - rest) / divisor + (rest * 2 >= divisor ? 1 : 0);
    return product < 0 ? 0 - whole : whole;
  }
  const [above, below] = [BigInt(value) * BigInt(factor), BigInt(divisor)];
  const [size, by] = [above < 0n ? -above : above, below < 0n ? -below : below];
  const rounded = Number((size * 2n + by) / (by * 2n));
  return above < 0n !== below < 0n ? 0 - rounded : rounded;
}

/** Whole numbers up to here are exact as doubles, also twice as large. */
const exact = Number.MAX_SAFE_INTEGER / 2;

/**
 * Quantity times price, less a discount in percent, as an order counts it: rounded once, at the end. Quantities have at most
 * three digits after the point, prices and discounts two.
 */
export function lineAmount(quantity: number, unitPrice: number, discount: number): Cents {
  const price = BigInt(Math.round(quantity * 1_000)) * BigInt(toCents(unitPrice));
  return Number((price * BigInt(toCents(100 - discount)) + 5_000_000n) / 10_000_000n);
}

/** The nearest amount that can be paid, halves up. */
export function roundTo(cents: Cents, unit: Cents): Cents {
  return share(cents, 1, unit) * unit;
}

/**
 * `total` shared out in proportion to the weights, to the last cent and never more than a weight: what rounding leaves goes
 * to those that lost most by it (largest remainder method), the first of them where they lost alike.
 */
export function allocate(total: Cents, weights: readonly Cents[], unit: Cents): Cents[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum <= 0 || total <= 0) return weights.map(() => 0);
  const amount = Math.min(total, sum);
  const parts = weights.map((weight, index) => {
    const [whole, rest] = divide(amount, weight, sum);
    const cents = whole % unit;
    return { index, weight, floor: whole - cents, lost: cents + rest };
  });
  let left = amount - parts.reduce((all, part) => all + part.floor, 0);
  const result = parts.map((part) => part.floor);
  const byLoss = [...parts].sort((a, b) => b.lost - a.lost || a.index - b.index);
  while (left > 0) {
    const before = left;
    for (const { index, weight } of byLoss) {
      const more = Math.min(unit, left, weight - (result[index] ?? 0));
      result[index] = (result[index] ?? 0) + more;
      left -= more;
    }
    if (left === before) break;
  }
  return result;
}

/** `value * factor / divisor`: the whole part, and the rest as a fraction of one. */
function divide(value: number, factor: number, divisor: number): [number, number] {
  const product = value * factor;
  if (product <= exact) {
    const rest = product % divisor;
    return [(product - rest) / divisor, rest / divisor];
  }
  const [above, below] = [BigInt(value) * BigInt(factor), BigInt(divisor)];
  return [Number(above / below), Number(above % below) / divisor];
}
