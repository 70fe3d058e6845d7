import { fits, loses } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { checkAccept, fileSchema, fileType } from './shared/fileValue.ts';

/** One uploaded picture. */
export const image = defineField({
  name: 'image',
  means: ['format image'],
  type: 'object',
  options: ['x-accept', 'x-maxBytes'],
  check: (schema) => checkAccept(schema, 'image'),
  celType: () => fileType,
  columns: (_schema, column) => [{ name: column, type: 'jsonb' }],
  valueSchema: () => ({ ...fileSchema }),
  sortable: false,
  filterable: true,
  groupable: false,
  casts: {
    ...fits(['file'], (column) => `case when ${column} ->> 'type' like 'image/%' then ${column} end`),
    ...loses(['images'], (column) => `${column} -> 0`),
    ...loses(['files'], (column) => `jsonb_path_query_first(${column}, '$[*] ? (@.type starts with "image/")')`),
  },
});
