import { isObject, type Json } from '../../lib/json.ts';

/** What a test shows in the place of an answer that was not asked for: the first example of its schema, else null. */
export function exampleOf(schema: Json | undefined): Json {
  if (!isObject(schema)) return null;
  const [example] = Array.isArray(schema.examples) ? schema.examples : [];
  return example ?? schema.default ?? null;
}
