import { type Callable, refuse } from 'kiln:sdk';
import { addDays } from '../lib/calendar.ts';
import { voucherCode } from '../lib/voucherCode.ts';
import { todayOf } from '../settings.ts';
import { type OnRecord, onRecord } from './onRecord.ts';

interface Input extends OnRecord {
  readonly promotion: string;
  readonly days?: number | null;
}

/** A code for one member, to be used once. */
export const issueCoupon: Callable<Input> = {
  title: 'Issue a coupon',
  roles: ['salesManager', 'marketing'],
  input: onRecord(
    'member',
    { promotion: { type: 'string' }, days: { type: ['integer', 'null'], minimum: 1, maximum: 730 } },
    ['promotion'],
  ),
  async handler(ctx, { record, promotion, days }) {
    const wanted = await ctx.records('promotion').get(promotion, { select: 'id,needsCoupon' });
    if (!wanted) return refuse({ promotion: ctx.t('There is no such promotion.') });
    if (!wanted.needsCoupon) refuse({ promotion: ctx.t('This promotion needs no coupon: everybody has it.') });
    const today = todayOf(ctx);
    const member = await ctx.records('member').get(record.id, { select: 'id' });
    if (!member) return refuse(ctx.t('The member is not there any more.'));
    const coupon = await ctx.own.records('coupon').create({
      code: voucherCode(crypto.randomUUID()),
      ...{ promotion, member: member.id, limit: 1, active: true },
      ...{ validFrom: today, validUntil: addDays(today, days ?? 30) },
    });
    return { message: ctx.t('Coupon {code}', { code: coupon.code }), coupon: coupon.id, refresh: true };
  },
};
