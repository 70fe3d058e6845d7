import type { JsonObject } from '../lib/json.ts';
import type { Entity } from './types.ts';

/** JSON Schema of the values that clients may give to an entity's fields, none of them null. Children: only that they are objects. */
export function valuesSchema(entity: Entity): JsonObject {
  const properties: JsonObject = {};
  for (const field of entity.fields.values()) {
    if (!field.computed || field.name === 'id') properties[field.name] = field.type.valueSchema(field.schema);
  }
  return { type: 'object', properties };
}
