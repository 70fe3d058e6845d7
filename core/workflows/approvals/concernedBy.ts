import type { Ctx } from '../../context/types.ts';

/** Whom an approval concerns. */
export interface Concern {
  readonly approval: string;
  /** Ids of who asked, who is asked, and who stands in for them. */
  readonly users: readonly string[];
  /** `entity` by its name of today. */
  readonly record: { readonly entity: string; readonly id: string } | undefined;
}

/** Whom each of these approvals concerns. */
export async function concernedBy(
  { run, model }: Pick<Ctx, 'run' | 'model'>,
  ids: readonly string[],
): Promise<Concern[]> {
  const rows = await run.query({
    name: 'concerned_by_approvals',
    text: `with people as (
        select a.id, a.requester as user_id from kiln.approval a where a.id = any($1::uuid[]) and a.requester is not null
        union select s.approval, s.user_id from kiln.approval_seat s where s.approval = any($1::uuid[])
      ), concerned as (
        select p.id, string_agg(u.id::text, ',') as users from people p
        cross join lateral (
          select p.user_id union
          select b.deputy from kiln.absence b where b.user_id = p.user_id and now() >= b.from_at and now() < b.until_at
        ) as u(id)
        group by p.id
      )
      select a.id, c.users, a.entity, a.record from kiln.approval a left join concerned c on c.id = a.id
      where a.id = any($1::uuid[])`,
    values: [[...ids]],
    readOnly: true,
  });
  const nameOf = new Map([...model.entities.values()].map(({ id, name }) => [id, name]));
  return rows.map(([approval, users, entity, id]) => {
    const name = entity && nameOf.get(entity);
    return {
      approval: approval ?? '',
      users: users?.split(',') ?? [],
      record: name && id ? { entity: name, id } : undefined,
    };
  });
}
