import type { JsonObject } from '../lib/json.ts';
import type { Account } from './accounts.ts';
import { type Demo, type Language, round } from './demo.ts';
import type { Product } from './products.ts';

export interface Line {
  readonly product: Product;
  readonly quantity: number;
  /** In the account's currency. */
  readonly unitPrice: number;
  /** Percent */
  readonly discount: number;
  readonly taxRate: number;
}

/** How many of one product somebody buys at most. */
const most: Readonly<Record<string, number>> = {
  device: 600,
  accessory: 80,
  software: 2,
  subscription: 3,
  service: 20,
  training: 6,
};

/** A bill of goods of about that worth in CNY: one main product and what goes with it. */
export function makeLines(demo: Demo, account: Account, products: readonly Product[], worth: number): Line[] {
  const { random } = demo;
  const main = random.pick(products.filter((product) => isMain(product, worth)));
  const lines = [line(demo, account, main, (worth * random.int(55, 80)) / 100)];
  let left = worth - cost(lines, account);
  for (const category of random.sample(['accessory', 'software', 'subscription', 'service', 'training'], 3)) {
    const choice = products.filter((one) => one.category === category && one.price <= left && one !== main);
    if (choice.length === 0) continue;
    lines.push(line(demo, account, random.pick(choice), left * random.next()));
    left = worth - cost(lines, account);
  }
  return lines;
}

/** A device or subscription of which a sensible number makes up most of the worth. */
function isMain({ category, price }: Product, worth: number): boolean {
  if (category !== 'device' && category !== 'subscription') return false;
  return price < worth * 0.7 && price * limit(category) > worth * 0.4;
}

const limit = (category: string): number => most[category] ?? 1;

function line({ random }: Demo, { market }: Account, product: Product, worth: number): Line {
  const { category, price } = product;
  const quantity = Math.max(1, Math.min(limit(category), Math.round(worth / price)));
  const isService = category === 'subscription' || category === 'service' || category === 'training';
  return {
    product,
    quantity,
    unitPrice: market.rate === 1 ? price : Math.round(price / market.rate),
    discount: quantity > 20 ? random.pick([5, 8, 10, 12, 15]) : random.pick([0, 0, 0, 0, 5]),
    taxRate: market.currency === 'CNY' && isService ? 6 : market.taxRate,
  };
}

/** Sum of the lines after discount, in the account's currency. */
export function netTotal(lines: readonly Line[]): number {
  return round(
    lines.reduce(
      (sum, { quantity, unitPrice, discount }) => sum + round((quantity * unitPrice * (100 - discount)) / 100, 2),
      0,
    ),
    2,
  );
}

const cost = (lines: readonly Line[], { market }: Account): number => netTotal(lines) * market.rate;

export function lineRecord({ product, ...rest }: Line, language: Language): JsonObject {
  return { product: product.id, name: product.label[language], unit: product.unit[language], ...rest };
}
