import { integerTypes, loses, numericTypes, readsText } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { indexed, written } from './shared/keywords.ts';

export const boolean = defineField({
  name: 'boolean',
  means: ['boolean', 'format boolean'],
  type: 'boolean',
  options: [...written, ...indexed],
  celType: () => ({ kind: 'bool' }),
  columns: (_schema, column) => [{ name: column, type: 'boolean' }],
  valueSchema: () => ({ type: 'boolean' }),
  sortable: true,
  filterable: true,
  groupable: true,
  casts: {
    ...loses([...integerTypes, ...numericTypes], (column) => `${column} <> 0`),
    ...readsText(
      'boolean',
      (text) =>
        `case when lower(btrim(${text})) in ('true', 't', 'yes', 'y', 'on', '1', '是') then true ` +
        `when lower(btrim(${text})) in ('false', 'f', 'no', 'n', 'off', '0', '否') then false end`,
    ),
  },
});
