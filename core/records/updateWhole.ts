import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import { quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity } from '../model/types.ts';
import { isUuid } from '../query/bind.ts';
import { tableOf } from '../query/entitySql.ts';
import { fieldSql } from '../query/recordScope.ts';
import { run } from '../query/run.ts';
import { SqlBuilder } from '../query/SqlBuilder.ts';
import { mayStart, triggerSql } from './triggerSql.ts';

/**
 * Writes a change that takes several statements, in the open transaction, as one change for the workflows that it
 * starts: they see the record before all of them and after. `write` is told whether its own statements keep quiet.
 */
export async function updateWhole<T>(
  tx: Ctx,
  entity: Entity,
  id: string,
  write: (quiet: boolean) => Promise<T>,
): Promise<T> {
  if (!mayStart(tx, entity, 'updated') || !isUuid(id)) return write(false);
  const [kept] = await run(tx, keepPlan(tx, entity), { arguments: [id] });
  const written = await write(true);
  const [row, links] = kept ?? [];
  if (row && links) await run(tx, startPlan(tx, entity), { arguments: [id, row, links] });
  return written;
}

/** Argument: the id. Locks the row and returns it as JSON, and what its many-to-many relations point at. */
function keepPlan(ctx: Ctx, entity: Entity): Plan {
  return ctx.plans.get(`keep ${entity.name}`, () => {
    const builder = new SqlBuilder(ctx.model);
    const id = builder.params.add({ from: 'argument', index: 0 }, 'uuid');
    const links = [...entity.fields.values()]
      .filter(({ relation }) => relation?.kind === 'many')
      .map((field) => `${quoteLiteral(field.name)}, ${fieldSql(builder, entity, field, 't')}`);
    const text = `select to_jsonb(t), jsonb_build_object(${links.join(', ')}) from ${tableOf(entity)} as t where t.id = ${id} for no key update`;
    return { text, sources: builder.params.sources };
  });
}

/** Arguments: the id, and what keepPlan has returned. */
function startPlan(ctx: Ctx, entity: Entity): Plan {
  return ctx.plans.get(`start ${entity.name}`, () => {
    const builder = new SqlBuilder(ctx.model);
    const id = builder.params.add({ from: 'argument', index: 0 }, 'uuid');
    const row = builder.params.add({ from: 'argument', index: 1 }, 'jsonb');
    const links = builder.params.add({ from: 'argument', index: 2 }, 'jsonb');
    const table = tableOf(entity);
    const before = `_old as (select * from jsonb_populate_record(null::${table}, ${row}))`;
    const after = `t as (select * from ${table} where id = ${id})`;
    // Said once, whether a workflow looks at them or not: Postgres takes no parameter that stands nowhere.
    const linked = `_links as (select ${links} as links)`;
    const starts = triggerSql(ctx, builder, entity, 'updated', {
      from: 't, _old',
      links: '(select links from _links)',
    });
    const text = `with ${before}, ${after}, ${linked}${starts} select from t`;
    return { text, sources: builder.params.sources };
  });
}
