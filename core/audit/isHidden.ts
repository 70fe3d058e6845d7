import type { Entity, Field, Model } from '../model/types.ts';

/** Fields whose values never stand in the audit: encrypted ones, and those that some role sees masked. */
export function isHidden(model: Model, entity: Entity, field: Field): boolean {
  if (field.type.name === 'encrypted') return true;
  return [...model.roles.values()].some(
    (role) => role.entities.get(entity.name)?.fields.get(field.name)?.mask !== undefined,
  );
}
