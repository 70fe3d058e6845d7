import { loses, parses, textTypes } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { indexed, written } from './shared/keywords.ts';

/** Years 1000 to 9999: four digits in every reader, and Postgres has no year 0. */
const form = '^[1-9]\\d{3}-\\d\\d-\\d\\d$';

/** A day, without a time zone: `2026-03-14`. */
export const date = defineField({
  name: 'date',
  means: ['format date'],
  type: 'string',
  options: [...written, ...indexed],
  celType: () => ({ kind: 'date' }),
  columns: (_schema, column) => [{ name: column, type: 'date' }],
  valueSchema: () => ({ type: 'string', format: 'date', pattern: form }),
  sortable: true,
  filterable: true,
  groupable: true,
  casts: {
    ...loses(['dateTime'], (column) => `(${column} at time zone 'UTC')::date`),
    ...loses(textTypes, (column) => parses(column, form, 'date')),
  },
});
