import { entryColumns, entrySql, noChanges, rowColumns } from '../audit/entrySql.ts';
import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity } from '../model/types.ts';
import { tableOf } from '../query/entitySql.ts';
import { run } from '../query/run.ts';
import { SqlBuilder } from '../query/SqlBuilder.ts';
import { entityOf } from './entityOf.ts';
import { eventSql } from './eventSql.ts';
import { getWritten } from './getWritten.ts';
import { inHookedTx } from './inHookedTx.ts';
import { lockRow } from './lockRow.ts';
import { mayStart, triggerSql } from './triggerSql.ts';
import { unlockedSql } from './unlockedSql.ts';
import { writingError } from './writingError.ts';

/**
 * Brings a record back from the recycle bin, with everything that was deleted together with it, and returns it as JSON
 * text. Throws KILN_NOT_FOUND when it is not in the bin, KILN_NOT_UNIQUE when another record has taken its place.
 */
export async function restore(ctx: Ctx, entityName: string, id: string): Promise<string> {
  const entity = entityOf(ctx, entityName);
  const before = ctx.hooks.before(entity.name, 'updating');
  if (before) {
    await lockRow(ctx, entity, id, { right: 'delete', place: 'bin', lock: false });
    await before(ctx, [{ id, values: { deletedAt: null } }], () => '');
  }
  return inHookedTx(ctx, ctx.hooks.after(entity.name, 'updated'), async (tx) => {
    const { deletedAt } = await lockRow(tx, entity, id, { right: 'delete', place: 'bin' });
    const told: (() => Promise<void>)[] = [];
    await restoreAll(tx, entity, { key: 'id', deletedAt, ids: [id] }, told);
    for (const tell of told) await tell();
    return getWritten(tx, entity.name, id);
  });
}

interface Restored {
  /** Column in which the ids stand. */
  readonly key: string;
  readonly deletedAt: string;
  readonly ids: readonly string[];
}

/** What comes with it comes by the model's own rules; `told` gets what hooks are to be told when all is back. */
async function restoreAll(
  tx: Ctx,
  entity: Entity,
  { key, deletedAt, ids }: Restored,
  told: (() => Promise<void>)[],
): Promise<void> {
  const ctx = tx.sudo();
  const after = ctx.hooks.after(entity.name, 'updated');
  const kept = after && (await after.keep(tx, await binned(ctx, entity, { key, deletedAt, ids })));
  const rows = await run(ctx, restorePlan(ctx, entity, key), { arguments: [deletedAt, ids] }).catch(
    (error: unknown) => {
      throw writingError(ctx, entity, error);
    },
  );
  if (rows.length === 0) return;
  const restored = rows.map(([id]) => id ?? '');
  if (after && kept) told.push(() => after.tell(tx, restored, kept, () => ''));
  for (const [id, version] of rows) {
    ctx.changed({ entity: entity.name, id: id ?? '', version: Number(version), action: 'restored' });
  }
  for (const reference of entity.referencedBy) {
    const from = ctx.model.entities.get(reference.entity);
    const field = from?.fields.get(reference.field);
    if (!from || field?.relation?.kind !== 'one' || field.relation.onDelete !== 'cascade') continue;
    await restoreAll(tx, from, { key: field.column, deletedAt, ids: restored }, told);
  }
}

async function binned(ctx: Ctx, entity: Entity, { key, deletedAt, ids }: Restored): Promise<string[]> {
  const where = `deleted_at = $1::timestamp(3) with time zone and ${quoteIdent(key)} = any($2::uuid[])`;
  const text = `select id from ${tableOf(entity)} where ${where} order by id for update`;
  return (await ctx.run.query({ text, values: [deletedAt, ids] })).map(([id]) => id ?? '');
}

/** Arguments: when the rows were deleted, and the ids of which one stands in the column `key`. */
function restorePlan(ctx: Ctx, entity: Entity, key: string): Plan {
  return ctx.plans.get(`restore ${entity.name} ${key}`, () => {
    const builder = new SqlBuilder(ctx.model);
    const deletedAt = builder.params.add({ from: 'argument', index: 0 }, 'timestamp(3) with time zone');
    const ids = builder.params.add({ from: 'argument', index: 1 }, 'uuid[]');
    const actor = builder.params.add({ from: 'actor', property: 'id' }, 'uuid');
    const kept = mayStart(ctx, entity, 'restored') ? rowColumns(entity, 't') : entryColumns(entity, 't');
    const text = [
      `with t as (update ${tableOf(entity)} as t set deleted_at = null, version = t.version + 1, updated_at = now(), updated_by = ${actor}`,
      `where t.deleted_at = ${deletedAt} and t.${quoteIdent(key)} = any(${ids}) returning ${kept}),`,
      `_entry as (${entrySql(builder, entity, { action: 'restored', from: 't', alias: 't', changes: noChanges })})`,
      eventSql(ctx, builder, entity, 'restored'),
      triggerSql(ctx, builder, entity, 'restored'),
      `select t.id, t.version from t where ${unlockedSql(builder, entity, { alias: 't' })}`,
    ].join(' ');
    return { text, sources: builder.params.sources };
  });
}
