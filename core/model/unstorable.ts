import { isPrototypeKey } from '../definitions/forbiddenKeys.ts';
import type { Json } from '../lib/json.ts';

export interface Unstorable {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** True for a text, number, true or false that is fine as it is, nearly every value: a quick look before `unstorable`. */
export function isStorable(value: Json): boolean {
  return typeof value === 'string' ? textFault(value) === undefined : typeof value !== 'object';
}

/** Texts that Postgres cannot hold, and keys that could reach an object's prototype. Beyond 60 levels it looks no further. */
export function unstorable(value: Json, path: readonly (string | number)[]): Unstorable[] {
  if (typeof value === 'string') {
    const message = textFault(value);
    return message === undefined ? [] : [{ path, message }];
  }
  if (typeof value !== 'object' || value === null || path.length > 60) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => unstorable(item, [...path, index]));
  return Object.entries(value).flatMap(([key, member]) => {
    const fault = isPrototypeKey(key) ? `"${key}" cannot be a name, because every object has it.` : textFault(key);
    return fault === undefined ? unstorable(member, [...path, key]) : [{ path: [...path, key], message: fault }];
  });
}

function textFault(text: string): string | undefined {
  if (text.includes('\0')) return 'Must not hold the character NUL.';
  return text.isWellFormed() ? undefined : 'Must not hold half a character (a lone surrogate).';
}
