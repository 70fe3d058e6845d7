import type { CelType } from '../expressions/types.ts';
import type { Field } from '../model/types.ts';

/** Postgres type of a field's value, also of one that keeps no column. */
export function sqlTypeOf(field: Field): string {
  return field.columns[0]?.type ?? sqlTypeOfCel(field.type.celType(field.schema));
}

/** Postgres type in which a value of a CEL type is passed as a parameter. */
export function sqlTypeOfCel(type: CelType): string {
  switch (type.kind) {
    case 'int':
      return 'bigint';
    case 'double':
      return 'numeric';
    case 'bool':
      return 'boolean';
    case 'timestamp':
      return 'timestamp with time zone';
    case 'date':
      return 'date';
    case 'time':
      return 'time';
    case 'duration':
      return 'interval';
    case 'list':
      return `${sqlTypeOfCel(type.of)}[]`;
    default:
      return 'text';
  }
}
