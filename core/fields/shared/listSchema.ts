import type { JsonObject } from '../../lib/json.ts';
import type { FieldSchema } from '../types.ts';

/** Items of one value, so that it stays small enough to write and show at once. */
export const mostItems = 500;

/** JSON Schema of a list of different values, with the counts that the field states. */
export function listSchema(schema: FieldSchema, items: JsonObject): JsonObject {
  return {
    type: 'array',
    items,
    uniqueItems: true,
    ...(schema.minItems === undefined ? {} : { minItems: schema.minItems }),
    maxItems: schema.maxItems ?? mostItems,
  };
}
