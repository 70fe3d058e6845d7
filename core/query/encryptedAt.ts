import type { Entity, Field, Model } from '../model/types.ts';

export interface EncryptedField {
  readonly entity: Entity;
  readonly field: Field;
}

/** The encrypted field that a path of names leads to from an entity, over relations to one. */
export function encryptedAt(model: Model, entity: Entity, path: readonly string[]): EncryptedField | undefined {
  const [name = '', ...rest] = path;
  const field = entity.fields.get(name);
  if (!field) return undefined;
  if (rest.length === 0) return field.type.name === 'encrypted' ? { entity, field } : undefined;
  const target = model.entities.get(field.relation?.targets[0] ?? '');
  return target && encryptedAt(model, target, rest);
}
