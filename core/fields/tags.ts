import { said } from '../errors/said.ts';
import {
  fits,
  freeTexts,
  jsonItems,
  keeps,
  readsScalars,
  singleTexts,
  splitText,
  unlessEmpty,
} from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { counts, written } from './shared/keywords.ts';
import { listSchema } from './shared/listSchema.ts';
import type { FieldSchema } from './types.ts';

const longestTag = 200;

/** Short words that anybody may add. */
export const tags = defineField({
  name: 'tags',
  means: ['array of string', 'format tags'],
  type: 'array',
  options: [...written, ...counts, 'items', 'uniqueItems'],
  check: ({ items = {} }) => [
    ...(items.type === undefined || items.type === 'string'
      ? []
      : [{ pointer: '/items/type', ...said`A tag is a text.` }]),
    ...((items.maxLength ?? 0) <= longestTag
      ? []
      : [{ pointer: '/items/maxLength', ...said`A tag has at most ${longestTag} characters.` }]),
  ],
  celType: () => ({ kind: 'list', of: { kind: 'string' } }),
  columns: (_schema, column) => [{ name: column, type: 'text[]' }],
  valueSchema: (schema) => listSchema(schema, { type: 'string', minLength: 1, maxLength: longest(schema) }),
  sortable: false,
  filterable: true,
  groupable: false,
  casts: {
    ...keeps(['multiSelect']),
    ...keeps(['select', ...singleTexts], (column) => `case when ${column} <> '' then array[${column}] end`),
    ...readsScalars((text) => `case when ${text} is not null then array[${text}] end`),
    ...fits(
      freeTexts,
      (column, to) => tagsOf(splitText(column), to),
      (column, to) => noneTooLong(splitText(column), to),
    ),
    ...fits(
      ['json'],
      (column, to) => unlessEmpty(jsonItems(column), tagsOf(jsonItems(column), to)),
      (column, to) => noneTooLong(jsonItems(column), to),
    ),
  },
});

/** SQL of a list's items that can be tags, each once, in order. */
function tagsOf(list: string, schema: FieldSchema): string {
  return `(select array_agg(item order by place) from (
  select item, min(place) as place
  from unnest(${list}) with ordinality as given(item, place)
  group by 1) as items where item <> '' and length(item) <= ${longest(schema)})`;
}

function noneTooLong(list: string, schema: FieldSchema): string {
  return `not exists (select from unnest(${list}) as item where length(item) > ${longest(schema)})`;
}

function longest({ items }: FieldSchema): number {
  return items?.maxLength ?? 100;
}
