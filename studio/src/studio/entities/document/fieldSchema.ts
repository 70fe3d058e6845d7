import { inferFieldType } from '../../../../../core/fields/fieldTypes.ts';
import type { FieldSchema } from '../../../../../core/fields/types.ts';
import { isObject, type JsonObject } from '../../../../../core/lib/json.ts';

/** Whether a field's schema, which may be half written, says enough for its type to be looked for. */
export function isFieldSchema(schema: JsonObject): schema is JsonObject & FieldSchema {
  const { items } = schema;
  return (
    (['type', 'format', 'x-type', 'x-formula', 'x-number'] as const).every((key) => isTextOrAbsent(schema[key])) &&
    isListOrAbsent(schema.enum) &&
    (items === undefined || (isObject(items) && isTextOrAbsent(items.type) && isListOrAbsent(items.enum))) &&
    (['x-relation', 'x-rollup', 'x-children'] as const).every(
      (key) => schema[key] === undefined || isObject(schema[key]),
    )
  );
}

/** Name of the field type that a schema asks for; undefined where it asks for none that there is. */
export function fieldTypeOf(schema: JsonObject): string | undefined {
  return isFieldSchema(schema) ? inferFieldType(schema)?.name : undefined;
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isListOrAbsent(value: unknown): boolean {
  return value === undefined || Array.isArray(value);
}
