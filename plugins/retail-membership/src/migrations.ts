import { cel, type Migration } from 'kiln:sdk';
import { addMonths } from './lib/calendar.ts';
import { settingsOf, todayOf } from './settings.ts';

/**
 * From 1.0.0, where a tier once given was kept for ever, and a membership could be paused only: each member gets a period for
 * the tier they hold, and their contacts say that they are members. Back there, closed memberships are paused ones, since nothing else keeps them from the counter.
 */
export const tierPeriods: Migration = {
  async up(ctx) {
    const members = ctx.own.records('member');
    const until = addMonths(todayOf(ctx), settingsOf(ctx).tierMonths);
    for await (const { id, tier, tierUntil, contact } of members.each({
      select: 'id,tier,tierUntil,contact',
      limit: 500,
    })) {
      await ctx.own.records('contact').update(contact, { isMember: true });
      // Who came back from 1.0.0 has the period from before, out of the parking.
      if (tier !== null && tierUntil === null) await members.update(id, { tierUntil: until });
    }
  },

  async down(ctx) {
    const members = ctx.own.records('member');
    for await (const { id } of members.each({ where: cel`status == ${'closed'}`, select: 'id', limit: 500 })) {
      await members.update(id, { status: 'paused' });
    }
  },
};
