import { snakeCase } from '../../../lib/snakeCase.ts';

/** Postgres cuts longer identifiers (63 bytes) without a word. */
export const longestIdentifier = 63;

/** Two underscores, which no entity's table has: `account__tags` is not the table of an entity `accountTags`. */
export function joinTable(table: string, field: string): string {
  return `${table}__${snakeCase(field)}`;
}
