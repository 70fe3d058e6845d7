import type { Json } from '../../lib/json.ts';

/**
 * True when a value is nested at most `depth` levels and its JSON has at most `length` characters (UTF-16 units).
 * Needs nothing from outside, so that its text can go into a precompiled validator.
 */
export function fitsJson(value: Json, depth: number, length: number): boolean {
  const isShallow = (part: Json, levels: number): boolean =>
    typeof part !== 'object' ||
    part === null ||
    (levels > 0 && Object.values(part).every((item) => isShallow(item, levels - 1)));
  return isShallow(value, depth) && JSON.stringify(value).length <= length;
}
