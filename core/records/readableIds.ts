import type { Ctx } from '../context/types.ts';
import { createSqlBuilder } from '../query/createSqlBuilder.ts';
import { tableOf } from '../query/entitySql.ts';
import { andReadable } from '../query/readable.ts';
import { run } from '../query/run.ts';

/**
 * Those of some records of an entity that the actor may read, in the recycle bin, too. None of those that were purged.
 */
export async function readableIds(ctx: Ctx, entityName: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const entity = ctx.access.model.entities.get(entityName);
  if (!entity) return new Set();
  const plan = ctx.plans.get(`readable ${entity.name}`, () => {
    const builder = createSqlBuilder(ctx);
    const wanted = builder.params.add({ from: 'argument', index: 0 }, 'uuid[]');
    const text = `select t.id from ${tableOf(entity)} t where t.id = any(${wanted})${andReadable(builder, entity, 't')}`;
    return { text, sources: builder.params.sources, readOnly: true };
  });
  const rows = await run(ctx, plan, { arguments: [ids] });
  return new Set(rows.flatMap(([id]) => id ?? []));
}
