import { asText } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { lengths, written } from './shared/keywords.ts';
import { checkTextLength, textLength } from './shared/textLength.ts';

/** Text of several lines. */
export const multiline = defineField({
  name: 'multiline',
  means: ['format multiline'],
  type: 'string',
  options: [...written, ...lengths],
  check: (schema) => checkTextLength(schema, 1_000_000),
  celType: () => ({ kind: 'string' }),
  columns: (_schema, column) => [{ name: column, type: 'text' }],
  valueSchema: (schema) => ({ type: 'string', ...textLength(schema, 100_000) }),
  sortable: false,
  filterable: true,
  groupable: false,
  search: 'long',
  casts: asText,
});
