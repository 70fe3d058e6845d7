import type { Ctx } from 'kiln:sdk';
import type { Day } from '../lib/calendar.ts';
import { settingsOf, todayOf } from '../settings.ts';
import { nextStanding } from './tiers.ts';

/** Looks at a member's tier by what the ledger says of the last twelve months. `boughtOn`: a day on which they bought. */
export async function reviewMember(ctx: Ctx, id: string, boughtOn?: Day): Promise<void> {
  const members = ctx.own.records('member');
  const member = await members.get(id);
  if (member === null || member.status === 'closed') return;
  const { data: tiers } = await ctx.own.records('memberTier').find({ limit: 200 });
  const current = { tier: member.tier, tierSince: member.tierSince, tierUntil: member.tierUntil };
  const achieved = { spend: member.spend12 ?? 0, points: member.points12 ?? 0 };
  const next = nextStanding(current, tiers, achieved, todayOf(ctx), settingsOf(ctx).tierMonths);
  const isLater = boughtOn !== undefined && (member.lastOrderOn === null || boughtOn > member.lastOrderOn);
  if (next === current && !isLater) return;
  await members.update(id, { ...next, ...(isLater ? { lastOrderOn: boughtOn } : {}) });
}
