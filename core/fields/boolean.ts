import { integerTypes, loses, numericTypes, textTypes } from './shared/casts.ts';
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
    ...loses(
      textTypes,
      (column) =>
        `case when lower(btrim(${column})) in ('true', 't', 'yes', 'y', 'on', '1', '是') then true ` +
        `when lower(btrim(${column})) in ('false', 'f', 'no', 'n', 'off', '0', '否') then false end`,
    ),
  },
});
