import { keeps, textTypes } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { counts, written } from './shared/keywords.ts';
import { listSchema } from './shared/listSchema.ts';

const longestTag = 200;

/** Short words that anybody may add. */
export const tags = defineField({
  name: 'tags',
  means: ['array of string', 'format tags'],
  type: 'array',
  options: [...written, ...counts, 'items', 'uniqueItems'],
  check: ({ items = {} }) => [
    ...(items.type === undefined || items.type === 'string'
      ? []
      : [{ pointer: '/items/type', message: 'A tag is a text.' }]),
    ...((items.maxLength ?? 0) <= longestTag
      ? []
      : [{ pointer: '/items/maxLength', message: `A tag has at most ${longestTag} characters.` }]),
  ],
  celType: () => ({ kind: 'list', of: { kind: 'string' } }),
  columns: (_schema, column) => [{ name: column, type: 'text[]' }],
  valueSchema: (schema) =>
    listSchema(schema, { type: 'string', minLength: 1, maxLength: schema.items?.maxLength ?? 100 }),
  sortable: false,
  filterable: true,
  groupable: false,
  casts: {
    ...keeps(['multiSelect']),
    ...keeps(textTypes, (column) => `case when ${column} <> '' then array[${column}] end`),
  },
});
