import type { JsonObject } from '../lib/json.ts';
import type { Entity, Field } from './types.ts';

/**
 * JSON Schema of the values that clients may give to an entity's fields, none of them null. Children: only that they
 * are objects.
 */
export function valuesSchema(entity: Entity): JsonObject {
  const properties: JsonObject = {};
  for (const field of entity.fields.values()) {
    if (!field.computed || field.name === 'id' || isServed(field))
      properties[field.name] = field.type.valueSchema(field.schema);
  }
  return { type: 'object', properties };
}

/** Whether the server gives it its value by a write, as it would a client's: `readOnly`, and not made of others. */
export function isServed({ system, schema, type }: Field): boolean {
  return !system && schema.readOnly === true && type.computed !== true;
}
