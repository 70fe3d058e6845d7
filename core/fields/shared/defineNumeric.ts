import type { FieldSchema, FieldType } from '../types.ts';
import { fitNumber, fits, integerTypes, keeps, loses, numberSql, numericTypes, readsText } from './casts.ts';
import { defineField } from './defineField.ts';
import { bounds, indexed, written } from './keywords.ts';
import { numberBounds } from './numberBounds.ts';

/** What a double holds exactly, whatever the digits are. */
const total = 15;

/** A number with a fixed count of digits after the point, kept as numeric(15, scale). */
export function defineNumeric(source: {
  name: string;
  means: readonly string[];
  scale: number;
  options?: readonly (keyof FieldSchema)[];
}): FieldType {
  const scaleOf = (schema: FieldSchema): number => schema['x-scale'] ?? source.scale;

  return defineField({
    name: source.name,
    means: source.means,
    type: 'number',
    options: [...written, ...indexed, ...bounds, 'x-scale', ...(source.options ?? [])],
    celType: () => ({ kind: 'double' }),
    columns: (schema, column) => [{ name: column, type: `numeric(${total},${scaleOf(schema)})` }],
    valueSchema: (schema) => ({
      type: 'number',
      'x-digits': { total, scale: scaleOf(schema) },
      ...numberBounds(schema),
    }),
    sortable: true,
    filterable: true,
    groupable: true,
    casts: {
      ...keeps(['boolean'], (column) => `${column}::integer::numeric`),
      ...loses(numericTypes, (column, to) => fitNumber(column, total, scaleOf(to))),
      ...fits(integerTypes, (column, to) => fitNumber(`${column}::numeric`, total, scaleOf(to))),
      ...readsText(source.name, (text, to) => numberSql(text, `numeric(${total},${scaleOf(to)})`)),
    },
  });
}
