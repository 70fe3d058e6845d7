import { said } from '../errors/said.ts';
import { fits, loses, numericTypes, parses, readsText } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { indexed, written } from './shared/keywords.ts';
import type { FieldSchema } from './types.ts';

const most = 10;

/** Stars: 1 to `maximum`, which is 5 when absent. */
export const rating = defineField({
  name: 'rating',
  means: ['format rating'],
  type: 'integer',
  options: [...written, ...indexed, 'minimum', 'maximum'],
  check: (schema) => {
    const { minimum = 1, maximum = 5 } = schema;
    const isFine =
      Number.isInteger(minimum) && Number.isInteger(maximum) && minimum >= 0 && minimum < maximum && maximum <= most;
    return isFine
      ? []
      : [
          {
            pointer: '/maximum',
            ...said`A rating runs from a minimum to a greater maximum, whole numbers between 0 and ${most}.`,
          },
        ];
  },
  celType: () => ({ kind: 'int' }),
  columns: (_schema, column) => [{ name: column, type: 'smallint' }],
  valueSchema: (schema) => ({ type: 'integer', minimum: schema.minimum ?? 1, maximum: schema.maximum ?? 5 }),
  sortable: true,
  filterable: true,
  groupable: true,
  casts: {
    ...fits(['integer'], (column, to) => starsSql(column, to)),
    ...loses(numericTypes, (column, to) => starsSql(`round(${column})`, to)),
    ...readsText('rating', (text, to) => starsSql(parses(text, '^\\s*\\d{1,2}\\s*$', 'smallint'), to)),
  },
});

function starsSql(number: string, { minimum = 1, maximum = 5 }: FieldSchema): string {
  return `case when ${number} between ${minimum} and ${maximum} then (${number})::smallint end`;
}
