import type { Callable } from 'kiln:sdk';
import { type OnRecord, onRecord } from './onRecord.ts';

/** Takes a reward for a member: the redemption's own hooks take points and stock in its transaction. */
export const redeem: Callable<OnRecord & { readonly reward: string }> = {
  title: 'Redeem a reward',
  input: onRecord('member', { reward: { type: 'string' } }, ['reward']),
  async handler(ctx, { record, reward }) {
    const made = await ctx.records('redemption').create({ member: record.id, reward, status: 'issued' });
    const message = ctx.t('Voucher {code}', { code: made.code ?? '' });
    return { message, code: made.code, redemption: made.id, refresh: true };
  },
};
