import { quoteLiteral } from '../../lib/quoteIdent.ts';
import type { Cast } from '../types.ts';

export type Casts = Readonly<Record<string, Cast>>;
type Using = Cast['using'];

/** The cast that keeps every value, for each of these types. */
export function keeps(types: readonly string[], using: Using = (column) => column): Casts {
  return Object.fromEntries(types.map((type) => [type, { using, lossy: false }]));
}

/** The cast that turns what does not fit into null, for each of these types. */
export function loses(types: readonly string[], using: Using): Casts {
  return Object.fromEntries(types.map((type) => [type, { using, lossy: true }]));
}

/**
 * SQL that casts text to a Postgres type where the text has the given form and the type takes it, else null. The form keeps out
 * what Postgres also reads but the API does not write: `infinity`, `today`, `NaN`, `0x1F`.
 */
export function parses(column: string, form: string, type: string): string {
  const isForm = `${column} ~ ${quoteLiteral(form)}`;
  return `case when ${isForm} and pg_input_is_valid(${column}, ${quoteLiteral(type)}) then ${column}::${type} end`;
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
/** Types that keep a number in a numeric column. */
export const numericTypes = ['decimal', 'money', 'percent'] as const;
export const integerTypes = ['integer', 'rating'] as const;
export const listTypes = ['tags', 'multiSelect'] as const;
/** Types that keep JSON in a jsonb column. */
export const jsonTypes = ['json', 'address', 'personName', 'geoPoint', 'file', 'files', 'image', 'images'] as const;

/** Every value as the text that a person would write. */
export const asText: Casts = {
  ...keeps(textTypes),
  ...keeps(['boolean', ...integerTypes, 'time', 'duration', 'user', 'relation', 'json'], (column) => `${column}::text`),
  ...keeps(numericTypes, (column) => `trim_scale(${column})::text`),
  ...keeps(['date'], (column) => `to_char(${column}, 'YYYY-MM-DD')`),
  ...keeps(['dateTime'], (column) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`),
  ...keeps(listTypes, (column) => `nullif(array_to_string(${column}, ', '), '')`),
  ...keeps(['address'], (column) =>
    joined(column, ['street', 'street2', 'district', 'city', 'region', 'postalCode', 'country'], ', '),
  ),
  ...keeps(['personName'], (column) => joined(column, ['prefix', 'first', 'middle', 'last', 'suffix'], ' ')),
  ...keeps(['geoPoint'], (column) => joined(column, ['lat', 'lng'], ', ')),
  ...loses(['file', 'image'], (column) => `${column} ->> 'name'`),
};

function joined(column: string, keys: readonly string[], separator: string): string {
  const values = keys.map((key) => `${column} ->> ${quoteLiteral(key)}`);
  return `nullif(concat_ws(${quoteLiteral(separator)}, ${values.join(', ')}), '')`;
}

/** Fits a numeric SQL value into numeric(total, scale): rounds, and gives null where there are too many digits. */
export function fitNumber(value: string, total: number, scale: number): string {
  return `case when abs(round(${value}, ${scale})) < 1e${total - scale} then round(${value}, ${scale}) end`;
}
