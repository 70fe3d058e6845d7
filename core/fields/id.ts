import { defineField } from './shared/defineField.ts';
import { uuidSchema } from './shared/uuidSchema.ts';

/** The id of a record: every entity has one, no document writes it. */
export const id = defineField({
  name: 'id',
  means: [],
  type: 'string',
  options: [],
  celType: () => ({ kind: 'string' }),
  columns: (_schema, column) => [{ name: column, type: 'uuid' }],
  valueSchema: () => ({ ...uuidSchema }),
  sortable: true,
  filterable: true,
  groupable: false,
  casts: {},
});
