import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { memberOf } from './mergePatch.ts';

/**
 * What `base` says where a patch changes it: the third side when base and patch are merged later on, after an upgrade.
 * Of objects that the patch removes only the x-id is kept.
 */
export function rememberBase(patch: JsonObject, base: JsonObject, path: readonly string[] = []): JsonObject {
  return Object.fromEntries(
    Object.entries(patch).flatMap(([name, value]): [string, Json][] => {
      const oldName = memberOf(base, name, value, path);
      const old = oldName === undefined ? undefined : base[oldName];
      if (oldName === undefined || old === undefined) return [];
      if (!isObject(old)) return [[oldName, old]];
      const id: JsonObject = old['x-id'] === undefined ? {} : { 'x-id': old['x-id'] };
      return [[oldName, isObject(value) ? { ...id, ...rememberBase(value, old, [...path, name]) } : id]];
    }),
  );
}
