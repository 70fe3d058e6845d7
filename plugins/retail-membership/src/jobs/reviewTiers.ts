import { cel, type Job } from 'kiln:sdk';
import { reviewMember } from '../members/reviewMember.ts';
import { todayOf } from '../settings.ts';
import { beginOf, goOn, portion } from './inPortions.ts';

/** Every night: members whose period is over keep their tier for another, or get the one that they qualify for. */
export const reviewTiers: Job = {
  title: 'Review tiers',
  cron: '0 2 * * *',
  async handler(ctx, input: { after?: string } | null) {
    const page = await ctx.own.records('member').find({
      where: cel`status != 'closed' && tierUntil < ${todayOf(ctx)}`,
      ...{ select: 'id', sort: 'id', limit: portion, ...beginOf(input) },
    });
    for (const { id } of page.data) await reviewMember(ctx, id);
    await goOn(ctx, 'reviewTiers', page.next);
  },
};
