import type { PriceLine, PriceRequest, Promotion, Reason } from './types.ts';

/** The lines that a promotion is for. */
export function linesOf({ products, categories }: Promotion, lines: readonly PriceLine[]): PriceLine[] {
  if (products.length === 0 && categories.length === 0) return [...lines];
  return lines.filter(
    ({ product, category }) =>
      (product !== null && products.includes(product)) || (category !== null && categories.includes(category)),
  );
}

/** Why the promotion does not count for this order, whatever the others do; undefined: it may. */
export function whyNot(promotion: Promotion, request: PriceRequest): Reason | undefined {
  const { today, member, currency, coupons, lines } = request;
  if (promotion.validFrom !== null && today < promotion.validFrom) return 'notYet';
  if (promotion.validUntil !== null && today > promotion.validUntil) return 'expired';
  if (promotion.currency !== null && promotion.currency !== currency) return 'currency';
  if ((promotion.membersOnly || promotion.tiers.length > 0) && member === null) return 'noMember';
  if (promotion.tiers.length > 0 && !promotion.tiers.includes(member?.tier ?? '')) return 'tier';
  if (promotion.needsCoupon && !coupons.includes(promotion.id)) return 'coupon';
  const meant = linesOf(promotion, lines);
  if (meant.length === 0) return 'noLines';
  if (meant.reduce((sum, { amount }) => sum + amount, 0) < promotion.minAmount) return 'minAmount';
  return undefined;
}
