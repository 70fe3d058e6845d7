import { keeps, loses, textTypes } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { indexed, written } from './shared/keywords.ts';

/** Any other scheme, `javascript:` above all, would be a trap behind a link. */
const form = '^[hH][tT][tT][pP][sS]?://[^/?#]';

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
  casts: {
    ...keeps(['url']),
    ...loses(
      textTypes.filter((type) => type !== 'url'),
      (column) => `case when ${column} ~ '${form}' then ${column} end`,
    ),
  },
});
