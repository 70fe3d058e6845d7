import type { Ctx } from '../context/types.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity } from '../model/types.ts';
import { isUuid } from '../query/bind.ts';
import { tableOf } from '../query/entitySql.ts';
import { entityOf } from './entityOf.ts';
import { get } from './get.ts';
import { notFound } from './notFound.ts';
import { writingError } from './writingError.ts';

/**
 * Brings a record back from the recycle bin, with everything that was deleted together with it, and returns it as JSON
 * text. Throws KILN_NOT_FOUND when it is not in the bin, KILN_NOT_UNIQUE when another record has taken its place.
 */
export async function restore(ctx: Ctx, entityName: string, id: string): Promise<string> {
  const entity = entityOf(ctx, entityName);
  if (!isUuid(id)) throw notFound(entity, id);
  return ctx.inTx(async (tx) => {
    const rows = await tx.run.query({
      text: `select deleted_at from ${tableOf(entity)} where id = $1::uuid and deleted_at is not null for update`,
      values: [id],
    });
    const deletedAt = rows[0]?.[0];
    if (!deletedAt) throw notFound(entity, id);
    await restoreAll(tx, entity, `id = any($2::uuid[])`, deletedAt, [id]);
    return get(tx, entity.name, id);
  });
}

async function restoreAll(
  ctx: Ctx,
  entity: Entity,
  condition: string,
  deletedAt: string,
  ids: string[],
): Promise<void> {
  const rows = await ctx.run
    .query({
      text: `update ${tableOf(entity)} set deleted_at = null, version = version + 1, updated_at = now(), updated_by = $3::uuid where deleted_at = $1::timestamp(3) with time zone and ${condition} returning id, version`,
      values: [deletedAt, ids, ctx.actor.id],
    })
    .catch((error: unknown) => {
      throw writingError(ctx, entity, error);
    });
  if (rows.length === 0) return;
  const restored = rows.map(([id]) => id ?? '');
  for (const [id, version] of rows) {
    ctx.changed({ entity: entity.name, id: id ?? '', version: Number(version), action: 'restored' });
  }
  for (const reference of entity.referencedBy) {
    const from = ctx.model.entities.get(reference.entity);
    const field = from?.fields.get(reference.field);
    if (!from || field?.relation?.kind !== 'one' || field.relation.onDelete !== 'cascade') continue;
    await restoreAll(ctx, from, `${quoteIdent(field.column)} = any($2::uuid[])`, deletedAt, restored);
  }
}
