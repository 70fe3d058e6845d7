import { entryColumns, entrySql, noChanges, rowColumns } from '../audit/entrySql.ts';
import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import type { Entity } from '../model/types.ts';
import { tableOf } from '../query/entitySql.ts';
import { run } from '../query/run.ts';
import { SqlBuilder } from '../query/SqlBuilder.ts';
import { entityOf } from './entityOf.ts';
import { eventSql } from './eventSql.ts';
import { lockFamily, type Rows } from './lockFamily.ts';
import { lockRow } from './lockRow.ts';
import { purge } from './purge.ts';
import { pointsAt, references, refuseWhileReferenced } from './references.ts';
import { refuseManaged } from './refuseManaged.ts';
import { keepRemoved, type RemovalOptions, removeHooked } from './removeHooked.ts';
import { forbidden } from './requireGrant.ts';
import { staleError } from './staleError.ts';
import { mayStart, triggerSql } from './triggerSql.ts';
import { unlockedSql } from './unlockedSql.ts';
import { writingError } from './writingError.ts';

export interface RemoveOptions extends RemovalOptions {
  /** Removes the row for good, also one that is in the recycle bin already. */
  readonly purge?: boolean;
}

/**
 * Puts a record into the recycle bin, together with what belongs to it (line items, records whose relation cascades),
 * or purges it. Throws KILN_STILL_REFERENCED when a live record refers to it by a relation that restricts.
 */
export async function remove(ctx: Ctx, entityName: string, id: string, options: RemoveOptions = {}): Promise<void> {
  const entity = entityOf(ctx, entityName);
  refuseManaged(ctx, entity);
  await removeHooked(ctx, entity, id, options, async (tx, isAsked) => {
    const { version } = await lockRow(tx, entity, id, { right: 'delete', place: options.purge ? 'anywhere' : 'live' });
    if (options.ifMatch !== undefined && version !== options.ifMatch) throw staleError(version);
    if (options.purge && !mayPurge(tx, entity)) throw forbidden(entity, 'delete');
    // What goes with it goes by the model's own rules.
    const family = await lockFamily(tx, entity, id, { deleted: options.purge === true });
    await isAsked(family);
    const tell = await keepRemoved(tx, family);
    await (options.purge ? purge(tx.sudo(), entity, family) : bin(tx.sudo(), family));
    await tell();
  });
}

/** What cannot be brought back needs the right to delete every record. */
function mayPurge(ctx: Ctx, entity: Entity): boolean {
  return ctx.access
    .entity(entity.name)
    .grants('delete')
    .some(({ when }) => when === true);
}

/** All rows of one removal share deleted_at, so that restoring brings back exactly what went with it. */
async function bin(ctx: Ctx, gone: readonly Rows[]): Promise<void> {
  const moment = await ownMoment(ctx, gone);
  for (const { entity: each, ids } of gone) {
    const rows = await run(ctx, binPlan(ctx, each), { arguments: [ids, moment] }).catch((error: unknown) => {
      throw writingError(ctx, each, error);
    });
    for (const [removed, version] of rows) {
      ctx.changed({ entity: each.name, id: removed ?? '', version: Number(version), action: 'deleted' });
    }
  }
  // Now that they are out of sight, those that refer to each other do not count.
  for (const { entity: each, ids } of gone) await refuseWhileReferenced(ctx, each, ids);
}

function binPlan(ctx: Ctx, entity: Entity): Plan {
  return ctx.plans.get(`bin ${entity.name}`, () => {
    const builder = new SqlBuilder(ctx.model);
    const ids = builder.params.add({ from: 'argument', index: 0 }, 'uuid[]');
    const moment = builder.params.add({ from: 'argument', index: 1 }, 'timestamp(3) with time zone');
    const actor = builder.params.add({ from: 'actor', property: 'id' }, 'uuid');
    const kept = mayStart(ctx, entity, 'deleted') ? rowColumns(entity, 't') : entryColumns(entity, 't');
    const text = [
      `with t as (update ${tableOf(entity)} as t set deleted_at = ${moment}, version = t.version + 1, updated_at = now(), updated_by = ${actor}`,
      `where t.id = any(${ids}) returning ${kept}),`,
      `_entry as (${entrySql(builder, entity, { action: 'deleted', from: 't', alias: 't', changes: noChanges })})`,
      eventSql(ctx, builder, entity, 'deleted'),
      triggerSql(ctx, builder, entity, 'deleted'),
      `select t.id, t.version from t where ${unlockedSql(builder, entity, { alias: 't' })}`,
    ].join(' ');
    return { text, sources: builder.params.sources };
  });
}

/**
 * A time that no earlier removal from this family has: not one in the same transaction, nor one of the same
 * millisecond. The family is locked, so none can come in between.
 */
async function ownMoment(ctx: Ctx, family: readonly Rows[]): Promise<string> {
  const values: (readonly string[])[] = [];
  const earlier = family.flatMap(({ entity, ids }) =>
    references(ctx, entity, 'cascade').map(({ entity: from, field }) => {
      const points = pointsAt(field, entity, `$${values.push(ids)}`);
      return `(select max(deleted_at) + interval '1 ms' from ${tableOf(from)} where ${points})`;
    }),
  );
  const now = 'clock_timestamp()::timestamp(3) with time zone';
  const [row] = await ctx.run.query({ text: `select greatest(${[now, ...earlier].join(', ')})`, values });
  return row?.[0] ?? '';
}
