import { loses, parses, readsText } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { indexed, written } from './shared/keywords.ts';

/** Years 1000 to 9999: four digits in every reader, and Postgres has no year 0. */
const form = '^[1-9]\\d{3}-\\d\\d-\\d\\d$';
const loose = '^[1-9]\\d{3}-\\d{1,2}-\\d{1,2}$';

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
    ...readsText('date', (text) => parses(dayOf(text), loose, 'date')),
  },
});

/** The day in a text that begins with the year, which leaves no doubt about the month: `2026/3/14`, `2026年3月14日`. */
function dayOf(text: string): string {
  const written = '^(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})(日|[T ]\\d\\d:.*)?$';
  return `regexp_replace(btrim(${text}), '${written}', '\\1-\\2-\\3')`;
}
