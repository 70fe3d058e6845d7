import { isObject, type Json, type JsonObject } from '../lib/json.ts';

/** Of every member and item of a value, however deep. */
export function pathsOf(value: Json, path: readonly (string | number)[] = []): (string | number)[][] {
  const entries: [string | number, Json][] = Array.isArray(value)
    ? [...value.entries()]
    : isObject(value)
      ? Object.entries(value)
      : [];
  return entries.flatMap(([key, member]) => [[...path, key], ...pathsOf(member, [...path, key])]);
}

/** A copy with another value in that place. */
export function replaced(document: JsonObject, path: readonly (string | number)[], value: Json): JsonObject {
  const copy = structuredClone(document);
  let at: Json = copy;
  for (const key of path.slice(0, -1))
    at = Array.isArray(at) ? (at[Number(key)] ?? null) : isObject(at) ? (at[key] ?? null) : null;
  const last = path.at(-1) ?? '';
  if (Array.isArray(at)) at[Number(last)] = value;
  else if (isObject(at)) at[last] = value;
  return copy;
}
