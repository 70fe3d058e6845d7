import type { CelType } from '../expressions/types.ts';

/** A CEL type as JSON. Objects whose members are not listed have none. */
export type CelShape =
  | { readonly kind: Exclude<CelType['kind'], 'list' | 'object'> }
  | { readonly kind: 'list'; readonly of: CelShape }
  | { readonly kind: 'object'; readonly name: string; readonly fields: Readonly<Record<string, CelShape>> };

/** Types of values, not of records: those refer to each other without end. */
export function toCelShape(type: CelType): CelShape {
  if (type.kind === 'list') return { kind: 'list', of: toCelShape(type.of) };
  if (type.kind !== 'object') return { kind: type.kind };
  const fields: Record<string, CelShape> = {};
  for (const name of type.fields.names?.() ?? []) {
    const member = type.fields(name);
    if (member) fields[name] = toCelShape(member);
  }
  return { kind: 'object', name: type.name, fields };
}

export function fromCelShape(shape: CelShape): CelType {
  if (shape.kind === 'list') return { kind: 'list', of: fromCelShape(shape.of) };
  if (shape.kind !== 'object') return { kind: shape.kind };
  const { name, fields } = shape;
  const member = (field: string): CelType | undefined => {
    const found = Object.hasOwn(fields, field) ? fields[field] : undefined;
    return found && fromCelShape(found);
  };
  return { kind: 'object', name, fields: Object.assign(member, { names: () => Object.keys(fields) }) };
}
