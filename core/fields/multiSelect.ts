import { keeps, textTypes } from './shared/casts.ts';
import { checkOptions } from './shared/checkOptions.ts';
import { defineField } from './shared/defineField.ts';
import { counts, written } from './shared/keywords.ts';
import { listSchema } from './shared/listSchema.ts';

/** Several of a fixed set of values. */
export const multiSelect = defineField({
  name: 'multiSelect',
  means: ['array of enum', 'format multiSelect'],
  type: 'array',
  needs: 'items',
  options: [...written, ...counts, 'uniqueItems', 'x-options'],
  check: (schema) =>
    schema.items?.enum
      ? checkOptions(schema.items.enum, schema['x-options'])
      : [{ pointer: '/items', message: 'A multiSelect field needs items with enum.' }],
  celType: () => ({ kind: 'list', of: { kind: 'string' } }),
  columns: (_schema, column) => [{ name: column, type: 'text[]' }],
  valueSchema: (schema) => listSchema(schema, { type: 'string', enum: [...(schema.items?.enum ?? [])] }),
  sortable: false,
  filterable: true,
  groupable: false,
  casts: {
    ...keeps(['tags']),
    ...keeps(textTypes, (column) => `case when ${column} <> '' then array[${column}] end`),
  },
});
