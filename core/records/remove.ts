import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';
import { isUuid } from '../query/bind.ts';
import { tableOf } from '../query/entitySql.ts';
import { run } from '../query/run.ts';
import { entityOf } from './entityOf.ts';
import { notFound } from './notFound.ts';
import { staleError } from './staleError.ts';
import { writingError } from './writingError.ts';

export interface RemoveOptions {
  readonly ifMatch?: number;
  /** Removes the row for good, also one that is in the recycle bin already. */
  readonly purge?: boolean;
}

/**
 * Puts a record into the recycle bin, together with what belongs to it (line items, records whose relation cascades),
 * or purges it. Throws KILN_STILL_REFERENCED when a live record refers to it by a relation that restricts.
 */
export async function remove(ctx: Ctx, entityName: string, id: string, options: RemoveOptions = {}): Promise<void> {
  const entity = entityOf(ctx, entityName);
  if (!isUuid(id)) throw notFound(entity, id);
  await ctx.inTx(async (tx) => {
    const version = await lockRow(tx, entity, id, options);
    if (options.ifMatch !== undefined && version !== options.ifMatch) throw staleError(version);
    if (options.purge) await purge(tx, entity, id, version);
    else await bin(tx, entity, id);
  });
}

async function lockRow(ctx: Ctx, entity: Entity, id: string, options: RemoveOptions): Promise<number> {
  const plan = ctx.plans.get(`lock ${entity.name} ${options.purge ? 1 : 0}`, (): Plan => {
    const live = options.purge ? '' : ' and deleted_at is null';
    const text = `select version from ${tableOf(entity)} where id = $1::uuid${live} for update`;
    return { text, sources: [{ from: 'argument', index: 0 }] };
  });
  const rows = await run(ctx, plan, { arguments: [id] });
  const version = rows[0]?.[0];
  if (!version) throw notFound(entity, id);
  return Number(version);
}

/** All rows of one removal share deleted_at, so that restoring brings back exactly what went with it. */
async function bin(ctx: Ctx, entity: Entity, id: string): Promise<void> {
  const gone: { entity: Entity; ids: string[] }[] = [];
  let level = [{ entity, ids: [id] }];
  while (level.length > 0) {
    const next: { entity: Entity; ids: string[] }[] = [];
    for (const { entity: each, ids } of level) {
      const rows = await ctx.run.query({
        text: `update ${tableOf(each)} set deleted_at = now(), version = version + 1, updated_at = now(), updated_by = $2::uuid where id = any($1::uuid[]) and deleted_at is null returning id, version`,
        values: [ids, ctx.actor.id],
      });
      for (const [removed, version] of rows) {
        ctx.changed({ entity: each.name, id: removed ?? '', version: Number(version), action: 'deleted' });
      }
      next.push(...(await dependents(ctx, each, ids)));
    }
    gone.push(...level);
    level = next;
  }
  // Now that they are out of sight, those that refer to each other do not count.
  for (const { entity: each, ids } of gone) await refuseWhileReferenced(ctx, each, ids);
}

async function refuseWhileReferenced(ctx: Ctx, entity: Entity, ids: readonly string[]): Promise<void> {
  for (const reference of references(ctx, entity, 'restrict')) {
    const rows = await ctx.run.query({
      text: `select id from ${tableOf(reference.entity)} where ${pointsAt(reference.field, entity)} and deleted_at is null limit 1`,
      values: [ids],
    });
    if (rows.length > 0) throw stillReferenced(entity, reference.entity);
  }
}

async function dependents(
  ctx: Ctx,
  entity: Entity,
  ids: readonly string[],
): Promise<{ entity: Entity; ids: string[] }[]> {
  const found: { entity: Entity; ids: string[] }[] = [];
  for (const reference of references(ctx, entity, 'cascade')) {
    const rows = await ctx.run.query({
      text: `select id from ${tableOf(reference.entity)} where ${pointsAt(reference.field, entity)} and deleted_at is null`,
      values: [ids],
    });
    if (rows.length > 0) found.push({ entity: reference.entity, ids: rows.map(([each]) => each ?? '') });
  }
  return found;
}

/** Foreign keys do the rest; polymorphic relations have none, so they are cleared or followed here. */
async function purge(ctx: Ctx, entity: Entity, id: string, version: number): Promise<void> {
  for (const reference of [
    ...references(ctx, entity, 'setNull'),
    ...references(ctx, entity, 'cascade'),
    ...references(ctx, entity, 'restrict'),
  ]) {
    if (reference.field.relation?.kind !== 'polymorphic') continue;
    const { onDelete } = reference.field.relation;
    const column = quoteIdent(reference.field.column);
    const discriminator = quoteIdent(`${reference.field.column}_entity`);
    const action =
      onDelete === 'setNull'
        ? `update ${tableOf(reference.entity)} set ${column} = null, ${discriminator} = null`
        : `delete from ${tableOf(reference.entity)}`;
    if (onDelete === 'restrict') await refuseWhileReferenced(ctx, entity, [id]);
    else await ctx.run.query({ text: `${action} where ${pointsAt(reference.field, entity)}`, values: [[id]] });
  }
  try {
    await ctx.run.query({ text: `delete from ${tableOf(entity)} where id = $1::uuid`, values: [id] });
  } catch (error) {
    throw writingError(ctx, entity, error);
  }
  ctx.changed({ entity: entity.name, id, version: version + 1, action: 'purged' });
}

interface ResolvedReference {
  readonly entity: Entity;
  readonly field: Field;
}

function references(ctx: Ctx, entity: Entity, onDelete: 'restrict' | 'cascade' | 'setNull'): ResolvedReference[] {
  return entity.referencedBy.flatMap((reference) => {
    const from = ctx.model.entities.get(reference.entity);
    const field = from?.fields.get(reference.field);
    return from && field?.relation && field.relation.kind !== 'many' && field.relation.onDelete === onDelete
      ? [{ entity: from, field }]
      : [];
  });
}

function pointsAt(field: Field, entity: Entity): string {
  const points = `${quoteIdent(field.column)} = any($1::uuid[])`;
  return field.relation?.kind === 'polymorphic'
    ? `${points} and ${quoteIdent(`${field.column}_entity`)} = ${quoteLiteral(entity.id)}`
    : points;
}

function stillReferenced(entity: Entity, by: Entity): KilnError {
  return new KilnError('KILN_STILL_REFERENCED', {
    detail: `This ${entity.title} is still used by at least one ${by.title}. Change or delete that first.`,
  });
}
