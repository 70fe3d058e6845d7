import { keeps, textTypes } from '../shared/casts.ts';
import { defineField } from '../shared/defineField.ts';
import { indexed } from '../shared/keywords.ts';
import { parseNumberPattern } from './numberPattern.ts';

/** A number that the server counts, without gaps: `Q-2026-0001`. */
export const autoNumber = defineField({
  name: 'autoNumber',
  means: ['x-number'],
  type: 'string',
  needs: 'x-number',
  options: [...indexed],
  check: (schema) => {
    const parsed = parseNumberPattern(schema['x-number'] ?? '{0}');
    return parsed.ok ? [] : [{ pointer: '/x-number', ...parsed.words }];
  },
  celType: () => ({ kind: 'string' }),
  columns: (_schema, column) => [{ name: column, type: 'text' }],
  valueSchema: () => ({ type: 'string', minLength: 1, maxLength: 100 }),
  computed: true,
  sortable: true,
  filterable: true,
  groupable: false,
  search: 'short',
  casts: {
    ...keeps(textTypes.filter((type) => type !== 'autoNumber')),
    ...keeps(['integer'], (column) => `${column}::text`),
  },
});
