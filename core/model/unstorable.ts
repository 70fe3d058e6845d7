import { isPrototypeKey } from '../definitions/forbiddenKeys.ts';
import { toPointer } from '../definitions/pointer.ts';
import { fault } from '../errors/fault.ts';
import type { Fault } from '../errors/KilnError.ts';
import type { Json } from '../lib/json.ts';

/**
 * True for a text, number, true or false that is fine as it is, nearly every value: a quick look before `unstorable`.
 */
export function isStorable(value: Json): boolean {
  return typeof value === 'string' ? textFault(value) === undefined : typeof value !== 'object';
}

/**
 * Texts that Postgres cannot hold, and keys that could reach an object's prototype. Beyond 60 levels it looks no
 * further.
 */
export function unstorable(value: Json, path: readonly (string | number)[]): Fault[] {
  if (typeof value === 'string') {
    const code = textFault(value);
    return code === undefined ? [] : [fault(toPointer(path), code, {})];
  }
  if (typeof value !== 'object' || value === null || path.length > 60) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => unstorable(item, [...path, index]));
  return Object.entries(value).flatMap(([key, member]) => {
    const below = [...path, key];
    if (isPrototypeKey(key)) return [fault(toPointer(below), 'forbiddenName', { name: key })];
    const code = textFault(key);
    return code === undefined ? unstorable(member, below) : [fault(toPointer(below), code, {})];
  });
}

/** What Postgres cannot hold of a text. */
export function textFault(text: string): 'nul' | 'loneSurrogate' | undefined {
  if (text.includes('\0')) return 'nul';
  return text.isWellFormed() ? undefined : 'loneSurrogate';
}
