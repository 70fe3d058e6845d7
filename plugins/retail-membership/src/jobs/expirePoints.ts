import { type Ctx, cel, HostError, type Job } from 'kiln:sdk';
import { addDays } from '../lib/calendar.ts';
import { say } from '../lib/say.ts';
import { todayOf } from '../settings.ts';
import { beginOf, goOn, portion } from './inPortions.ts';

/** For so many days a lot is looked at after it expired: longer than any server stays off. */
const lookBack = 60;

/** Every night: what is left of lots whose last day is over leaves the balance, one entry for each lot, once. */
export const expirePoints: Job = {
  title: 'Expire points',
  cron: '20 1 * * *',
  async handler(ctx, input: { after?: string } | null) {
    const today = todayOf(ctx);
    const page = await ctx.own.records('pointEntry').find({
      where: cel`points > 0 && expiresOn < ${today} && expiresOn >= ${addDays(today, -lookBack)} && remaining > 0`,
      ...{ select: 'id,member,remaining', sort: 'id', limit: portion, ...beginOf(input) },
    });
    for (const { id, member, remaining } of page.data) await expire(ctx, id, member, remaining ?? 0, today);
    await goOn(ctx, 'expirePoints', page.next);
  },
};

async function expire(ctx: Ctx, lot: string, member: string, points: number, today: string): Promise<void> {
  try {
    await ctx.own.records('pointEntry').create({
      ...{ member, kind: 'expire', points: -points, lot, occurredOn: today, reason: say(ctx, 'Points expired') },
      key: `expire:${lot}:${today}`,
    });
  } catch (error) {
    // Something took from the lot, or expired it, at this very moment: the next night looks again.
    if (!(error instanceof HostError && (error.code === 'KILN_INVALID' || error.code === 'KILN_CONFLICT'))) throw error;
    ctx.log.info('A lot changed while it expired.', { lot, code: error.code });
  }
}
