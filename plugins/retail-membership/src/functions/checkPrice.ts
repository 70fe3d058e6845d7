import { type Callable, refuse } from 'kiln:sdk';
import { lineAmount } from '../lib/money.ts';
import { priceOrder } from '../pricing/priceOrder.ts';
import type { PriceRequest } from '../pricing/types.ts';
import { type Explained, explain } from '../promotions/explain.ts';
import { loadPromotions } from '../promotions/loadPromotions.ts';
import { readCoupons } from '../promotions/readCoupons.ts';
import { settingsOf, todayOf } from '../settings.ts';

interface Input {
  readonly product: string;
  readonly quantity?: number | null;
  readonly member?: string | null;
  readonly coupons?: string | null;
}

/** What so many of a product cost somebody today. Nothing is kept, and no coupon is used. */
export const checkPrice: Callable<Input, Explained> = {
  title: 'Price check',
  input: {
    type: 'object',
    required: ['product'],
    properties: {
      product: { type: 'string' },
      quantity: { type: ['number', 'null'], exclusiveMinimum: 0, maximum: 1_000_000 },
      member: { type: ['string', 'null'] },
      coupons: { type: ['string', 'null'], maxLength: 300 },
    },
  },
  async handler(ctx, { product: id, quantity, member: memberId, coupons: typed }) {
    const product = await ctx.records('product').get(id, { select: 'id,name,category,price,currency' });
    if (!product) return refuse({ product: ctx.t('There is no such product.') });
    if (product.price === null) return refuse({ product: ctx.t('This product has no price.') });
    const member = memberId ? await ctx.records('member').get(memberId, { select: 'id,status,tier' }) : null;
    const today = todayOf(ctx);
    const coupons = await readCoupons(ctx, typed ?? undefined, member?.id ?? null, today);
    const count = quantity ?? 1;
    const amount = lineAmount(count, product.price, 0);
    const request: PriceRequest = {
      currency: product.currency || settingsOf(ctx).currency,
      today,
      lines: [{ id: product.id, product: product.id, category: product.category, quantity: count, amount }],
      member: member?.status === 'active' ? { tier: member.tier } : null,
      promotions: await loadPromotions(ctx, today),
      coupons: coupons.map(({ promotion }) => promotion),
    };
    return explain(ctx, request, priceOrder(request), () => product.name);
  },
};
