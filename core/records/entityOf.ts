import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Entity, Field } from '../model/types.ts';

/** The entity of that name in the request's model. Throws KILN_NOT_FOUND. */
export function entityOf(ctx: Ctx, name: string): Entity {
  const entity = ctx.model.entities.get(name);
  if (!entity) throw new KilnError('KILN_NOT_FOUND', { detail: `There is no entity '${name.slice(0, 60)}'.` });
  return entity;
}

/** Fields that link records outside the entity's table, saved by statements of their own. */
export function linkFields(entity: Entity): Field[] {
  return [...entity.fields.values()].filter((field) => field.children || field.relation?.kind === 'many');
}

const fileTypes: ReadonlySet<string> = new Set(['file', 'files', 'image', 'images']);

/** Fields whose values name uploaded files. */
export function fileFields(entity: Entity): Field[] {
  return [...entity.fields.values()].filter((field) => fileTypes.has(field.type.name));
}

/** Whether a write of these values takes more than one statement, and with that a transaction. */
export function needsTransaction(entity: Entity, values: JsonObject): boolean {
  return Object.entries(values).some(([name, value]) => {
    const field = entity.fields.get(name);
    if (!field || value === undefined) return false;
    if (field.children || field.relation?.kind === 'many') return true;
    return value !== null && (field.relation?.kind === 'polymorphic' || fileTypes.has(field.type.name));
  });
}

/** Polymorphic relations: a write has to look up what they point at. */
export function referenceFields(entity: Entity): Field[] {
  return [...entity.fields.values()].filter((field) => field.relation?.kind === 'polymorphic');
}
