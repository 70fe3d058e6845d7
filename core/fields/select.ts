import { readsScalars, readsText } from './shared/casts.ts';
import { checkOptions } from './shared/checkOptions.ts';
import { checkTransitions } from './shared/checkTransitions.ts';
import { defineField } from './shared/defineField.ts';
import { indexed, written } from './shared/keywords.ts';
import { optionSql } from './shared/optionSql.ts';

/** One of a fixed set of values. */
export const select = defineField({
  name: 'select',
  means: ['enum', 'format select'],
  type: 'string',
  needs: 'enum',
  options: [...written, ...indexed, 'x-options', 'x-transitions'],
  check: (schema) => [...checkOptions(schema), ...checkTransitions(schema)],
  celType: () => ({ kind: 'string' }),
  columns: (_schema, column) => [{ name: column, type: 'text' }],
  valueSchema: (schema) => ({ type: 'string', enum: [...(schema.enum ?? [])] }),
  sortable: true,
  filterable: true,
  groupable: true,
  casts: {
    ...readsText('select', optionSql),
    ...readsScalars(optionSql),
  },
});
