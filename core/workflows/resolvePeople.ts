import type { Ctx } from '../context/types.ts';
import { teamMembers } from '../identity/peopleTables.ts';
import { isObject, type Json } from '../lib/json.ts';
import { isUuid } from '../query/bind.ts';

/**
 * Ids of the active users that are meant, in the order of the ids. `people`: one or a list of ids of users, `{"role":
 * name}` and `{"team": id}`; what is null is nobody, as is whoever is gone.
 */
export async function resolvePeople(ctx: Pick<Ctx, 'run' | 'model'>, people: Json | undefined): Promise<string[]> {
  const asked = Array.isArray(people) ? people.flat() : [people ?? null];
  const named = (member: string) =>
    asked.flatMap((each) => (isObject(each) && typeof each[member] === 'string' ? [each[member]] : []));
  const users = asked.filter((each) => typeof each === 'string').filter(isUuid);
  const [roles, teams] = [named('role'), named('team').filter(isUuid)];
  if (users.length + roles.length + teams.length === 0) return [];
  const rows = await ctx.run.query({
    name: `people ${ctx.model.version}`,
    text: `select u.id from data."user" u
      where u.active and u.deleted_at is null and (u.id = any($1::uuid[])
        or exists (select from kiln.role_member m where m.user_id = u.id and m.role = any($2::text[]))
        or exists (select from ${teamMembers(ctx.model)} l join data.team t on t.id = l.source and t.deleted_at is null
          where l.target = u.id and t.id = any($3::uuid[])))
      order by u.id`,
    values: [users, roles, teams],
  });
  return rows.map(([id]) => id ?? '');
}
