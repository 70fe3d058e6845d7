import { isObject, type Json, type JsonObject } from '../lib/json.ts';

/** What of a schema people read. */
const read: ReadonlySet<string> = new Set(['title', 'description']);
/** Keywords whose members are schemas under names of the author's, which may be called as a keyword is. */
const named: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'x-options',
  'dependentSchemas',
]);
/** Values, and not words. */
const values: ReadonlySet<string> = new Set(['default', 'const', 'enum', 'examples', 'required']);

/** A JSON Schema in another language: titles and descriptions, also of options. */
export function translateSchema(schema: JsonObject, translate: (text: string) => string): JsonObject {
  const inside = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(inside);
    return isObject(value) ? translateSchema(value, translate) : value;
  };
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]): [string, Json] => {
      if (read.has(keyword) && typeof value === 'string') return [keyword, translate(value)];
      if (values.has(keyword)) return [keyword, value];
      if (!named.has(keyword) || !isObject(value)) return [keyword, inside(value)];
      return [keyword, Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inside(member)]))];
    }),
  );
}
