import { type Ctx, cel, HostError } from 'kiln:sdk';
import { say } from '../lib/say.ts';
import { settingsOf, todayOf } from '../settings.ts';

/**
 * Gives both their points after the first purchase of who was invited, and takes them back when no purchase is left: an
 * invitation is worth something only once somebody has paid.
 */
export async function settleReferral(ctx: Ctx, referred: string): Promise<void> {
  const referrals = ctx.own.records('referral');
  const referral = await referrals.first({ where: cel`referred == ${referred}` });
  if (!referral) return;
  const { referralMinSpend, referralsPerMonth, referrerPoints, referredPoints } = settingsOf(ctx);
  const bought = await ctx.own.records('pointEntry').aggregate({
    ...{
      measure: 'sum(spend)',
      group: 'order',
      where: cel`member == ${referred} && kind in ['earn', 'reverse'] && has(order)`,
      sort: '-sum(spend)',
      limit: 1,
    },
  });
  const spend = Number(bought[0]?.['sum(spend)'] ?? 0);
  const counts = spend > 0 && spend >= referralMinSpend;
  if (counts && referral.status !== 'rewarded') {
    const month = `${todayOf(ctx).slice(0, 7)}-01`;
    const rewarded = await referrals.find({
      where: cel`referrer == ${referral.referrer} && status == 'rewarded' && rewardedOn >= ${month}`,
      ...{ select: 'id', limit: 1, count: true },
    });
    if ((rewarded.count ?? 0) >= referralsPerMonth) return;
    const order = String(bought[0]?.order ?? '');
    await post(ctx, referral.id, referral.version, referral.referrer, referrerPoints, say(ctx, 'Invited a new member'));
    await post(ctx, referral.id, referral.version, referred, referredPoints, say(ctx, 'Was invited'));
    await referrals.update(referral.id, {
      status: 'rewarded',
      rewardedOn: todayOf(ctx),
      points: referrerPoints,
      order,
    });
  }
  if (!counts && referral.status === 'rewarded') {
    const given = await ctx.own.records('pointEntry').aggregate({
      ...{ measure: 'sum(points)', group: 'member', where: cel`referral == ${referral.id}` },
    });
    const reason = say(ctx, 'The first purchase was refunded');
    for (const row of given) {
      await post(ctx, referral.id, referral.version, String(row.member), -Number(row['sum(points)']), reason);
    }
    await referrals.update(referral.id, { status: 'reversed' });
  }
}

/** Once for each state of the referral and each of the two: a second try finds the key taken. */
async function post(
  ctx: Ctx,
  referral: string,
  version: number,
  member: string,
  points: number,
  reason: string,
): Promise<void> {
  if (points === 0) return;
  try {
    await ctx.own.records('pointEntry').create({
      ...{ member, kind: points > 0 ? 'referral' : 'reverse', points, reason, referral },
      key: `referral:${referral}:${version}:${member}`,
    });
  } catch (error) {
    if (!(error instanceof HostError && error.code === 'KILN_CONFLICT')) throw error;
  }
}
