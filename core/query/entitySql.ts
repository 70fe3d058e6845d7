import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity } from '../model/types.ts';

/** Quoted name of the entity's table. */
export function tableOf(entity: Entity): string {
  return `data.${quoteIdent(entity.table)}`;
}

/** Condition for rows that exist for a reader: not in the recycle bin. */
export function visible(alias: string): string {
  return `${alias}.deleted_at is null`;
}

/** Line items keep the order in which they were entered; other records come newest first. */
export function childOrder(entity: Entity, alias: string): string {
  if (!entity.parent) return `${alias}.id desc`;
  return entity.fields.has('position') ? `${alias}.position, ${alias}.id` : `${alias}.id`;
}
