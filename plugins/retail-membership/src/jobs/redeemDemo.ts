import { HostError, type Job } from 'kiln:sdk';

/** Some members of the demo have taken something for their points; a few have handed in the voucher. */
export const redeemDemo: Job = {
  title: 'Redemptions of the demo',
  async handler(ctx) {
    const { data: rewards } = await ctx.own.records('reward').find({ sort: 'cost', limit: 3 });
    const members = await ctx.own.records('member').find({
      where: "status == 'active' && balance >= 300",
      ...{ select: 'id,balance', sort: 'cardNumber', limit: 24 },
    });
    for (const [index, { id, balance }] of members.data.entries()) {
      const reward = rewards.filter(({ cost }) => cost <= (balance ?? 0)).at(-1 - (index % 2)) ?? rewards[0];
      if (!reward) return;
      try {
        const redemption = await ctx.own
          .records('redemption')
          .create({ member: id, reward: reward.id, status: 'issued' });
        if (index % 3 === 0) await ctx.own.records('redemption').update(redemption.id, { status: 'used' });
      } catch (error) {
        // Somebody was quicker with the demo's points.
        if (!(error instanceof HostError)) throw error;
      }
    }
  },
};
