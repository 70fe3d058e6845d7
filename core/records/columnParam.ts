import type { Json } from '../lib/json.ts';

/** A column's JSON value as a parameter of a statement: Postgres takes JSON as text and arrays as they are. */
export function columnParam(value: Json | undefined, type: string): unknown {
  if (value === undefined || value === null) return null;
  return type === 'jsonb' || type === 'json' ? JSON.stringify(value) : value;
}
