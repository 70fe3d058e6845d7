import { isoTimeSql } from '../../lib/isoTimeSql.ts';
import { quoteLiteral } from '../../lib/quoteIdent.ts';
import type { Cast } from '../types.ts';

export type Casts = Readonly<Record<string, Cast>>;
type Using = Cast['using'];

/** The cast that keeps every value, for each of these types. */
export function keeps(types: readonly string[], using: Using = (column) => column): Casts {
  return castsOf(types, { using, loses: 'nothing' });
}

/** The cast that says all that a value says in another form, from which there is no sure way back. */
export function reshapes(types: readonly string[], using: Using = (column) => column): Casts {
  return castsOf(types, { using, loses: 'form' });
}

/** The cast that turns what does not fit into null; what fits says the same. */
export function fits(types: readonly string[], using: Using, whole?: Cast['whole']): Casts {
  return castsOf(types, { using, loses: 'unfit', ...(whole ? { whole } : {}) });
}

/** The cast after which values say less than before, and some nothing. */
export function loses(types: readonly string[], using: Using): Casts {
  return castsOf(types, { using, loses: 'values' });
}

function castsOf(types: readonly string[], cast: Cast): Casts {
  return Object.fromEntries(types.map((type) => [type, cast]));
}

/** What reads a text, for every type that is one: texts, single values of json, and the first of a list. */
export function readsText(own: string, using: Using): Casts {
  const firstOf: Using = (column, to) => using(`${column}[1]`, to);
  const others = textTypes.filter((type) => type !== own);
  return {
    ...fits(others, using),
    ...fits(['json'], (column, to) => using(`(${column} #>> '{}')`, to)),
    ...loses(listTypes, firstOf),
  };
}

/** What reads the text of numbers, booleans, days and times. */
export function readsScalars(using: Using): Casts {
  return Object.fromEntries(
    Object.entries(scalarAsText)
      .filter(([type]) => !textTypes.some((text) => text === type))
      .map(([type, cast]) => [type, { using: (column, to) => using(cast.using(column, to), to), loses: 'unfit' }]),
  );
}

/**
 * SQL that casts text to a Postgres type where the text has the given form and the type takes it, else null. The form
 * keeps out what Postgres also reads but the API does not write: `infinity`, `today`, `NaN`, `0x1F`.
 */
export function parses(text: string, form: string, type: string): string {
  const isForm = `${text} ~ ${quoteLiteral(form)}`;
  return `case when ${isForm} and pg_input_is_valid(${text}, ${quoteLiteral(type)}) then (${text})::${type} end`;
}

/** A number as people write it: signs of currency and percent around it, commas between thousands. */
export function numberSql(text: string, type: string): string {
  const form = '^\\s*[$€£¥￥]?\\s*[-+]?(\\d+|\\d{1,3}(,\\d{3})+)(\\.\\d+)?\\s*[%€元]?\\s*$';
  const digits = `case when ${text} ~ ${quoteLiteral(form)} then regexp_replace(${text}, '[^0-9.+-]', '', 'g') end`;
  return `(select ${parses('digits', '^[-+]?\\d+(\\.\\d+)?$', type)} from (select ${digits} as digits offset 0) as given)`;
}

/** Types that keep text in a text column. */
export const textTypes = [
  'text',
  'multiline',
  'markdown',
  'email',
  'phone',
  'url',
  'color',
  'select',
  'autoNumber',
] as const;
/** Texts in which several values may stand, with commas between them. */
export const freeTexts = ['text', 'multiline', 'markdown'] as const;
/** Texts that are one value. */
export const singleTexts = ['email', 'phone', 'url', 'color', 'autoNumber'] as const;
/** Types that keep a number in a numeric column. */
export const numericTypes = ['decimal', 'money', 'percent'] as const;
export const integerTypes = ['integer', 'rating'] as const;
const listTypes = ['tags', 'multiSelect'] as const;
export const fileTypes = ['file', 'files', 'image', 'images'] as const;

/** Single values as the text that a person would write, which reads as the same value again. */
export const scalarAsText: Casts = {
  ...keeps(textTypes),
  ...keeps(['boolean', ...integerTypes, 'time', 'duration'], (column) => `${column}::text`),
  ...keeps(numericTypes, (column) => `trim_scale(${column})::text`),
  ...keeps(['date'], (column) => `to_char(${column}, 'YYYY-MM-DD')`),
  ...keeps(['dateTime'], isoTimeSql),
};

/** Every value as the text that a person would write. */
export const asText: Casts = {
  ...scalarAsText,
  ...reshapes(['json'], (column) => `${column} #>> '{}'`),
  ...reshapes(listTypes, (column) => `nullif(array_to_string(${column}, ', '), '')`),
  ...reshapes(['address'], (column) =>
    joined(column, ['street', 'street2', 'district', 'city', 'region', 'postalCode', 'country'], ', '),
  ),
  ...reshapes(['personName'], (column) => joined(column, ['prefix', 'first', 'middle', 'last', 'suffix'], ' ')),
  ...reshapes(['geoPoint'], (column) => joined(column, ['lat', 'lng'], ', ')),
  ...loses(['file', 'image'], (column) => `${column} ->> 'name'`),
  ...loses(
    ['files', 'images'],
    (column) => `(select string_agg(file ->> 'name', ', ') from jsonb_path_query(${column}, '$[*]') as file)`,
  ),
};

function joined(column: string, keys: readonly string[], separator: string): string {
  const values = keys.map((key) => `${column} ->> ${quoteLiteral(key)}`);
  return `nullif(concat_ws(${quoteLiteral(separator)}, ${values.join(', ')}), '')`;
}

/** SQL of the different values that stand in a text with commas, semicolons or line breaks between them. */
export function splitText(text: string): string {
  return `regexp_split_to_array(btrim(${text}, E' \\t\\r\\n,;'), '\\s*[,;，；、\\n]+\\s*')`;
}

/** A list of one, or null. Names the value once: it may be long. */
export function listOf(value: string): string {
  return `nullif(array_remove(array[${value}], null), '{}')`;
}

/** SQL of the items of a JSON list as texts; of a single value, a list of one. */
export function jsonItems(column: string): string {
  return `case when ${column} is not null then array(select item #>> '{}' from jsonb_path_query(${column}, '$[*]') as item) end`;
}

/** An empty list stays one. */
export function unlessEmpty(list: string, items: string): string {
  return `case when (${list}) = '{}' then '{}' else ${items} end`;
}

/** Fits a numeric SQL value into numeric(total, scale): rounds, and gives null where there are too many digits. */
export function fitNumber(value: string, total: number, scale: number): string {
  return `case when abs(round(${value}, ${scale})) < 1e${total - scale} then round(${value}, ${scale}) end`;
}

/** A JSON object that has no other members than these texts, else null. */
export function objectOf(column: string, members: readonly string[]): string {
  const names = members.map((member) => quoteLiteral(member).trim()).join(', ');
  return (
    `case when jsonb_typeof(${column}) = 'object' and ${column} <> '{}' and ${column} - array[${names}] = '{}' ` +
    `and not ${column} @? '$.* ? (@.type() != "string")' then ${column} end`
  );
}
