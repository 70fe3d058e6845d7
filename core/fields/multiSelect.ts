import { said } from '../errors/said.ts';
import {
  fits,
  freeTexts,
  jsonItems,
  listOf,
  readsScalars,
  singleTexts,
  splitText,
  unlessEmpty,
} from './shared/casts.ts';
import { checkOptions } from './shared/checkOptions.ts';
import { defineField } from './shared/defineField.ts';
import { counts, written } from './shared/keywords.ts';
import { listSchema } from './shared/listSchema.ts';
import { allOptions, optionSql, optionsSql } from './shared/optionSql.ts';

/** Several of a fixed set of values. */
export const multiSelect = defineField({
  name: 'multiSelect',
  means: ['array of enum', 'format multiSelect'],
  type: 'array',
  needs: 'items',
  options: [...written, ...counts, 'uniqueItems', 'x-options'],
  check: (schema) =>
    schema.items?.enum
      ? checkOptions(schema)
      : [{ pointer: '/items', ...said`A multiSelect field needs items with enum.` }],
  celType: () => ({ kind: 'list', of: { kind: 'string' } }),
  columns: (_schema, column) => [{ name: column, type: 'text[]' }],
  valueSchema: (schema) => listSchema(schema, { type: 'string', enum: [...(schema.items?.enum ?? [])] }),
  sortable: false,
  filterable: true,
  groupable: false,
  casts: {
    ...fits(['tags'], (column, to) => unlessEmpty(column, optionsSql(column, to)), allOptions),
    ...fits(
      freeTexts,
      (column, to) => optionsSql(splitText(column), to),
      (column, to) => allOptions(splitText(column), to),
    ),
    ...fits(['select', ...singleTexts], (column, to) => listOf(optionSql(column, to))),
    ...readsScalars((text, to) => listOf(optionSql(text, to))),
    ...fits(
      ['json'],
      (column, to) => unlessEmpty(jsonItems(column), optionsSql(jsonItems(column), to)),
      (column, to) => allOptions(jsonItems(column), to),
    ),
  },
});
