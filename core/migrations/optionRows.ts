import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { RemoveOption, RenameOption, RestoreOption } from './operations.ts';
import type { RowChange } from './renderRowChange.ts';

/** Records that have an option which goes get another value, or none; both values are kept aside. */
export function withoutOptions({ column, options, becomes, isList, keep }: RemoveOption): RowChange {
  const name = quoteIdent(column);
  const cases = options.map((option) => `when ${literal(option)} then ${valueSql(becomes[option] ?? null)}`).join(' ');
  const value = isList
    ? items(name, `case item ${cases} else item end`, keep.column.notNull)
    : `case ${name} ${cases} end`;
  const original = quoteIdent(keep.original);
  return {
    set: `${original} = ${name}, ${quoteIdent(keep.made)} = ${value}, ${name} = ${value}`,
    where: isList ? `${name} && ${list(options)}` : `${name} = any(${list(options)})`,
  };
}

/** Records that have an option with another value now get that. */
export function withNewValues({ column, values, isList }: RenameOption): RowChange {
  const name = quoteIdent(column);
  const cases = Object.entries(values)
    .map(([from, to]) => `when ${literal(from)} then ${literal(to)}`)
    .join(' ');
  const names = list(Object.keys(values));
  return {
    set: `${name} = ${isList ? items(name, `case item ${cases} else item end`, true) : `case ${name} ${cases} end`}`,
    where: isList ? `${name} && ${names}` : `${name} = any(${names})`,
  };
}

/** Records get back what they had, where nobody has changed since what the removal made of it. */
export function withOptions({ column, options, offered, isList, restored }: RestoreOption): RowChange {
  const [name, original, made] = [column, restored.original, restored.made].map(quoteIdent);
  const same = `${made} is not distinct from ${name}`;
  if (!isList) {
    return {
      set: `${name} = ${original}, ${original} = null, ${made} = null`,
      where: `${original} = any(${list(options)}) and ${same}`,
    };
  }
  const value = items(original ?? '', `case when item = any(${list(offered)}) then item end`, false);
  return {
    set: `${name} = ${value}, ${made} = ${value},
  ${original} = case when not ${original} <@ ${list(offered)} then ${original} end`,
    where: `${original} && ${list(options)} and ${same} and ${name} is distinct from ${value}`,
  };
}

/** SQL of a list's items, each replaced, each once, in order. */
function items(listed: string, replaced: string, isRequired: boolean): string {
  const value = `(select array_agg(item order by place) from (
  select ${replaced} as item, min(place) as place
  from unnest(${listed}) with ordinality as given(item, place)
  group by 1) as items where item is not null)`;
  return isRequired ? `coalesce(${value}, '{}')` : value;
}

function list(options: readonly string[]): string {
  return `array[${options.map(literal).join(', ')}]::text[]`;
}

function valueSql(value: string | null): string {
  return value === null ? 'null' : literal(value);
}

function literal(text: string): string {
  return quoteLiteral(text).trim();
}
