/**
 * What Ajv's generated code calls. Both need nothing from outside, so that their text can stand in a precompiled
 * validator.
 */

/** Characters of a text: a surrogate pair is one. */
export function textLength(text: string): number {
  let length = 0;
  for (const _character of text) length++;
  return length;
}

/** Equality of JSON values, members in any order. */
export function jsonEqual(a: unknown, b: unknown): boolean {
  const equal = (one: unknown, other: unknown): boolean => {
    if (one === other) return true;
    if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
    const left = new Map(Object.entries(one));
    const right = Object.entries(other);
    if (Array.isArray(one) !== Array.isArray(other) || left.size !== right.length) return false;
    return right.every(([key, value]) => left.has(key) && equal(left.get(key), value));
  };
  return equal(a, b);
}
