import { linkChanges } from '../audit/changesSql.ts';
import { entrySql } from '../audit/entrySql.ts';
import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import { fault } from '../errors/fault.ts';
import type { JsonObject } from '../lib/json.ts';
import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';
import { createSqlBuilder } from '../query/createSqlBuilder.ts';
import { tableOf } from '../query/entitySql.ts';
import { andReadable, rowsReadable } from '../query/readable.ts';
import { run } from '../query/run.ts';
import { entityOf } from './entityOf.ts';
import { invalid } from './invalid.ts';
import { unlockedSql } from './unlockedSql.ts';
import { writingError } from './writingError.ts';

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
    const missing = await run(ctx, linkPlan(ctx, entity, field), { arguments: [id, ids] }).catch((error: unknown) => {
      throw writingError(ctx, entity, error, { records: [values], pointerOf: () => pointer });
    });
    if (missing.length === 0) continue;
    throw invalid(missing.map(([place]) => fault(`${pointer}/${field.name}/${Number(place) - 1}`, 'gone', {})));
  }
}

/**
 * Arguments: the record and the ids. Returns the places of ids that point at nothing; one that is given twice counts
 * where it stands first.
 */
function linkPlan(ctx: Ctx, entity: Entity, field: Field): Plan {
  return ctx.plans.get(`link ${entity.name} ${field.name}`, () => {
    const builder = createSqlBuilder(ctx);
    const id = builder.params.add({ from: 'argument', index: 0 }, 'uuid');
    const ids = builder.params.add({ from: 'argument', index: 1 }, 'uuid[]');
    const links = `data.${quoteIdent(field.relation?.joinTable ?? '')}`;
    const to = entityOf(ctx, field.relation?.targets[0] ?? '');
    const target = tableOf(to);
    const readable = rowsReadable(builder, to, 'r');
    // What the actor does not see is not theirs to take away.
    const seen =
      readable === undefined ? '' : ` and exists (select from ${target} as r where r.id = target and ${readable})`;
    const before = `(select coalesce(jsonb_agg(target order by position), '[]') from ${links} where source = ${id})`;
    const kept =
      readable === undefined
        ? ''
        : ` union all select target, 2147483648 + position from ${links} where source = ${id} and target not in (select id from given) and not exists (select from ${target} as r where r.id = target and ${readable})`;
    const after = `(select coalesce(jsonb_agg(id order by place), '[]') from (select id, place from kept${kept}) as k)`;
    const changed = `(select t.*, ${before} as _before, ${after} as _after from ${tableOf(entity)} as t where t.id = ${id}) as t`;
    const unlocked = unlockedSql(builder, entity, { alias: 't', changed: `array[${quoteLiteral(field.id)}]` });
    const text = `
      with given as (
        select id, min(place) as place from unnest(${ids}) with ordinality as g(id, place) group by id
      ), kept as (
        select given.* from given join ${target} as t on t.id = given.id
        where (t.deleted_at is null${andReadable(builder, to, 't')}) or exists (select from ${links} as l where l.source = ${id} and l.target = given.id)
      ), gone as (
        delete from ${links} where source = ${id} and target not in (select id from given)${seen}
      ), saved as (
        insert into ${links} (source, target, position) select ${id}, id, place from kept
        on conflict (source, target) do update set position = excluded.position
      ), entry as (
        ${entrySql(builder, entity, {
          action: 'updated',
          from: `${changed} where _before <> _after and ${unlocked}`,
          alias: 't',
          changes: linkChanges(field, '_before', '_after'),
        })}
      )
      select place from given where id not in (select id from kept) order by place`;
    return { text, sources: builder.params.sources };
  });
}
