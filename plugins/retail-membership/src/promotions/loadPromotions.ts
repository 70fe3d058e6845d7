import { type Ctx, cel, type RecordOf } from 'kiln:sdk';
import type { Day } from '../lib/calendar.ts';
import { toCents } from '../lib/money.ts';
import type { Benefit, Promotion } from '../pricing/types.ts';

/** Promotions that run on a day, those of most priority first; what a programme has beyond 100 of them is not looked at. */
export async function loadPromotions(ctx: Ctx, today: Day): Promise<Promotion[]> {
  const { data } = await ctx.own.records('promotion').find({
    where: cel`active && (!has(validFrom) || validFrom <= ${today}) && (!has(validUntil) || validUntil >= ${today})`,
    ...{ select: '*,products,tiers', sort: '-priority,name', limit: 100 },
  });
  return data.map(toPromotion);
}

function toPromotion(record: RecordOf<'promotion'>): Promotion {
  const benefit = benefitOf(record);
  return {
    id: record.id,
    title: record.name,
    benefit,
    currency: hasAmount(benefit) || record.minAmount ? record.currency : null,
    products: record.products ?? [],
    categories: record.categories ?? [],
    tiers: record.tiers ?? [],
    membersOnly: record.membersOnly ?? false,
    needsCoupon: record.needsCoupon ?? false,
    minAmount: toCents(record.minAmount ?? 0),
    validFrom: record.validFrom,
    validUntil: record.validUntil,
    priority: record.priority,
    stacking: record.stacking,
  };
}

function benefitOf(record: RecordOf<'promotion'>): Benefit {
  const { kind, percent, amount, maxDiscount, buy, get, price } = record;
  switch (kind) {
    case 'percentage':
      return { kind, percent: percent ?? 0, most: maxDiscount === null ? null : toCents(maxDiscount) };
    case 'amountOff':
      return { kind, amount: toCents(amount ?? 0) };
    case 'buyXGetY':
      return { kind, buy: buy ?? 1, get: get ?? 1, percent: percent ?? 100 };
    case 'tierPrice':
      return { kind, price: toCents(price ?? 0) };
  }
}

function hasAmount(benefit: Benefit): boolean {
  if (benefit.kind === 'percentage') return benefit.most !== null;
  return benefit.kind !== 'buyXGetY';
}
