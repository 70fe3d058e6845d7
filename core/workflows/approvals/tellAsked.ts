import type { Ctx } from '../../context/types.ts';
import { notify } from '../../notifications/notify.ts';
import type { Approval, Seat } from './Approval.ts';

/** Tells those who are asked, and whoever decides in their place while they are away. */
export async function tellAsked(
  ctx: Ctx,
  approval: Approval,
  asked: readonly Seat[],
  kind = 'approval',
): Promise<void> {
  const users = asked.map(({ user }) => user);
  const deputies = await ctx.run.query({
    text: `select deputy from kiln.absence where user_id = any($1::uuid[]) and now() >= from_at and now() < until_at`,
    values: [users],
  });
  const from =
    approval.requester === null ? {} : { from: { id: approval.requester, name: approval.requesterName ?? '' } };
  await notify(ctx, {
    to: [...users, ...deputies.map(([id]) => id ?? '')],
    kind,
    title: approval.title,
    text: approval.text,
    wordings: approval.wordings ?? {},
    target: { approval: approval.id },
    ...from,
  });
}
