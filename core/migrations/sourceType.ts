import { resultType } from '../fields/shared/resultType.ts';
import type { Field } from '../model/types.ts';

/** Name of the field type whose values a field holds: of a formula or rollup, that of its result. */
export function sourceType({ type, schema }: Pick<Field, 'type' | 'schema'>): string {
  return type.name === 'formula' || type.name === 'rollup' ? (resultType(schema)?.type.name ?? type.name) : type.name;
}
