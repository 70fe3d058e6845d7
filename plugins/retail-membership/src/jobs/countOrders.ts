import type { Job } from 'kiln:sdk';
import { reconcileOrder } from '../points/reconcileOrder.ts';
import { orderPortion } from './inPortions.ts';

interface Input {
  readonly after?: string;
  /** The job that comes when all are done. */
  readonly afterwards?: string;
}

/**
 * Brings the ledger into step with the orders of all members, from the first on. Run when members were enrolled who had
 * bought before; what is in step already stays as it is.
 */
export const countOrders: Job = {
  title: 'Count orders',
  async handler(ctx, input: Input | null) {
    const { after, afterwards } = input ?? {};
    const page = await ctx.own.records('order').find({
      where: 'has(member) || contact.isMember',
      ...{ select: 'id', sort: 'id', limit: orderPortion, ...(after === undefined ? {} : { after }) },
    });
    for (const { id } of page.data) await reconcileOrder(ctx, id);
    const more = afterwards === undefined ? {} : { afterwards };
    if (page.next !== null) await ctx.schedule.at(ctx.now, 'countOrders', { ...more, after: page.next });
    else if (afterwards !== undefined) await ctx.schedule.at(ctx.now, afterwards);
  },
};
