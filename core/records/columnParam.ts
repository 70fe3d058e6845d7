import type { Json } from '../lib/json.ts';

/** A column's JSON value as a parameter of a statement: Postgres takes JSON as text and arrays as they are. */
export function columnParam(value: Json | undefined, type: string): unknown {
  if (value === undefined || value === null) return null;
  return type === 'jsonb' || type === 'json' ? JSON.stringify(value) : value;
}

/** One column's values of several records as the text of a Postgres array, which insertPlan takes. */
export function columnArray(values: readonly (Json | undefined)[], type: string): string {
  const asText = type === 'jsonb' || type === 'json' || type.endsWith('[]');
  const items = asText ? values.map((value) => ((value ?? null) === null ? null : JSON.stringify(value))) : values;
  return `{${JSON.stringify(items).slice(1, -1).replace(jsonEscape, arrayEscape)}}`;
}

const jsonEscape = /\\(?:u....|.)/g;

/** JSON and Postgres' arrays escape quotes and backslashes alike; of other characters an array knows no escapes. */
function arrayEscape(escaped: string): string {
  return escaped === '\\"' || escaped === '\\\\' ? escaped : String(JSON.parse(`"${escaped}"`));
}
