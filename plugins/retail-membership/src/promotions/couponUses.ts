import { type Ctx, cel, type Hooks, HostError, type RecordOf, refuse } from 'kiln:sdk';

/**
 * An order holds a coupon from when its price is made until it is cancelled or refunded. The coupon's row is locked while its
 * uses are counted, so two orders cannot both be the last one.
 */
export const couponUseHooks: Hooks<'couponUse'> = {
  async created(ctx, use) {
    await guardLimits(ctx, use);
  },

  async updated(ctx, use, before) {
    if (use.status === 'held' && before.status !== 'held') await guardLimits(ctx, use);
  },
};

async function guardLimits(ctx: Ctx, use: RecordOf<'couponUse'>): Promise<void> {
  if (use.status !== 'held') return;
  const coupon = await ctx.own.records('coupon').get(use.coupon, { lock: true });
  if (!coupon) return;
  const held = async (where: string): Promise<number> => {
    const options = { where: `${cel`coupon == ${coupon.id} && status == 'held'`}${where}`, select: 'id', limit: 1 };
    return (await ctx.own.records('couponUse').find({ ...options, count: true })).count ?? 0;
  };
  if (coupon.limit !== null && (await held('')) > coupon.limit) {
    refuse({ coupons: ctx.t('The coupon {code} is used up.', { code: coupon.code }) });
  }
  if (coupon.perMember === null) return;
  if (use.member === null) refuse({ coupons: ctx.t('The coupon {code} is for members.', { code: coupon.code }) });
  if ((await held(cel` && member == ${use.member}`)) > coupon.perMember) {
    refuse({ coupons: ctx.t('This member has used the coupon {code} as often as allowed.', { code: coupon.code }) });
  }
}

/** Lets an order hold exactly these coupons, and gives those that it held before. Throws HostError when one is used up. */
export async function holdCoupons(
  ctx: Ctx,
  order: string,
  member: string | null,
  coupons: readonly HeldCoupon[],
): Promise<HeldCoupon[]> {
  const uses = ctx.own.records('couponUse');
  const known = (await uses.find({ where: cel`order == ${order}`, limit: 200 })).data;
  for (const { id, promotion } of coupons) {
    const use = known.find(({ coupon }) => coupon === id);
    if (!use) await uses.create({ coupon: id, order, member, promotion, status: 'held' });
    else if (use.status !== 'held' || use.member !== member) await uses.update(use.id, { status: 'held', member });
  }
  for (const use of known) {
    const isWanted = coupons.some(({ id }) => id === use.coupon);
    if (use.status === 'held' && !isWanted) await uses.update(use.id, { status: 'released' });
  }
  return known
    .filter(({ status }) => status === 'held')
    .map(({ coupon, promotion }) => ({ id: coupon, promotion: promotion ?? '' }));
}

interface HeldCoupon {
  readonly id: string;
  readonly promotion: string;
}

/** An order that is cancelled or refunded holds no coupon; when it comes back, it holds what it had, if there is any left. */
export async function followOrder(ctx: Ctx, order: string, isAlive: boolean): Promise<void> {
  const uses = ctx.own.records('couponUse');
  const [before, after] = isAlive ? (['suspended', 'held'] as const) : (['held', 'suspended'] as const);
  const { data } = await uses.find({ where: cel`order == ${order} && status == ${before}`, limit: 200 });
  for (const use of data) {
    try {
      await uses.update(use.id, { status: after });
    } catch (error) {
      if (!(error instanceof HostError && error.code === 'KILN_INVALID')) throw error;
      ctx.log.warn('An order came back whose coupon is used up.', { order, coupon: use.coupon });
    }
  }
}
