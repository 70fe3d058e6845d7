import { fits, keeps, loses } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { checkAccept, fileSchema, fileType } from './shared/fileValue.ts';
import { counts } from './shared/keywords.ts';
import { listSchema } from './shared/listSchema.ts';

/** Several uploaded pictures. */
export const images = defineField({
  name: 'images',
  means: ['format images'],
  type: 'array',
  options: [...counts, 'x-accept', 'x-maxBytes'],
  check: (schema) => checkAccept(schema, 'image'),
  celType: () => ({ kind: 'list', of: fileType }),
  columns: (_schema, column) => [{ name: column, type: 'jsonb' }],
  valueSchema: (schema) => listSchema(schema, { ...fileSchema }),
  sortable: false,
  filterable: false,
  groupable: false,
  casts: {
    ...keeps(['image'], (column) => `case when ${column} is not null then jsonb_build_array(${column}) end`),
    ...fits(
      ['file'],
      (column) => `case when ${column} ->> 'type' like 'image/%' then jsonb_build_array(${column}) end`,
    ),
    ...loses(['files'], pictures),
  },
});

function pictures(column: string): string {
  return `jsonb_path_query_array(${column}, '$[*] ? (@.type starts with "image/")')`;
}
