import type { Queryable } from '../../db/types.ts';

/** Ids of those of some users who are away now. */
export async function whoIsAway(run: Queryable, users: readonly string[]): Promise<Set<string>> {
  const rows = await run.query({
    name: 'who_is_away',
    text: 'select user_id from kiln.absence where user_id = any($1::uuid[]) and now() >= from_at and now() < until_at',
    values: [[...users]],
    readOnly: true,
  });
  return new Set(rows.map(([id]) => id ?? ''));
}
