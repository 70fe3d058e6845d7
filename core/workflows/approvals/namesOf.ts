import type { Queryable } from '../../db/types.ts';

/** Names of users by id; '' for whoever was removed. */
export async function namesOf(run: Queryable, ids: readonly (string | null)[]): Promise<(id: string) => string> {
  const asked = [...new Set(ids.filter((id) => id !== null))];
  const rows =
    asked.length === 0
      ? []
      : await run.query({
          name: 'names_of_users',
          text: 'select id, name from data."user" where id = any($1::uuid[])',
          values: [asked],
          readOnly: true,
        });
  const names = new Map(rows.map(([id, name]) => [id, name ?? '']));
  return (id) => names.get(id) ?? '';
}
