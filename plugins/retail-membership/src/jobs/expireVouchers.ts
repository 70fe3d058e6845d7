import { cel, type Job } from 'kiln:sdk';
import { todayOf } from '../settings.ts';
import { goOn, portion } from './inPortions.ts';

/** Every night: vouchers that nobody handed in until their last day. What they cost is not given back. */
export const expireVouchers: Job = {
  title: 'Expire vouchers',
  cron: '40 1 * * *',
  async handler(ctx) {
    const redemptions = ctx.own.records('redemption');
    const { data } = await redemptions.find({
      where: cel`status == 'issued' && validUntil < ${todayOf(ctx)}`,
      ...{ select: 'id', sort: 'id', limit: portion },
    });
    for (const { id } of data) await redemptions.update(id, { status: 'expired' });
    await goOn(ctx, 'expireVouchers', data.length < portion ? null : '');
  },
};
