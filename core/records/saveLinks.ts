import type { Ctx } from '../context/types.ts';
import type { JsonObject } from '../lib/json.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';
import { tableOf } from '../query/entitySql.ts';
import { danglingMessage } from './danglingMessage.ts';
import { entityOf } from './entityOf.ts';
import { invalid } from './invalid.ts';

/**
 * Makes each many-to-many field that `values` holds point at exactly those records, in their order. Throws KILN_INVALID
 * for ids of no record, or of one in the recycle bin that was not linked before.
 */
export async function saveLinks(
  ctx: Ctx,
  entity: Entity,
  id: string,
  values: JsonObject,
  pointer: string,
): Promise<void> {
  for (const field of entity.fields.values()) {
    const targets = values[field.name];
    if (field.relation?.kind !== 'many' || targets === undefined) continue;
    const ids = Array.isArray(targets) ? targets : [];
    const missing = await ctx.run.query({ text: linkSql(ctx, field), values: [id, ids] });
    if (missing.length === 0) continue;
    throw invalid(
      missing.map(([place]) => ({
        pointer: `${pointer}/${field.name}/${Number(place) - 1}`,
        message: danglingMessage,
      })),
    );
  }
}

/** Returns the places of ids that point at nothing; an id that is given twice counts where it stands first. */
function linkSql(ctx: Ctx, { relation }: Field): string {
  const links = `data.${quoteIdent(relation?.joinTable ?? '')}`;
  const target = tableOf(entityOf(ctx, relation?.targets[0] ?? ''));
  return `
    with given as (
      select id, min(place) as place from unnest($2::uuid[]) with ordinality as g(id, place) group by id
    ), kept as (
      select given.* from given join ${target} as t on t.id = given.id
      where t.deleted_at is null or exists (select from ${links} as l where l.source = $1::uuid and l.target = given.id)
    ), gone as (
      delete from ${links} where source = $1::uuid and target not in (select id from given)
    ), saved as (
      insert into ${links} (source, target, position) select $1::uuid, id, place from kept
      on conflict (source, target) do update set position = excluded.position
    )
    select place from given where id not in (select id from kept) order by place`;
}
