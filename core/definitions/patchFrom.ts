import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { jsonEqual } from '../lib/jsonEqual.ts';
import { memberOf } from './mergePatch.ts';

/**
 * The patch that turns `base` into `document` (see mergePatch); undefined when they are equal. A field or option that
 * got another name is patched under that one, with its x-id. A patch cannot say the order of members, and a member
 * whose value is null reads as absent.
 */
export function patchFrom(
  base: JsonObject,
  document: JsonObject,
  path: readonly string[] = [],
): JsonObject | undefined {
  const patch: JsonObject = {};
  const kept = new Set<string>();
  for (const [name, value] of Object.entries(document)) {
    const oldName = memberOf(base, name, value, path);
    if (oldName !== undefined) kept.add(oldName);
    const change = changeOf(oldName === undefined ? undefined : base[oldName], value, [...path, name]);
    if (oldName !== undefined && oldName !== name && isObject(value)) {
      patch[name] = { ...(isObject(change) ? change : {}), 'x-id': value['x-id'] ?? oldName };
    } else if (change !== undefined) patch[name] = change;
  }
  for (const name of Object.keys(base)) {
    // Another field that took over the name says what it is instead.
    if (!kept.has(name) && !Object.hasOwn(document, name)) patch[name] = null;
  }
  return Object.keys(patch).length > 0 ? patch : undefined;
}

function changeOf(old: Json | undefined, value: Json, path: readonly string[]): Json | undefined {
  if (isObject(old) && isObject(value)) return patchFrom(old, value, path);
  return old !== undefined && jsonEqual(old, value) ? undefined : value;
}
