import { readsText } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { indexed, written } from './shared/keywords.ts';

/** Any other scheme, `javascript:` above all, would be a trap behind a link. */
const form = '^[hH][tT][tT][pP][sS]?://[^/?#]';
const whole = `${form}\\S*$`;
const withoutScheme = '^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z]{2,}([/?#]\\S*)?$';

export const url = defineField({
  name: 'url',
  means: ['format url', 'format uri'],
  type: 'string',
  options: [...written, ...indexed],
  celType: () => ({ kind: 'string' }),
  columns: (_schema, column) => [{ name: column, type: 'text' }],
  valueSchema: () => ({ type: 'string', format: 'uri', maxLength: 2_000, pattern: form }),
  sortable: true,
  filterable: true,
  groupable: true,
  search: 'short',
  casts: readsText(
    'url',
    (text) =>
      `case when btrim(${text}) ~ '${whole}' then btrim(${text}) ` +
      `when btrim(${text}) ~ '${withoutScheme}' then 'https://' || btrim(${text}) end`,
  ),
});
