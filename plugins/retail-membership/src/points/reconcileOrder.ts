import { type Ctx, cel, HostError, type RecordOf } from 'kiln:sdk';
import { fromCents, toCents } from '../lib/money.ts';
import { say } from '../lib/say.ts';
import { memberOf } from '../members/memberOf.ts';
import { reviewMember } from '../members/reviewMember.ts';
import { followOrder } from '../promotions/couponUses.ts';
import type { Order } from '../records.ts';
import { settleReferral } from '../referrals/settleReferral.ts';
import { settingsOf, todayOf } from '../settings.ts';
import { inBaseCurrency, isPaid, pointsFor } from './earning.ts';

type Entry = RecordOf<'pointEntry'>;

/**
 * Brings the ledger to where it should be for an order as it is now: what a paid order earns, and nothing for one that is
 * not paid, refunded or gone. Only the difference is posted, so a notice that comes twice, late, or in another order than
 * things happened changes nothing.
 */
export async function reconcileOrder(ctx: Ctx, id: string, attempt = 0): Promise<void> {
  const order = await ctx.own.records('order').get(id);
  const posted = await postedFor(ctx, id);
  const member = order ? await memberOf(ctx, order) : null;
  const paid = order !== null && isPaid(order);
  // Somebody else may have been named as the buyer since: then what the first one got is taken back.
  const owners = new Set([...posted.map((entry) => entry.member), ...(member === null ? [] : [member.id])]);
  try {
    for (const owner of owners) {
      const mine = posted.filter((entry) => entry.member === owner);
      const isTheirs = owner === member?.id && (member.status === 'active' || mine.length > 0);
      await postDifference(ctx, id, owner, mine, paid && isTheirs ? order : null);
    }
  } catch (error) {
    // Another notice of this order was quicker: its entries are there now, and what is left to post is read anew.
    if (error instanceof HostError && error.code === 'KILN_CONFLICT' && attempt < 3) {
      return reconcileOrder(ctx, id, attempt + 1);
    }
    throw error;
  }
  for (const owner of owners) {
    await reviewMember(ctx, owner, paid && owner === member?.id ? (order.paidOn ?? todayOf(ctx)) : undefined);
    await settleReferral(ctx, owner);
  }
  await followOrder(ctx, id, order !== null && order.status !== 'cancelled' && order.status !== 'refunded');
}

async function postedFor(ctx: Ctx, order: string): Promise<Entry[]> {
  const { data } = await ctx.own.records('pointEntry').find({
    where: cel`order == ${order} && kind in ['earn', 'reverse']`,
    ...{ sort: 'createdAt,id', limit: 1_000 },
  });
  return [...data];
}

async function postDifference(
  ctx: Ctx,
  id: string,
  member: string,
  posted: readonly Entry[],
  order: Order | null,
): Promise<void> {
  const first = posted[0];
  // What an order earns is fixed by its first entry: a member who rises later does not get more for it.
  const rate = first?.rate ?? (await rateOf(ctx, member));
  const spent = order === null ? 0 : spentOn(ctx, order);
  const points = pointsFor(spent, rate) - posted.reduce((sum, entry) => sum + entry.points, 0);
  const spend = spent - posted.reduce((sum, entry) => sum + toCents(entry.spend ?? 0), 0);
  if (points === 0 && spend === 0) return;
  const isCredit = points > 0 || (points === 0 && spend > 0);
  await ctx.own.records('pointEntry').create({
    ...{ member, kind: isCredit ? 'earn' : 'reverse', points, spend: fromCents(spend), rate, order: id },
    lot: isCredit ? null : (first?.id ?? null),
    reason: say(ctx, isCredit ? 'Order {number}' : 'Refund of order {number}', {
      number: order?.number ?? numberIn(first),
    }),
    occurredOn: (isCredit ? order?.paidOn : null) ?? todayOf(ctx),
    key: `order:${id}:${member}:${posted.length}`,
  });
}

function spentOn(ctx: Ctx, { subtotal, total, exchangeRate }: Order): number {
  const amount = settingsOf(ctx).earnOn === 'total' ? total : subtotal;
  return Math.max(0, inBaseCurrency(toCents(amount ?? 0), exchangeRate));
}

async function rateOf(ctx: Ctx, member: string): Promise<number> {
  const found = await ctx.own.records('member').get(member, { select: 'tier' });
  const tier = found?.tier ? await ctx.own.records('memberTier').get(found.tier, { select: 'pointsFactor' }) : null;
  return Math.round(settingsOf(ctx).pointsPerUnit * (tier?.pointsFactor ?? 1) * 10_000) / 10_000;
}

/** The number of an order that is gone, from what was said of it when it was there. */
function numberIn(entry: Entry | undefined): string {
  return entry?.reason.split(' ').at(-1) ?? '';
}
