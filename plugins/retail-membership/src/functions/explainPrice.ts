import type { Callable } from 'kiln:sdk';
import { type OnRecord, onRecord } from './onRecord.ts';

/** How the price of an order came about, as it was explained when the promotions were applied. */
export const explainPrice: Callable<OnRecord, { text: string }> = {
  title: 'How it was priced',
  input: onRecord('order'),
  async handler(ctx, { record }) {
    const order = await ctx.records('order').get(record.id, { select: 'priceExplanation' });
    // A line of its own for each: in Markdown, a list.
    const lines = (order?.priceExplanation ?? '').split('\n').filter((line) => line !== '');
    return {
      text: lines.length === 0 ? ctx.t('No promotions were applied.') : lines.map((line) => `- ${line}`).join('\n'),
    };
  },
};
