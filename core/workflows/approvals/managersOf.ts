import type { Ctx } from '../../context/types.ts';
import { userOf } from '../../identity/peopleTables.ts';
import { quoteIdent } from '../../lib/quoteIdent.ts';
import { byId } from '../../model/byId.ts';

/** Further up nobody goes: long enough for any company. */
export const mostLevels = 20;

/**
 * Ids of the managers above a user, the nearest first, at most `levels` of them. Those who are switched off are passed
 * over; a chain that leads back into itself ends there.
 */
export async function managersOf(ctx: Pick<Ctx, 'run' | 'model'>, user: string, levels: number): Promise<string[]> {
  const manager = byId(userOf(ctx.model).fields, 'manager');
  if (!manager || levels < 1) return [];
  const above = quoteIdent(manager.column);
  const rows = await ctx.run.query({
    name: `managers ${above}`,
    text: `with recursive chain as (
        select u.id, u.${above} as manager, false as counts, array[u.id] as path from data."user" u where u.id = $1::uuid
        union all
        select m.id, m.${above}, m.active and m.deleted_at is null, c.path || m.id from chain c join data."user" m on m.id = c.manager
        where m.id <> all(c.path) and cardinality(c.path) <= ${mostLevels}
      )
      select id from chain where counts order by cardinality(path) limit $2::integer`,
    values: [user, levels],
  });
  return rows.map(([id]) => id ?? '');
}
