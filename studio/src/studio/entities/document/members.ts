import { isObject, type Json, type JsonObject } from '../../../../../core/lib/json.ts';

/** The object with one member set; undefined takes it out. The member keeps its place among the others. */
export function withMember(object: JsonObject, key: string, value: Json | undefined): JsonObject {
  if (value !== undefined) return { ...object, [key]: value };
  const { [key]: _gone, ...rest } = object;
  return rest;
}

/** The object with the member at the end of a path set; what is empty afterwards goes with it. */
export function withPath(object: JsonObject, path: readonly string[], value: Json | undefined): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return object;
  if (rest.length === 0) return withMember(object, key, value);
  const inner = withPath(objectAt(object, key), rest, value);
  return withMember(object, key, Object.keys(inner).length === 0 ? undefined : inner);
}

/** The object with a member under another name, at the same place. */
export function withRenamed(object: JsonObject, from: string, to: string): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key === from ? to : key, value]));
}

export function objectAt(object: JsonObject | null | undefined, ...path: readonly string[]): JsonObject {
  let here: Json | undefined = object ?? undefined;
  for (const key of path) here = isObject(here) && Object.hasOwn(here, key) ? here[key] : undefined;
  return isObject(here) ? here : {};
}

/** The texts of a list; of anything else none. */
export function textsAt(object: JsonObject, key: string): string[] {
  const list = object[key];
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

export function textAt(object: JsonObject | undefined, key: string): string | undefined {
  const value = object?.[key];
  return typeof value === 'string' ? value : undefined;
}
