import { type Callable, refuse } from 'kiln:sdk';
import { fromCents, lineAmount } from '../lib/money.ts';
import { moneyText } from '../lib/moneyText.ts';
import { memberOf } from '../members/memberOf.ts';
import { priceOrder as calculate } from '../pricing/priceOrder.ts';
import type { PriceLine, PriceRequest } from '../pricing/types.ts';
import { holdCoupons } from '../promotions/couponUses.ts';
import { asText, type Explained, explain } from '../promotions/explain.ts';
import { loadPromotions } from '../promotions/loadPromotions.ts';
import { readCoupons } from '../promotions/readCoupons.ts';
import type { OrderLine } from '../records.ts';
import { todayOf } from '../settings.ts';

interface Input {
  readonly record: { readonly entity: string; readonly id: string };
  readonly coupons?: string;
}

const lineFields = 'lines(id,name,quantity,unitPrice,discount,discountAmount,product(id,category))';

/**
 * Applies the promotions to an order: what they take off stands in its lines, and how it came about in the order itself. Done
 * again, it starts anew, so a line that was added or a promotion that ended is counted as it is now.
 */
export const priceOrder: Callable<Input, Explained & { message: string; refresh: true }> = {
  title: 'Apply promotions',
  input: {
    type: 'object',
    required: ['record'],
    properties: {
      record: {
        type: 'object',
        required: ['entity', 'id'],
        properties: { entity: { const: 'order' }, id: { type: 'string' } },
      },
      coupons: { type: ['string', 'null'], maxLength: 300 },
    },
  },
  async handler(ctx, { record, coupons: typed }) {
    const order = await ctx.records('order').get(record.id, { select: `*,${lineFields}` });
    if (!order) return refuse(ctx.t('The order is not there any more.'));
    if (order.status !== 'draft' && order.status !== 'confirmed')
      refuse(ctx.t('The order is paid already, or closed.'));
    const lines = linesIn(order);
    const member = await memberOf(ctx, order);
    const today = todayOf(ctx);
    const coupons = await readCoupons(ctx, typed ?? undefined, member?.id ?? null, today);
    const request: PriceRequest = {
      currency: order.currency,
      today,
      lines: lines.map(toPriceLine),
      member: member?.status === 'active' ? { tier: member.tier } : null,
      promotions: await loadPromotions(ctx, today),
      coupons: coupons.map(({ promotion }) => promotion),
    };
    const price = calculate(request);
    const used = coupons.filter(({ promotion }) => price.steps.some((step) => step.promotion === promotion));
    const names = new Map(lines.map((line) => [line.id, line.name ?? '']));
    const explained = explain(ctx, request, price, ({ id }) => names.get(id) ?? '');
    const before = await holdCoupons(ctx, order.id, member?.id ?? null, used);
    try {
      // The order as it was read, or none: somebody may be changing it, and lines that are not named would go.
      await ctx.records('order').update(
        order.id,
        {
          lines: lines.map(({ id }) => ({ id, discountAmount: fromCents(price.off.get(id) ?? 0) })),
          priceExplanation: asText(ctx, explained),
          ...(order.member === null && member !== null ? { member: member.id } : {}),
        },
        { version: order.version },
      );
    } catch (error) {
      await holdCoupons(ctx, order.id, member?.id ?? null, before);
      throw error;
    }
    const saved = fromCents(price.amount - price.total);
    const message = saved > 0 ? ctx.t('{amount} saved.', { amount: moneyText(ctx.locale, order.currency, saved) }) : '';
    return { ...explained, message: message || ctx.t('No promotion counts for this order.'), refresh: true };
  },
};

function linesIn(order: object): OrderLine[] {
  return 'lines' in order && Array.isArray(order.lines) ? order.lines : [];
}

/** What a line costs before promotions, as the order counts it: the discount agreed by hand is taken off first. */
function toPriceLine(line: OrderLine): PriceLine {
  const { id, product, quantity, unitPrice, discount } = line;
  const amount = lineAmount(quantity, unitPrice, discount);
  const isRead = typeof product === 'object' && product !== null;
  return {
    ...{ id, quantity, amount },
    product: isRead ? product.id : product,
    category: isRead ? product.category : null,
  };
}
