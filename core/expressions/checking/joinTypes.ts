import type { CelType } from '../types.ts';

/** The type that holds values of both; undefined when there is none. */
export function joinTypes(a: CelType, b: CelType): CelType | undefined {
  if (a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  // What JSON holds may be a fraction, so beside an int it is read as a number.
  if (a.kind === 'dyn') return b.kind === 'int' ? { kind: 'double' } : b;
  if (b.kind === 'dyn') return joinTypes(b, a);
  if (a.kind === 'list' && b.kind === 'list') {
    const of = joinTypes(a.of, b.of);
    return of && { kind: 'list', of };
  }
  if (a.kind === 'object' || b.kind === 'object') return joinObjects(a, b);
  if (a.kind === b.kind) return a;
  return isNumber(a) && isNumber(b) ? { kind: 'double' } : undefined;
}

/** An object with an id meets a text, or another object, as its id. */
function joinObjects(a: CelType, b: CelType): CelType | undefined {
  if (a.kind === 'object' && b.kind === 'object' && a.fields === b.fields && !hasId(a)) return a;
  return [a, b].every((type) => type.kind === 'string' || hasId(type)) ? { kind: 'string' } : undefined;
}

export function hasId(type: CelType): boolean {
  return type.kind === 'object' && type.fields('id')?.kind === 'string';
}

function isNumber({ kind }: CelType): boolean {
  return kind === 'int' || kind === 'double';
}
