import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import type { Entity } from '../model/types.ts';
import { tableOf } from '../query/entitySql.ts';
import { run } from '../query/run.ts';
import { SqlBuilder } from '../query/SqlBuilder.ts';
import { mayStart, triggerSql } from './triggerSql.ts';

/**
 * Creates records whose creation takes several statements, in the open transaction, so that the workflows which it
 * starts see them with everything that belongs to them: what is computed of line items, above all. `write` is told
 * whether its insert keeps quiet, and returns what it created in order.
 */
export async function createWhole<T extends { readonly id: string }>(
  tx: Ctx,
  entity: Entity,
  write: (quiet: boolean) => Promise<T[]>,
): Promise<T[]> {
  if (!mayStart(tx, entity, 'created')) return write(false);
  const created = await write(true);
  if (created.length > 0) await run(tx, startPlan(tx, entity), { arguments: [created.map(({ id }) => id)] });
  return created;
}

/** Argument: the ids. */
function startPlan(ctx: Ctx, entity: Entity): Plan {
  return ctx.plans.get(`start created ${entity.name}`, () => {
    const builder = new SqlBuilder(ctx.model);
    const ids = builder.params.add({ from: 'argument', index: 0 }, 'uuid[]');
    const order = `unnest(${ids}) with ordinality as _o(id, place)`;
    const created = `select r.* from ${order} join ${tableOf(entity)} as r on r.id = _o.id order by _o.place`;
    const text = `with t as (${created})${triggerSql(ctx, builder, entity, 'created')} select from t`;
    return { text, sources: builder.params.sources };
  });
}
