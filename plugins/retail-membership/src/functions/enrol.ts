import type { Callable } from 'kiln:sdk';
import { type OnRecord, onRecord } from './onRecord.ts';

interface Input extends OnRecord {
  readonly referrer?: string | null;
  readonly birthday?: string | null;
}

/** Makes a contact a member. Whoever is one already is refused by the unique contact. */
export const enrol: Callable<Input> = {
  title: 'Enrol as a member',
  input: onRecord('contact', {
    ...{ referrer: { type: ['string', 'null'] }, birthday: { type: ['string', 'null'], format: 'date' } },
  }),
  async handler(ctx, { record, referrer, birthday }) {
    const member = await ctx.records('member').create({
      ...{ contact: record.id, status: 'active' },
      ...(referrer ? { referrer } : {}),
      ...(birthday ? { birthday } : {}),
    });
    const message = ctx.t('Card {card} is issued.', { card: member.cardNumber });
    return { message, open: { entity: 'member', id: member.id }, refresh: true };
  },
};
