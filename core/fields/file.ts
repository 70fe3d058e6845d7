import { keeps, loses } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { fileSchema, fileType } from './shared/fileValue.ts';

/** One uploaded file. */
export const file = defineField({
  name: 'file',
  means: ['format file'],
  type: 'object',
  options: ['x-accept', 'x-maxBytes'],
  celType: () => fileType,
  columns: (_schema, column) => [{ name: column, type: 'jsonb' }],
  valueSchema: () => ({ ...fileSchema }),
  sortable: false,
  filterable: true,
  groupable: false,
  casts: {
    ...keeps(['image']),
    ...loses(['files', 'images'], (column) => `${column} -> 0`),
  },
});
