import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Entity, Field } from '../model/types.ts';

/** The entity of that name in the request's model. Throws KILN_NOT_FOUND, also where the actor sees nothing of it. */
export function entityOf(ctx: Ctx, name: string): Entity {
  const entity = ctx.access.model.entities.has(name) ? ctx.model.entities.get(name) : undefined;
  if (!entity) throw noEntity(name);
  return entity;
}

/** The same with nothing but what the actor sees of it. */
export function seenEntityOf(ctx: Ctx, name: string): Entity {
  const entity = ctx.access.model.entities.get(name);
  if (!entity) throw noEntity(name);
  return entity;
}

function noEntity(name: string): KilnError {
  return new KilnError('KILN_NOT_FOUND', { detail: `There is no entity '${name.slice(0, 60)}'.` });
}

/** Fields that link records outside the entity's table, saved by statements of their own. */
function linkFields(entity: Entity): Field[] {
  return [...entity.fields.values()].filter((field) => field.children || field.relation?.kind === 'many');
}

/** Whether these values say something of such fields. */
export function isLinked(entity: Entity, values: JsonObject): boolean {
  return linkFields(entity).some(({ name }) => values[name] !== undefined);
}

const fileTypes: ReadonlySet<string> = new Set(['file', 'files', 'image', 'images']);

/** Fields whose values name uploaded files. */
export function fileFields(entity: Entity): Field[] {
  return [...entity.fields.values()].filter((field) => fileTypes.has(field.type.name));
}

/** Whether a write of records with these values takes more than one statement, and with that a transaction. */
export function needsTransaction(entity: Entity, records: readonly JsonObject[]): boolean {
  const looked = [...referenceFields(entity), ...fileFields(entity)];
  return (
    records.some((values) => isLinked(entity, values)) ||
    looked.some(({ name }) => records.some((values) => (values[name] ?? null) !== null))
  );
}

/** Polymorphic relations: a write has to look up what they point at. */
export function referenceFields(entity: Entity): Field[] {
  return [...entity.fields.values()].filter((field) => field.relation?.kind === 'polymorphic');
}
