import { quoteLiteral } from '../../lib/quoteIdent.ts';
import { optionsOf } from '../options.ts';
import type { FieldSchema } from '../types.ts';

/**
 * SQL of the option that a text means: its value, or its title; capitals and blanks around it do not matter. Else null.
 */
export function optionSql(text: string, schema: FieldSchema): string {
  const meant = new Map<string, string>();
  const options = optionsOf(schema) ?? [];
  for (const { value } of options) meant.set(value.trim().toLowerCase(), value);
  for (const { value } of options) {
    const title = schema['x-options']?.[value]?.title?.trim().toLowerCase();
    if (title !== undefined && !meant.has(title)) meant.set(title, value);
  }
  if (meant.size === 0) return 'null::text';
  const exact = options.map(({ value }) => `when ${literal(value)} then ${literal(value)}`);
  const likely = [...meant].map(([key, value]) => `when ${literal(key)} then ${literal(value)}`);
  return `case ${text} ${exact.join(' ')} else case lower(btrim(${text})) ${likely.join(' ')} end end`;
}

/** SQL of the options that items of a list mean, each once, in order; null where none is one. */
export function optionsSql(list: string, schema: FieldSchema): string {
  return `(select array_agg(item order by place) from (
  select ${optionSql('item', schema)} as item, min(place) as place
  from unnest(${list}) with ordinality as given(item, place)
  group by 1) as options where item is not null)`;
}

/** SQL condition: every item of a list that says something is an option. */
export function allOptions(list: string, schema: FieldSchema): string {
  return `not exists (select from unnest(${list}) as item where btrim(item) <> '' and ${optionSql('item', schema)} is null)`;
}

function literal(text: string): string {
  return quoteLiteral(text).trim();
}
