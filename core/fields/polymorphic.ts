import { said } from '../errors/said.ts';
import { isObject } from '../lib/json.ts';
import { defineField } from './shared/defineField.ts';
import { objectType } from './shared/objectType.ts';
import { uuidSchema } from './shared/uuidSchema.ts';
import type { FieldSchema } from './types.ts';

/** One record of any of several entities. Written as `{entity, id}`, or as an id whose entity the server finds. */
export const polymorphic = defineField({
  name: 'polymorphic',
  means: ['x-relation to any'],
  type: 'object',
  needs: 'x-relation',
  options: ['x-index'],
  check: (schema) =>
    schema['x-relation']?.onDelete === undefined
      ? []
      : [
          {
            pointer: '/x-relation/onDelete',
            ...said`A relation to several entities is emptied when its record is purged; it has no onDelete.`,
          },
        ],
  celType: () => objectType('reference', { entity: { kind: 'string' }, id: { kind: 'string' } }),
  columns: (_schema, column) => [
    { name: column, type: 'uuid' },
    { name: `${column}_entity`, type: 'text' },
  ],
  valueSchema: (schema) => ({
    anyOf: [
      { ...uuidSchema },
      {
        type: 'object',
        properties: { entity: { type: 'string', ...targets(schema) }, id: { ...uuidSchema } },
        required: ['entity', 'id'],
        additionalProperties: false,
      },
    ],
  }),
  toColumns: (value, _schema, column) => ({
    [column]: isObject(value) ? (value.id ?? null) : value,
    [`${column}_entity`]: isObject(value) ? (value.entity ?? null) : null,
  }),
  read: (column, _schema, base) => {
    const id = column({ name: base, type: 'uuid' });
    const entity = column({ name: `${base}_entity`, type: 'text' });
    return `case when ${id} is not null then json_build_object('entity', ${entity}, 'id', ${id}) end`;
  },
  sortable: false,
  filterable: true,
  groupable: false,
  casts: {},
});

function targets(schema: FieldSchema): { enum?: string[] } {
  const to = schema['x-relation']?.to;
  return to === undefined || typeof to === 'string' ? {} : { enum: [...to] };
}
