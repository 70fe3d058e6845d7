import { fits, readsText } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { indexed, written } from './shared/keywords.ts';

/**
 * Digits of a number with or without its country (E.164: at most 15), with the usual signs between, and an extension.
 */
const form = '^(\\+|\\()?[0-9][0-9 ()./-]{1,28}[0-9)]( ?(ext\\.?|x|#) ?[0-9]{1,6})?$';

export const phone = defineField({
  name: 'phone',
  means: ['format phone'],
  type: 'string',
  options: [...written, ...indexed],
  celType: () => ({ kind: 'string' }),
  columns: (_schema, column) => [{ name: column, type: 'text' }],
  valueSchema: () => ({ type: 'string', minLength: 3, maxLength: 40, pattern: form }),
  sortable: true,
  filterable: true,
  groupable: true,
  search: 'short',
  casts: {
    ...readsText('phone', (text) => `case when btrim(${text}) ~ '${form}' then btrim(${text}) end`),
    ...fits(['integer'], (column) => `case when ${column}::text ~ '${form}' then ${column}::text end`),
  },
});
