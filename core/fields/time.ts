import { loses, parses, readsText } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { indexed, written } from './shared/keywords.ts';

/** Whole seconds: Postgres would round 23:59:59.9 to 24:00:00. */
const form = '^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$';

/** A time of day, without a date or time zone: `09:30` or `09:30:00`. */
export const time = defineField({
  name: 'time',
  means: ['format time'],
  type: 'string',
  options: [...written, ...indexed],
  celType: () => ({ kind: 'time' }),
  columns: (_schema, column) => [{ name: column, type: 'time(0) without time zone' }],
  valueSchema: () => ({ type: 'string', pattern: form }),
  sortable: true,
  filterable: true,
  groupable: true,
  casts: {
    ...loses(['dateTime'], (column) => `date_trunc('second', ${column} at time zone 'UTC')::time(0)`),
    ...readsText('time', (text) => parses(`btrim(${text})`, form, 'time(0) without time zone')),
  },
});
