import type { JsonObject } from '../../lib/json.ts';

/** JSON Schema of an object with these optional members and no others, not empty. */
export function objectSchema(properties: { [name: string]: JsonObject }): JsonObject {
  return { type: 'object', properties, additionalProperties: false, minProperties: 1 };
}
