import type { Ctx } from '../../context/types.ts';

/** Ids of those for whom the actor decides now: themselves, and whose deputy they are. */
export async function standsInFor({ run, actor }: Pick<Ctx, 'run' | 'actor'>): Promise<ReadonlySet<string>> {
  const rows = await run.query({
    name: 'stands_in_for',
    text: 'select kiln.stands_in_for($1::uuid)',
    values: [actor.id],
    readOnly: true,
  });
  return new Set(rows.map(([id]) => id ?? ''));
}
