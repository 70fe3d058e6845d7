import { keeps, loses, numberSql, numericTypes, readsText } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { bounds, indexed, written } from './shared/keywords.ts';
import { numberBounds } from './shared/numberBounds.ts';

/** The largest whole number that a double, and so JSON, holds for certain. */
const largest = Number.MAX_SAFE_INTEGER;

export const integer = defineField({
  name: 'integer',
  means: ['integer', 'format integer'],
  type: 'integer',
  options: [...written, ...indexed, ...bounds, 'multipleOf'],
  celType: () => ({ kind: 'int' }),
  columns: (_schema, column) => [{ name: column, type: 'bigint' }],
  valueSchema: (schema) => ({
    type: 'integer',
    minimum: -largest,
    maximum: largest,
    ...numberBounds(schema),
    ...(schema.multipleOf === undefined ? {} : { multipleOf: schema.multipleOf }),
  }),
  sortable: true,
  filterable: true,
  groupable: true,
  casts: {
    ...keeps(['rating'], (column) => `${column}::bigint`),
    ...keeps(['boolean'], (column) => `${column}::integer::bigint`),
    ...loses(numericTypes, (column) => `round(${column})::bigint`),
    ...readsText('integer', (text) => {
      const whole = `number = trunc(number) and abs(number) <= ${largest}`;
      const given = `(select ${numberSql(text, 'numeric')} as number offset 0) as given`;
      return `(select case when ${whole} then number::bigint end from ${given})`;
    }),
  },
});
