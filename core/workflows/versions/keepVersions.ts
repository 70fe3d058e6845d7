import type { Actor } from '../../context/types.ts';
import type { Queryable } from '../../db/types.ts';
import type { Model } from '../../model/types.ts';

/**
 * Keeps the versions of workflows that a change of the definitions makes, in its transaction. `edited`: names of those
 * that the actor has changed: they publish them. What only followed the change of something else keeps its publisher,
 * and so does what comes with files.
 */
export async function keepVersions(
  tx: Queryable,
  { workflows }: Pick<Model, 'workflows'>,
  { edited, actor }: { readonly edited: ReadonlySet<string>; readonly actor: Pick<Actor, 'kind' | 'id'> },
): Promise<void> {
  if (workflows.size === 0) return;
  const publisher = actor.kind === 'user' || actor.kind === 'token' ? actor.id : null;
  const rows = [...workflows.values()].map(({ id, name, version, document }) => ({
    ...{ workflow: id, hash: version, document },
    edited: publisher !== null && edited.has(name),
  }));
  await tx.query({ text: keepSql, values: [JSON.stringify(rows), publisher] });
}

const keepSql = `
insert into kiln.workflow_version as v (workflow, hash, document, publisher, published_at)
select g.workflow, g.hash, g.document, case when edited then $2::uuid else before.publisher end, clock_timestamp()
from json_to_recordset($1::json) as g(workflow text, hash text, document json, edited boolean)
left join lateral (
  select hash, publisher from kiln.workflow_version as b where b.workflow = g.workflow
    order by published_at desc limit 1
) as before on true
where edited or before.hash is distinct from g.hash
on conflict (workflow, hash) do update
set publisher = excluded.publisher, published_at = excluded.published_at, document = excluded.document,
  followed = null`;
