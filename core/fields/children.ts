import { defineField } from './shared/defineField.ts';
import { counts } from './shared/keywords.ts';
import { mostItems } from './shared/listSchema.ts';

/**
 * Line items: records of another entity that are edited and saved with this one. Each is checked against its own
 * entity.
 */
export const children = defineField({
  name: 'children',
  means: ['x-children'],
  type: 'array',
  needs: 'x-children',
  options: [...counts],
  celType: () => ({ kind: 'list', of: { kind: 'dyn' } }),
  columns: () => [],
  valueSchema: (schema) => ({
    type: 'array',
    items: { type: 'object' },
    ...(schema.minItems === undefined ? {} : { minItems: schema.minItems }),
    maxItems: schema.maxItems ?? mostItems,
  }),
  sortable: false,
  filterable: false,
  groupable: false,
  casts: {},
});
