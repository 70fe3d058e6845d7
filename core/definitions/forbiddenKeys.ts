import { type Said, said } from '../errors/said.ts';
import { isObject, type Json } from '../lib/json.ts';

const maxDepth = 60;

export interface ForbiddenKey extends Said {
  readonly path: readonly (string | number)[];
}

/** True for names that every JavaScript object has, such as `__proto__` and `constructor`. */
export function isPrototypeKey(key: string): boolean {
  return key in Object.prototype || key === 'prototype';
}

/** Keys that could reach an object's prototype, and values nested deeper than anything sensible. */
export function forbiddenKeys(value: Json, path: readonly (string | number)[] = []): ForbiddenKey[] {
  if (path.length > maxDepth) return [{ path, ...said`Nested more than ${maxDepth} levels deep.` }];
  if (Array.isArray(value)) return value.flatMap((item, index) => forbiddenKeys(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.keys(value).flatMap((key) =>
    isPrototypeKey(key)
      ? [{ path: [...path, key], ...said`"${key}" cannot be a name, because every object has it.` }]
      : forbiddenKeys(value[key] ?? null, [...path, key]),
  );
}
