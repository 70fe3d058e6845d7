import { defineField } from './shared/defineField.ts';
import { indexed, written } from './shared/keywords.ts';
import { uuidSchema } from './shared/uuidSchema.ts';

/** Somebody who signs in here, by id. */
export const user = defineField({
  name: 'user',
  means: ['format user'],
  type: 'string',
  options: [...written, ...indexed],
  celType: () => ({ kind: 'string' }),
  columns: (_schema, column) => [{ name: column, type: 'uuid' }],
  valueSchema: () => ({ ...uuidSchema }),
  sortable: false,
  filterable: true,
  groupable: true,
  casts: {},
});
