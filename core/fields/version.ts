import { defineField } from './shared/defineField.ts';

/** How often a record has been written: every entity has one, no document writes it. */
export const version = defineField({
  name: 'version',
  means: [],
  type: 'integer',
  options: [],
  celType: () => ({ kind: 'int' }),
  columns: (_schema, column) => [{ name: column, type: 'integer' }],
  valueSchema: () => ({ type: 'integer', minimum: 1, maximum: 2_147_483_647 }),
  computed: true,
  sortable: true,
  filterable: true,
  groupable: false,
  casts: {},
});
