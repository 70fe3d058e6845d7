import { parses, readsText } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { indexed, written } from './shared/keywords.ts';

/** ISO 8601 in whole units, with at most as many digits as Postgres' interval holds. */
const form = '^P(\\d{1,4}W|(\\d{1,4}Y)?(\\d{1,5}M)?(\\d{1,6}D)?(T(\\d{1,7}H)?(\\d{1,8}M)?(\\d{1,9}S)?)?)$';

/** A length of time: `PT1H30M`, `P14D`. */
export const duration = defineField({
  name: 'duration',
  means: ['format duration'],
  type: 'string',
  options: [...written, ...indexed],
  celType: () => ({ kind: 'duration' }),
  columns: (_schema, column) => [{ name: column, type: 'interval' }],
  valueSchema: () => ({ type: 'string', format: 'duration', pattern: form }),
  sortable: true,
  filterable: true,
  groupable: true,
  casts: readsText('duration', (text) => parses(`btrim(${text})`, form, 'interval')),
});
