import { compareNum } from './decimal.ts';
import { isList, isNum, isValueObject, type Value } from './value.ts';

/**
 * Order of two values of one type: negative, 0, positive; null when they are of different or unordered types. Texts by
 * code point.
 */
export function compareValues(a: Value, b: Value): number | null {
  if (isNum(a) && isNum(b)) return compareNum(a, b);
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  return null;
}

/** Equality in which null equals null, and lists and objects are equal when their parts are. */
export function equalValues(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (isList(a))
    return isList(b) && a.length === b.length && a.every((item, index) => equalValues(item, b[index] ?? null));
  if (isValueObject(a)) {
    if (!isValueObject(b)) return false;
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && equalValues(a[key] ?? null, b[key] ?? null))
    );
  }
  return compareValues(a, b) === 0;
}

// JavaScript orders by UTF-16 unit, in which U+FFxx comes after the astral planes; Postgres' "C" orders by code point.
function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const [x, y] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (x === y) continue;
    const [astralX, astralY] = [(x & 0xf800) === 0xd800, (y & 0xf800) === 0xd800];
    return astralX === astralY ? x - y : astralX ? 1 : -1;
  }
  return a.length - b.length;
}
