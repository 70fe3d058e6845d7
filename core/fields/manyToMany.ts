import { said } from '../errors/said.ts';
import { defineField } from './shared/defineField.ts';
import { counts } from './shared/keywords.ts';
import { listSchema } from './shared/listSchema.ts';
import { uuidSchema } from './shared/uuidSchema.ts';

/** Many-to-many: the ids of records of another entity, in order. Kept in a join table. */
export const manyToMany = defineField({
  name: 'manyToMany',
  means: ['x-relation to many'],
  type: 'array',
  needs: 'x-relation',
  options: [...counts],
  check: (schema) => {
    const { to, onDelete } = schema['x-relation'] ?? {};
    return [
      ...(typeof to === 'string' && to !== '*'
        ? []
        : [{ pointer: '/x-relation/to', ...said`A many-to-many relation points at exactly one entity.` }]),
      ...(onDelete === undefined
        ? []
        : [
            {
              pointer: '/x-relation/onDelete',
              ...said`A many-to-many relation only loses its link; it has no onDelete.`,
            },
          ]),
    ];
  },
  celType: () => ({ kind: 'list', of: { kind: 'string' } }),
  columns: () => [],
  valueSchema: (schema) => listSchema(schema, { ...uuidSchema }),
  sortable: false,
  filterable: true,
  groupable: false,
  casts: {},
});
