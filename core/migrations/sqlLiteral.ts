import type { Json } from '../lib/json.ts';
import { quoteLiteral } from '../lib/quoteIdent.ts';

/**
 * A JSON value, as it goes to a column, as an SQL literal of that column's type. For DDL, which takes no parameters.
 */
export function sqlLiteral(value: Json, type: string): string {
  if (value === null) return 'null';
  if (type === 'jsonb' || type === 'json') return `${quoteLiteral(JSON.stringify(value))}::${type}`.trim();
  if (Array.isArray(value)) {
    if (value.length === 0) return `'{}'::${type}`;
    return `array[${value.map((item) => quoteLiteral(textOf(item)).trim()).join(', ')}]::${type}`;
  }
  return `${quoteLiteral(textOf(value)).trim()}::${type}`;
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
