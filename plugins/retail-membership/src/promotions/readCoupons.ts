import { type Ctx, cel, type RecordOf, refuse } from 'kiln:sdk';
import type { Day } from '../lib/calendar.ts';
import { normaliseCode } from '../lib/voucherCode.ts';

/** The coupons behind codes that somebody typed, with a comma between them. Refuses codes that do not count today, and says why. */
export async function readCoupons(
  ctx: Ctx,
  typed: string | undefined,
  member: string | null,
  today: Day,
): Promise<RecordOf<'coupon'>[]> {
  const codes = [...new Set((typed ?? '').split(/[,;，；\n]/).map(normaliseCode))].filter((code) => code !== '');
  if (codes.length > 10) refuse({ coupons: ctx.t('At most ten coupons at a time.') });
  const coupons: RecordOf<'coupon'>[] = [];
  for (const code of codes) {
    const coupon = await ctx.own.records('coupon').first({ where: cel`code == ${code}` });
    if (!coupon) return refuse({ coupons: ctx.t('There is no coupon {code}.', { code }) });
    const reason = whyNot(ctx, coupon, member, today);
    if (reason !== undefined) refuse({ coupons: reason });
    coupons.push(coupon);
  }
  return coupons;
}

function whyNot(ctx: Ctx, coupon: RecordOf<'coupon'>, member: string | null, today: Day): string | undefined {
  const { code } = coupon;
  if (!coupon.active) return ctx.t('The coupon {code} is not valid.', { code });
  if (coupon.validFrom !== null && today < coupon.validFrom)
    return ctx.t('The coupon {code} is not valid yet.', { code });
  if (coupon.validUntil !== null && today > coupon.validUntil) return ctx.t('The coupon {code} has expired.', { code });
  if (coupon.member !== null && coupon.member !== member) {
    return ctx.t('The coupon {code} is for another member.', { code });
  }
  return undefined;
}
