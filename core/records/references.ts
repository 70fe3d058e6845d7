import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';
import { tableOf } from '../query/entitySql.ts';

/** A field that points at the records of an entity. */
export interface ResolvedReference {
  readonly entity: Entity;
  readonly field: Field;
}

/** Relations to one, and polymorphic ones, that lead to the entity and do that when their record goes. */
export function references(
  ctx: Ctx,
  entity: Entity,
  onDelete: 'restrict' | 'cascade' | 'setNull',
): ResolvedReference[] {
  return entity.referencedBy.flatMap((reference) => {
    const from = ctx.model.entities.get(reference.entity);
    const field = from?.fields.get(reference.field);
    return from && field?.relation && field.relation.kind !== 'many' && field.relation.onDelete === onDelete
      ? [{ entity: from, field }]
      : [];
  });
}

/** SQL: the field points at one of the records of `entity` that the array `ids` names. */
export function pointsAt(field: Field, entity: Entity, ids = '$1'): string {
  const points = `${quoteIdent(field.column)} = any(${ids}::uuid[])`;
  return field.relation?.kind === 'polymorphic'
    ? `${points} and ${quoteIdent(`${field.column}_entity`)} = ${quoteLiteral(entity.id)}`
    : points;
}

/** Throws KILN_STILL_REFERENCED when a live record points at one of these by a relation that restricts. */
export async function refuseWhileReferenced(
  ctx: Ctx,
  entity: Entity,
  ids: readonly string[],
  isOf: (reference: ResolvedReference) => boolean = () => true,
): Promise<void> {
  for (const reference of references(ctx, entity, 'restrict').filter(isOf)) {
    const rows = await ctx.run.query({
      text: `select id from ${tableOf(reference.entity)} where ${pointsAt(reference.field, entity)} and deleted_at is null limit 1`,
      values: [ids],
    });
    if (rows.length > 0) throw stillReferenced(ctx, entity, reference.entity);
  }
}

/** What refers to it is looked for without limits; of what the actor sees nothing, not even the name is told. */
function stillReferenced(ctx: Ctx, entity: Entity, by: Entity): KilnError {
  const isSeen = ctx.as(ctx.actor).access.model.entities.has(by.name);
  return new KilnError('KILN_STILL_REFERENCED', {
    detail: `This ${entity.title} is still used by at least one ${isSeen ? by.title : 'other record'}. Change or delete that first.`,
  });
}
