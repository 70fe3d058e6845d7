import type { FieldSchema } from './types.ts';

export interface FieldOption {
  readonly value: string;
  /** Never changes; the value may. */
  readonly id: string;
}

/** The values that a select or multiSelect offers, in order; undefined for fields of other types. */
export function optionsOf(schema: FieldSchema): readonly FieldOption[] | undefined {
  const values = schema.enum ?? schema.items?.enum;
  const known = schema['x-options'] ?? {};
  return values?.map((value) => ({ value, id: (Object.hasOwn(known, value) && known[value]?.['x-id']) || value }));
}
