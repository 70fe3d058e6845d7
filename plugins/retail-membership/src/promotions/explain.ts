import type { Ctx } from 'kiln:sdk';
import { fromCents } from '../lib/money.ts';
import { moneyText } from '../lib/moneyText.ts';
import type { Price, PriceLine, PriceRequest, Reason } from '../pricing/types.ts';

export interface Explained {
  /** What is shown line by line; amounts in the currency, null for what did not count. */
  readonly lines: readonly { readonly title: string; readonly why: string; readonly amount: number | null }[];
  readonly total: number;
  readonly totalTitle: string;
  readonly currency: string;
}

const reasons: Readonly<Record<Reason, string>> = {
  expired: 'It has ended.',
  notYet: 'It has not begun.',
  currency: 'It is in another currency.',
  noMember: 'It is for members.',
  tier: 'It is for other tiers.',
  coupon: 'It needs a coupon.',
  noLines: 'It is for other products.',
  minAmount: 'The amount is not enough.',
  better: 'Other promotions save more, and they do not go together.',
  nothing: 'It takes nothing off.',
};

/** Not worth a word: everything that is on, and not meant for this order. */
const unsaid: ReadonlySet<Reason> = new Set(['expired', 'notYet', 'currency', 'noLines', 'coupon']);

/** A price, line by line: what it was, what each promotion takes off which item, and which did not count, and why. */
export function explain(ctx: Ctx, request: PriceRequest, price: Price, nameOf: (line: PriceLine) => string): Explained {
  const titles = new Map(request.promotions.map(({ id, title }) => [id, title]));
  const names = new Map(request.lines.map((line) => [line.id, nameOf(line)]));
  const saved = inTurn(price, request).map(({ promotion, line, off }) => ({
    ...{ title: titles.get(promotion) ?? '', why: names.get(line) ?? '', amount: -fromCents(off) },
  }));
  const others = price.rejected
    .filter(({ reason }) => !unsaid.has(reason))
    .map(({ promotion, reason }) => ({
      title: titles.get(promotion) ?? '',
      why: ctx.t(reasons[reason]),
      amount: null,
    }));
  return {
    lines: [{ title: ctx.t('Before promotions'), why: '', amount: fromCents(price.amount) }, ...saved, ...others],
    total: fromCents(price.total),
    totalTitle: ctx.t('To pay without tax and shipping'),
    currency: request.currency,
  };
}

/** Promotions as they were counted, each with the lines as the order has them. */
function inTurn({ steps }: Price, { lines }: PriceRequest): Price['steps'] {
  const turns = [...new Set(steps.map(({ promotion }) => promotion))];
  const places = lines.map(({ id }) => id);
  return steps.toSorted(
    (a, b) =>
      turns.indexOf(a.promotion) - turns.indexOf(b.promotion) || places.indexOf(a.line) - places.indexOf(b.line),
  );
}

/** The same as text, as the order keeps it. */
export function asText(ctx: Ctx, { lines, total, totalTitle, currency }: Explained): string {
  const money = (amount: number | null) => (amount === null ? '—' : moneyText(ctx.locale, currency, amount));
  const items = lines.map(({ title, why, amount }) => `${title}${why === '' ? '' : ` (${why})`}: ${money(amount)}`);
  return [...items, `${totalTitle}: ${money(total)}`].join('\n');
}
