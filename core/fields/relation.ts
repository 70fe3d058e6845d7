import { defineField } from './shared/defineField.ts';
import { indexed, written } from './shared/keywords.ts';
import { uuidSchema } from './shared/uuidSchema.ts';

/** Many-to-one: the id of one record of another entity. */
export const relation = defineField({
  name: 'relation',
  means: ['x-relation to one'],
  type: 'string',
  needs: 'x-relation',
  options: [...written, ...indexed],
  celType: () => ({ kind: 'string' }),
  columns: (_schema, column) => [{ name: column, type: 'uuid' }],
  valueSchema: () => ({ ...uuidSchema }),
  sortable: true,
  filterable: true,
  groupable: true,
  casts: {},
});
