import type { Ctx } from '../context/types.ts';
import { countUnread } from './listNotifications.ts';

/** Which of the actor's own, and what they are from now on. */
export interface ReadMark {
  /** uuids; absent: all of them. */
  readonly ids?: readonly string[];
  readonly read: boolean;
}

/** Answers how many are unread then, up to 100. */
export async function markRead(ctx: Ctx, { ids, read }: ReadMark): Promise<number> {
  await ctx.run.query({
    text: `update kiln.notification set read_at = ${read ? 'now()' : 'null'}
      where user_id = $1::uuid and (read_at is null) = ${read} ${ids ? 'and id = any($2::uuid[])' : ''}`,
    values: ids ? [ctx.actor.id, [...ids]] : [ctx.actor.id],
  });
  return (await countUnread(ctx, [ctx.actor.id])).get(ctx.actor.id) ?? 0;
}
