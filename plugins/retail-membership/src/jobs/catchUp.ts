import { type Ctx, cel, type Job } from 'kiln:sdk';
import { followContact } from '../members/memberHooks.ts';
import { memberOf } from '../members/memberOf.ts';
import { reconcileOrder } from '../points/reconcileOrder.ts';
import { settleReferral } from '../referrals/settleReferral.ts';
import { orderPortion, portion } from './inPortions.ts';

/** Up to when everything that was changed is known to be followed. */
const followed = 'followedUntil';
const dayMs = 86_400_000;

interface Input {
  /** Moments, ISO 8601: what was changed between them. */
  readonly since: string;
  readonly until: string;
  readonly of: keyof typeof parts;
  readonly after?: string;
}

/** In their turn; each answers what to go on with. */
const parts = { contacts: followContacts, orders: countOrders, referrals: settleReferrals };
const following = { contacts: 'orders', orders: 'referrals', referrals: undefined } as const;

/**
 * Every night, and at once after a night that was missed: contacts and orders of members that were changed since the night
 * before, and referrals that wait for another month. Most was followed when the plugin was told of it; what changed while it
 * was switched off is followed here.
 */
export const catchUp: Job = {
  title: 'Catch up with what was missed',
  cron: '40 2 * * *',
  async handler(ctx, input: Input | null) {
    const work = input ?? (await begin(ctx));
    const { after: _done, ...rest } = work;
    const next = await parts[work.of](ctx, work);
    const of = next === null ? following[work.of] : work.of;
    if (of === undefined) await ctx.kv.set(followed, work.until);
    else await ctx.schedule.at(ctx.now, 'catchUp', { ...rest, of, ...(next === null ? {} : { after: next }) });
  },
};

async function begin(ctx: Ctx): Promise<Input> {
  const known = await ctx.kv.get<string>(followed);
  const since = known ?? new Date(ctx.now.getTime() - dayMs).toISOString();
  return { since, until: ctx.now.toISOString(), of: 'contacts' };
}

async function followContacts(ctx: Ctx, { since, after }: Input): Promise<string | null> {
  const page = await ctx.own.records('contact').find({
    where: cel`isMember && updatedAt > ${new Date(since)}`,
    ...{ select: 'id', sort: 'id', limit: portion, ...behind(after) },
  });
  for (const { id } of page.data) await followContact(ctx, id);
  return page.next;
}

async function countOrders(ctx: Ctx, { since, after }: Input): Promise<string | null> {
  const page = await ctx.own.records('order').find({
    where: cel`(has(member) || contact.isMember) && updatedAt > ${new Date(since)}`,
    ...{ select: 'id,updatedAt,member,contact', sort: 'id', limit: orderPortion, ...behind(after) },
  });
  for (const order of page.data) {
    const member = await memberOf(ctx, order);
    // Whoever enrolled after the purchase gets nothing for it, here as when it is told of.
    const isLater = order.member === null && member !== null && member.createdAt > order.updatedAt;
    if (!isLater) await reconcileOrder(ctx, order.id);
  }
  return page.next;
}

/** Of who has bought something: the referrer had enough of them that month. */
async function settleReferrals(ctx: Ctx, { after }: Input): Promise<string | null> {
  const page = await ctx.own.records('referral').find({
    where: "status == 'pending' && has(referred.lastOrderOn)",
    ...{ select: 'id,referred', sort: 'id', limit: portion, ...behind(after) },
  });
  for (const { referred } of page.data) await settleReferral(ctx, referred);
  return page.next;
}

function behind(after: string | undefined): { after?: string } {
  return after === undefined ? {} : { after };
}
