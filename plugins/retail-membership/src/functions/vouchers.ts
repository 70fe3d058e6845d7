import { type Callable, type Ctx, refuse } from 'kiln:sdk';
import type { Redemption } from '../records.ts';
import { type OnRecord, onRecord } from './onRecord.ts';

/** The voucher is handed in. Its hooks see to it that it is still good. */
export const useVoucher: Callable<OnRecord & { readonly order?: string | null }> = {
  title: 'Use the voucher',
  input: onRecord('redemption', { order: { type: ['string', 'null'] } }),
  handler: (ctx, { record, order }) => close(ctx, record.id, { status: 'used', ...(order ? { order } : {}) }),
};

/** The voucher is void, and its points go back into the lots that they came from. */
export const cancelRedemption: Callable<OnRecord> = {
  title: 'Cancel and give back',
  input: onRecord('redemption'),
  handler: (ctx, { record }) => close(ctx, record.id, { status: 'cancelled' }),
};

/** By one of two at once: the other has an older version. */
async function close(ctx: Ctx, id: string, change: Partial<Redemption>): Promise<{ refresh: true }> {
  const redemptions = ctx.records('redemption');
  const redemption = await redemptions.get(id, { select: 'id,version,status' });
  if (!redemption) return refuse(ctx.t('The voucher is not there any more.'));
  if (redemption.status !== 'issued') refuse(ctx.t('This voucher is used, cancelled or expired already.'));
  await redemptions.update(id, change, { version: redemption.version });
  return { refresh: true };
}
