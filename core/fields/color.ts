import { readsText } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { indexed, written } from './shared/keywords.ts';

const form = '^#[0-9a-fA-F]{6}$';

/** A colour as `#rrggbb`. */
export const color = defineField({
  name: 'color',
  means: ['format color'],
  type: 'string',
  options: [...written, ...indexed],
  celType: () => ({ kind: 'string' }),
  columns: (_schema, column) => [{ name: column, type: 'text' }],
  valueSchema: () => ({ type: 'string', pattern: form }),
  sortable: true,
  filterable: true,
  groupable: true,
  casts: readsText('color', (text) => `case when btrim(${text}) ~ '${form}' then btrim(${text}) end`),
});
