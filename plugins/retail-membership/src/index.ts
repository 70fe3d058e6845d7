import { definePlugin } from 'kiln:sdk';
import { careHooks } from './care/careHooks.ts';
import { adjust } from './functions/adjust.ts';
import { checkPrice } from './functions/checkPrice.ts';
import { enrol } from './functions/enrol.ts';
import { explainPrice } from './functions/explainPrice.ts';
import { issueCoupon } from './functions/issueCoupon.ts';
import { loadDemo } from './functions/loadDemo.ts';
import { priceOrder } from './functions/priceOrder.ts';
import { redeem } from './functions/redeem.ts';
import { summary } from './functions/summary.ts';
import { cancelRedemption, useVoucher } from './functions/vouchers.ts';
import { careForMembers } from './jobs/careForMembers.ts';
import { catchUp } from './jobs/catchUp.ts';
import { countOrders } from './jobs/countOrders.ts';
import { expirePoints } from './jobs/expirePoints.ts';
import { expireVouchers } from './jobs/expireVouchers.ts';
import { redeemDemo } from './jobs/redeemDemo.ts';
import { reviewTiers } from './jobs/reviewTiers.ts';
import { followContact, memberHooks } from './members/memberHooks.ts';
import { tierPeriods } from './migrations.ts';
import { guardEntry, keepEntry } from './points/guardEntry.ts';
import { postEntry } from './points/postEntry.ts';
import { reconcileOrder } from './points/reconcileOrder.ts';
import { couponHooks } from './promotions/couponHooks.ts';
import { couponUseHooks } from './promotions/couponUses.ts';
import { redemptionHooks } from './rewards/redemptionHooks.ts';

export default definePlugin({
  hooks: {
    member: memberHooks,
    pointEntry: { creating: guardEntry, updating: keepEntry, deleting: keepEntry, created: postEntry },
    pointUse: { updating: keepEntry, deleting: keepEntry },
    redemption: redemptionHooks,
    coupon: couponHooks,
    couponUse: couponUseHooks,
    memberCare: careHooks,
  },
  events: {
    'order.created': (ctx, event) => reconcileOrder(ctx, event.id),
    'order.updated': (ctx, event) => reconcileOrder(ctx, event.id),
    'order.deleted': (ctx, event) => reconcileOrder(ctx, event.id),
    'order.restored': (ctx, event) => reconcileOrder(ctx, event.id),
    'contact.updated': (ctx, event) => followContact(ctx, event.id),
  },
  functions: {
    ...{
      adjust,
      cancelRedemption,
      checkPrice,
      enrol,
      explainPrice,
      issueCoupon,
      loadDemo,
      priceOrder,
      redeem,
      summary,
      useVoucher,
    },
  },
  jobs: { careForMembers, catchUp, countOrders, expirePoints, expireVouchers, redeemDemo, reviewTiers },
  migrations: { '1.1.0': tierPeriods },
});
