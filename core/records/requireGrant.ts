import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Entity, Right } from '../model/types.ts';

/** Throws KILN_FORBIDDEN when no role of the actor gives the right on any record: sooner than the statement would. */
export function requireGrant(ctx: Ctx, entity: Entity, right: Right): void {
  if (ctx.access.entity(entity.name).grants(right).length === 0) throw forbidden(entity, right);
}

export function forbidden(entity: Entity, right: Right): KilnError {
  return new KilnError('KILN_FORBIDDEN', { detail: `Your roles do not let you ${right} this ${entity.name}.` });
}
