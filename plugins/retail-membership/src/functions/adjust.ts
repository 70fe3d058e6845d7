import { type Callable, refuse } from 'kiln:sdk';
import { type OnRecord, onRecord } from './onRecord.ts';

interface Input extends OnRecord {
  readonly points: number;
  readonly reason: string;
}

/** Corrects a balance by an entry that says why, and who did it stands in the audit. */
export const adjust: Callable<Input> = {
  title: 'Adjust points',
  roles: ['salesManager'],
  input: onRecord(
    'member',
    {
      points: { type: 'integer', minimum: -1_000_000, maximum: 1_000_000 },
      reason: { type: 'string', minLength: 3, maxLength: 200 },
    },
    ['points', 'reason'],
  ),
  async handler(ctx, { record, points, reason }) {
    if (points === 0) refuse({ points: ctx.t('At least one point, more or less.') });
    const member = await ctx.records('member').get(record.id, { select: 'id,status' });
    if (!member) return refuse(ctx.t('The member is not there any more.'));
    if (member.status === 'closed') refuse(ctx.t('This membership is not active.'));
    await ctx.own.records('pointEntry').create({ member: member.id, kind: 'adjust', points, reason });
    return { message: ctx.t('{points} points', { points: points > 0 ? `+${points}` : points }), refresh: true };
  },
};
