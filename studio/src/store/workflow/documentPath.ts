import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import type { DocumentPath } from './stepTree.ts';

/** What stands at a path; undefined: nothing does. */
export function valueAt(document: Json | undefined, path: DocumentPath): Json | undefined {
  let here = document;
  for (const key of path) {
    if (Array.isArray(here)) here = here[Number(key)];
    else here = isObject(here) && Object.hasOwn(here, key) ? here[key] : undefined;
  }
  return here;
}

/** The document with another value at a path; what leads there and is not there yet becomes objects. undefined takes a member out. */
export function withValueAt(document: JsonObject, path: DocumentPath, value: Json | undefined): JsonObject {
  const next = withValue(document, path, value);
  return isObject(next) ? next : document;
}

function withValue(here: Json | undefined, path: DocumentPath, value: Json | undefined): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(here)) {
    const next = withValue(here[Number(key)], rest, value);
    return next === undefined ? here.toSpliced(Number(key), 1) : here.toSpliced(Number(key), 1, next);
  }
  const object = isObject(here) ? here : {};
  const next = withValue(Object.hasOwn(object, key) ? object[key] : undefined, rest, value);
  if (next !== undefined) return { ...object, [key]: next };
  const { [key]: _gone, ...left } = object;
  return left;
}
