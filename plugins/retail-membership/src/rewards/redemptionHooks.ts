import { type Ctx, cel, type Hooks, type RecordOf, refuse } from 'kiln:sdk';
import { addDays } from '../lib/calendar.ts';
import { voucherCode } from '../lib/voucherCode.ts';
import { todayOf } from '../settings.ts';

/**
 * A redemption takes the points and the reward in the transaction that makes it, and gives both back in the one that cancels
 * it. The reward's row is locked before the member's, everywhere, so two redemptions never wait for each other.
 */
export const redemptionHooks: Hooks<'redemption'> = {
  async creating(ctx, redemption) {
    const { member = '', reward = '' } = redemption;
    const wanted = await ctx.own.records('reward').get(reward);
    const holder = await ctx.own.records('member').get(member, { select: 'id,status,tier' });
    // What does not exist is refused by the write itself, at its field.
    if (!wanted || !holder) return {};
    const today = todayOf(ctx);
    if (holder.status !== 'active') refuse({ member: ctx.t('This membership is not active.') });
    if (!wanted.active) refuse({ reward: ctx.t('This reward is not offered any more.') });
    if (wanted.validFrom !== null && today < wanted.validFrom)
      refuse({ reward: ctx.t('This reward is not offered yet.') });
    if (wanted.validUntil !== null && today > wanted.validUntil) {
      refuse({ reward: ctx.t('This reward is not offered any more.') });
    }
    if (wanted.minTier !== null && (await rankOf(ctx, holder.tier)) < (await rankOf(ctx, wanted.minTier))) {
      refuse({ reward: ctx.t('This reward is for higher tiers.') });
    }
    return {
      ...{
        code: voucherCode(crypto.randomUUID()),
        points: wanted.cost,
        status: 'issued' as const,
      },
      ...{ issuedOn: today, validUntil: addDays(today, wanted.voucherDays ?? 90), usedOn: null },
    };
  },

  async created(ctx, redemption) {
    const reward = await lockReward(ctx, redemption.reward);
    if (reward.stock !== null) {
      if (reward.stock < 1) refuse({ reward: ctx.t('None of it is left.') });
      await ctx.own.records('reward').update(reward.id, { stock: reward.stock - 1 });
    }
    if (reward.perMember !== null) {
      const taken = await ctx.own.records('redemption').find({
        where: cel`member == ${redemption.member} && reward == ${reward.id} && status != 'cancelled'`,
        ...{ select: 'id', limit: 1, count: true },
      });
      if ((taken.count ?? 0) > reward.perMember)
        refuse({ reward: ctx.t('This member has had it as often as allowed.') });
    }
    await ctx.own.records('pointEntry').create({
      ...{ member: redemption.member, kind: 'redeem', points: -(redemption.points ?? reward.cost) },
      ...{ reason: reward.name, redemption: redemption.id, key: `redeem:${redemption.id}` },
    });
  },

  updating(ctx, change, redemption) {
    for (const field of ['member', 'reward', 'points', 'code', 'issuedOn'] as const) {
      if (change[field] !== undefined && change[field] !== redemption[field]) {
        refuse({ [field]: ctx.t('A voucher that was issued stays as it is. Cancel it, and issue another.') });
      }
    }
    if (change.status === undefined || change.status === redemption.status) return {};
    if (redemption.status !== 'issued') refuse({ status: ctx.t(closed) });
    if (change.status !== 'used') return {};
    const today = todayOf(ctx);
    if (redemption.validUntil !== null && redemption.validUntil < today) {
      refuse({ status: ctx.t('This voucher has expired on {day}.', { day: redemption.validUntil }) });
    }
    return { usedOn: change.usedOn ?? today };
  },

  async updated(ctx, redemption, before) {
    if (redemption.status === before.status) return;
    // Two at once saw it as it was; by now the other one has used or cancelled it.
    if (before.status !== 'issued') refuse({ status: ctx.t(closed) });
    if (redemption.status !== 'cancelled') return;
    const reward = await lockReward(ctx, redemption.reward);
    if (reward.stock !== null) await ctx.own.records('reward').update(reward.id, { stock: reward.stock + 1 });
    const taken = await ctx.own.records('pointEntry').first({ where: cel`key == ${`redeem:${redemption.id}`}` });
    if (!taken) return;
    await ctx.own.records('pointEntry').create({
      ...{
        member: taken.member,
        kind: 'restore',
        points: -taken.points,
        restores: taken.id,
        redemption: redemption.id,
      },
      ...{ reason: reward.name, key: `restore:${redemption.id}` },
    });
  },

  deleting(ctx) {
    refuse(ctx.t('Redemptions stay in the books. Cancel it instead.'));
  },
};

const closed = 'This voucher is used, cancelled or expired already.';

async function lockReward(ctx: Ctx, id: string): Promise<RecordOf<'reward'>> {
  const reward = await ctx.own.records('reward').get(id, { lock: true });
  if (!reward) return refuse({ reward: ctx.t('This reward is not offered any more.') });
  return reward;
}

async function rankOf(ctx: Ctx, tier: string | null): Promise<number> {
  return tier === null ? -1 : ((await ctx.own.records('memberTier').get(tier, { select: 'rank' }))?.rank ?? -1);
}
