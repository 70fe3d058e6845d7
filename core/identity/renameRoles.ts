import type { Queryable } from '../db/types.ts';

/**
 * Whoever holds a role holds it under its new name, tokens too. Who has held another role of that name, one that is
 * gone, does not get it by that.
 * @param names from the old to the new
 */
export async function renameRoles(tx: Queryable, names: ReadonlyMap<string, string>): Promise<void> {
  if (names.size === 0) return;
  const [from, to] = [[...names.keys()], [...names.values()]];
  const held = await tx.query({
    text: 'delete from kiln.role_member where role = any($1::text[]) returning user_id, role',
    values: [[...from, ...to]],
  });
  const renamed = held.flatMap(([user, role]) => {
    const name = names.get(role ?? '');
    return name === undefined ? [] : [{ user, name }];
  });
  await tx.query({
    text: 'insert into kiln.role_member (user_id, role) select * from unnest($1::uuid[], $2::text[]) on conflict do nothing',
    values: [renamed.map(({ user }) => user ?? null), renamed.map(({ name }) => name)],
  });
  await tx.query({ text: tokensSql, values: [from, to] });
}

const tokensSql = `
update kiln.token as token
set roles = array(
  select distinct coalesce(renamed.name, held.role)
  from unnest(token.roles) as held(role)
  left join unnest($1::text[], $2::text[]) as renamed(role, name) on renamed.role = held.role
  where renamed.name is not null or held.role <> all($2::text[])
  order by 1)
where roles && ($1::text[] || $2::text[])`;
