import { keeps, parses, readsText } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { indexed, written } from './shared/keywords.ts';

/**
 * RFC 3339 without its leap second, which JavaScript does not read. Zones: up to 14 hours; Postgres refuses 16 and
 * more. Years 1000 to 9999; on their first and last day (`edges`) only UTC and milliseconds, so that no zone and no
 * rounding leads into another year.
 */
const form =
  '^[1-9]\\d{3}-\\d\\d-\\d\\dT([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?(Z|[+-](0\\d|1[0-4]):[0-5]\\d)$';
const edges = '^(1000-01-01|9999-12-31)T.*(\\.\\d{4}|[+-].*[1-9])';

/** A moment, to the millisecond. */
export const dateTime = defineField({
  name: 'dateTime',
  means: ['format date-time', 'format dateTime'],
  type: 'string',
  options: [...written, ...indexed],
  celType: () => ({ kind: 'timestamp' }),
  columns: (_schema, column) => [{ name: column, type: 'timestamp(3) with time zone' }],
  valueSchema: () => ({ type: 'string', format: 'date-time', pattern: form, not: { pattern: edges } }),
  sortable: true,
  filterable: true,
  groupable: true,
  casts: {
    ...keeps(['date'], (column) => `${column}::timestamp at time zone 'UTC'`),
    ...readsText('dateTime', (text) => `coalesce(${endings.map((ending) => moment(text, ending)).join(', ')})`),
  },
});

/** Texts without seconds, zone or time are completed: by UTC, as everywhere. */
const endings = ['', 'Z', ':00Z', 'T00:00:00Z'];

function moment(text: string, ending: string): string {
  const whole = `(replace(btrim(${text}), ' ', 'T') || '${ending}')`;
  return `case when ${whole} !~ '${edges}' then ${parses(whole, form, 'timestamp(3) with time zone')} end`;
}
