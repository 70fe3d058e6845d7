import type { Entity, Field } from './types.ts';

/** Keys the blind index of an encrypted field: equal texts in different fields have different indexes. */
export function blindIndexPurpose(entity: Pick<Entity, 'id'>, field: Pick<Field, 'id'>): string {
  return `${entity.id}.${field.id}`;
}
