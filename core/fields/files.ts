import { keeps } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { fileSchema, fileType } from './shared/fileValue.ts';
import { counts } from './shared/keywords.ts';
import { listSchema } from './shared/listSchema.ts';

/** Several uploaded files. */
export const files = defineField({
  name: 'files',
  means: ['format files'],
  type: 'array',
  options: [...counts, 'x-accept', 'x-maxBytes'],
  celType: () => ({ kind: 'list', of: fileType }),
  columns: (_schema, column) => [{ name: column, type: 'jsonb' }],
  valueSchema: (schema) => listSchema(schema, { ...fileSchema }),
  sortable: false,
  filterable: false,
  groupable: false,
  casts: {
    ...keeps(['images']),
    ...keeps(['file', 'image'], (column) => `case when ${column} is not null then jsonb_build_array(${column}) end`),
  },
});
