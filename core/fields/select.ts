import { keeps, listTypes, loses, textTypes } from './shared/casts.ts';
import { checkOptions } from './shared/checkOptions.ts';
import { defineField } from './shared/defineField.ts';
import { indexed, written } from './shared/keywords.ts';

/** One of a fixed set of values. Texts that are no option are kept when a text becomes a select: they can be seen and mended. */
export const select = defineField({
  name: 'select',
  means: ['enum', 'format select'],
  type: 'string',
  needs: 'enum',
  options: [...written, ...indexed, 'x-options'],
  check: (schema) => checkOptions(schema.enum, schema['x-options']),
  celType: () => ({ kind: 'string' }),
  columns: (_schema, column) => [{ name: column, type: 'text' }],
  valueSchema: (schema) => ({ type: 'string', enum: [...(schema.enum ?? [])] }),
  sortable: true,
  filterable: true,
  groupable: true,
  casts: {
    ...keeps(textTypes),
    ...keeps(['boolean', 'integer', 'rating'], (column) => `${column}::text`),
    ...loses(listTypes, (column) => `${column}[1]`),
  },
});
