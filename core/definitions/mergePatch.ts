import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { isPrototypeKey } from './forbiddenKeys.ts';
import { memberId, namesMembers } from './memberId.ts';

/**
 * Merges a patch into a document (RFC 7396): objects merge, null removes, anything else replaces. A field or option
 * that the patch names by its x-id gets the name that it has in the patch. Neither document is changed.
 */
export function mergePatch(target: JsonObject, patch: JsonObject, path: readonly string[] = []): JsonObject {
  const changes = new Map(
    Object.entries(patch).map(([name, value]) => [memberOf(target, name, value, path) ?? name, { name, value }]),
  );
  const result: JsonObject = {};
  const put = (name: string, value: Json): void => {
    Object.defineProperty(result, name, { value, enumerable: true, configurable: true, writable: true });
  };
  const change = (name: string, old: Json | undefined, value: Json): void => {
    if (value === null) return;
    const isMerged = isObject(value) && !isPrototypeKey(name);
    put(name, isMerged ? mergePatch(isObject(old) ? old : {}, value, [...path, name]) : value);
  };
  for (const [name, old] of Object.entries(target)) {
    const found = changes.get(name);
    changes.delete(name);
    if (found === undefined) put(name, old);
    else change(isNamedById(found.value) ? found.name : name, old, found.value);
  }
  for (const { name, value } of changes.values()) change(name, undefined, value);
  return result;
}

/** Name of the member of `target` that a member of a patch is about; undefined: a new one. */
export function memberOf(target: JsonObject, name: string, value: Json, path: readonly string[]): string | undefined {
  const isThere = Object.hasOwn(target, name);
  if (!namesMembers(path)) return isThere ? name : undefined;
  const id = memberId(name, value);
  if (isThere && (!isNamedById(value) || memberId(name, target[name]) === id)) return name;
  return Object.keys(target).find((each) => memberId(each, target[each]) === id);
}

function isNamedById(value: Json): boolean {
  return isObject(value) && typeof value['x-id'] === 'string';
}
