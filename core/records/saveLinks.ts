import type { Ctx } from '../context/types.ts';
import type { JsonObject } from '../lib/json.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity } from '../model/types.ts';

/** Makes each many-to-many field that `values` holds point at exactly those ids, in their order. */
export async function saveLinks(ctx: Ctx, entity: Entity, id: string, values: JsonObject): Promise<void> {
  for (const field of entity.fields.values()) {
    const targets = values[field.name];
    if (field.relation?.kind !== 'many' || targets === undefined) continue;
    const table = `data.${quoteIdent(field.relation.joinTable ?? '')}`;
    const ids = Array.isArray(targets) ? targets : [];
    await ctx.run.query({
      text: `with kept as (select target, position from unnest($2::uuid[]) with ordinality as k(target, position)),
        gone as (delete from ${table} where source = $1::uuid and target not in (select target from kept))
        insert into ${table} (source, target, position) select $1::uuid, target, position from kept
        on conflict (source, target) do update set position = excluded.position`,
      values: [id, ids],
    });
  }
}
