import type { Json } from '../lib/json.ts';

/** A column's JSON value as a parameter of a statement: Postgres takes JSON as text and arrays as they are. */
export function columnParam(value: Json | undefined, type: string): unknown {
  if (value === undefined || value === null) return null;
  return type === 'jsonb' || type === 'json' ? JSON.stringify(value) : value;
}

/** One column's values of several records as a parameter of insertPlan. */
export function columnArray(values: readonly (Json | undefined)[], type: string): unknown[] {
  const asText = type === 'jsonb' || type === 'json' || type.endsWith('[]');
  return values.map((value) => {
    if (value === undefined || value === null) return null;
    return asText ? JSON.stringify(value) : value;
  });
}
