import type { Queryable } from '../db/types.ts';

/** Days for which what was read, and what never was, can be read again. */
const readDays = 30;
const unreadDays = 180;
/** Of one user: the oldest go first. */
const mostOfUser = 2_000;

/** Removes notifications of long ago. */
export async function forgetNotifications(run: Queryable): Promise<void> {
  await run.query({
    text: `delete from kiln.notification
      where at < now() - interval '${unreadDays} days'
        or (read_at < now() - interval '1 day' and at < now() - interval '${readDays} days')`,
    values: [],
  });
  await run.query({
    text: `delete from kiln.notification n
      using (select user_id from kiln.notification group by user_id having count(*) > ${mostOfUser}) as many
      where n.user_id = many.user_id and n.id < (
        select id from kiln.notification o where o.user_id = many.user_id order by id desc offset ${mostOfUser - 1} limit 1)`,
    values: [],
  });
}
