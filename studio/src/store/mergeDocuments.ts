import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { jsonEqual } from '../lib/jsonEqual.ts';

export interface DocumentMerge {
  /** Both sides' changes; where both changed the same, mine. */
  readonly merged: JsonObject;
  /** Places that both changed, and not alike. */
  readonly conflicts: readonly (readonly string[])[];
}

/** Puts two changes of one document together, member by member; lists are taken as a whole. */
export function mergeDocuments(base: JsonObject, mine: JsonObject, theirs: JsonObject): DocumentMerge {
  const conflicts: string[][] = [];

  function merge(
    was: Json | undefined,
    my: Json | undefined,
    their: Json | undefined,
    path: string[],
  ): Json | undefined {
    if (jsonEqual(my, their) || jsonEqual(was, their)) return my;
    if (jsonEqual(was, my)) return their;
    if (isObject(my) && isObject(their)) return members(isObject(was) ? was : {}, my, their, path);
    conflicts.push(path);
    return my;
  }

  function members(was: JsonObject, my: JsonObject, their: JsonObject, path: string[]): JsonObject {
    const names = new Set([...Object.keys(my), ...Object.keys(their)]);
    return Object.fromEntries(
      [...names].flatMap((name) => {
        const value = merge(was[name], my[name], their[name], [...path, name]);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }

  return { merged: members(base, mine, theirs, []), conflicts };
}
