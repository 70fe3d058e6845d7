import { asText } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { indexed, lengths, written } from './shared/keywords.ts';
import { checkTextLength, indexedTextLength, textLength } from './shared/textLength.ts';

/** One line of text. */
export const text = defineField({
  name: 'text',
  means: ['string', 'format text'],
  type: 'string',
  options: [...written, ...indexed, ...lengths],
  check: (schema) => checkTextLength(schema, 10_000),
  celType: () => ({ kind: 'string' }),
  columns: (_schema, column) => [{ name: column, type: 'text' }],
  valueSchema: (schema) => ({ type: 'string', ...textLength(schema, indexedTextLength) }),
  sortable: true,
  filterable: true,
  groupable: true,
  search: 'short',
  casts: asText,
});
