import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Entity } from '../model/types.ts';

/** Throws KILN_FORBIDDEN for records that Kiln itself makes and removes, such as users. */
export function refuseManaged(ctx: Ctx, entity: Entity): void {
  if (!entity.managed || ctx.actor.kind === 'system') return;
  throw new KilnError('KILN_FORBIDDEN', {
    detail: `${entity.pluralTitle} are invited and switched off under Settings; they are neither created nor deleted here.`,
  });
}

/** The same for their fields that only Kiln writes, such as the address with which somebody signs in. */
export function refuseManagedFields(ctx: Ctx, entity: Entity, values: JsonObject): void {
  if (!entity.managed || ctx.actor.kind === 'system') return;
  const field = Object.keys(values)
    .map((name) => entity.fields.get(name))
    .find((each) => each?.schema.readOnly && !each.system);
  if (!field) return;
  throw new KilnError('KILN_FORBIDDEN', {
    detail: `"${field.title}" of ${entity.pluralTitle} is changed under Settings.`,
  });
}
