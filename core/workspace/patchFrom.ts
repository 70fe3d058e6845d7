import { isObject, type Json, type JsonObject } from '../lib/json.ts';

/**
 * The RFC 7396 patch that turns `base` into `document`; undefined when they are equal. A patch cannot say the order of
 * members, and a member whose value is null reads as absent.
 */
export function patchFrom(base: JsonObject, document: JsonObject): JsonObject | undefined {
  const patch: JsonObject = {};
  for (const key of Object.keys(base)) {
    if (!Object.hasOwn(document, key)) patch[key] = null;
  }
  for (const [key, value] of Object.entries(document)) {
    const old = Object.hasOwn(base, key) ? base[key] : undefined;
    if (isObject(old) && isObject(value)) {
      const inner = patchFrom(old, value);
      if (inner) patch[key] = inner;
    } else if (!equal(old, value)) patch[key] = value;
  }
  return Object.keys(patch).length > 0 ? patch : undefined;
}

function equal(a: Json | undefined, b: Json): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => equal(item, b[i] ?? null));
  if (isObject(a) && isObject(b)) return patchFrom(a, b) === undefined;
  return a === b;
}
