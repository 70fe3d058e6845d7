import type { FieldFault, FieldSchema } from '../types.ts';

/** Faults of the titles and colours that a field gives to its values. */
export function checkOptions(values: FieldSchema['enum'], options: FieldSchema['x-options']): FieldFault[] {
  return Object.keys(options ?? {})
    .filter((value) => !values?.includes(value))
    .map((value) => ({
      pointer: `/x-options/${value.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      message: `x-options names "${value}", which is not in enum.`,
    }));
}
