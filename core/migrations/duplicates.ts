import { quoteIdent } from '../lib/quoteIdent.ts';
import type { IndexKey } from './shape.ts';

/** At most so many examples of values that several records share. */
const examples = 5;

/**
 * SQL that looks for live records that share the values of a unique index. One row per shared value, the most frequent
 * first: how many records have it, how many records share a value in all, and then the values, as text.
 * @param source quoted and qualified name of the table
 */
export function duplicatesSql(source: string, keys: readonly IndexKey[]): string {
  const columns = keys.map(({ column }) => quoteIdent(column));
  const compared = keys.map(({ ignoreCase }, index) => (ignoreCase ? `lower(${columns[index]})` : columns[index]));
  const shown = columns.map((column) => `left(min(${column}::text), 100)`);
  return `select count(*), sum(count(*)) over (), ${shown.join(', ')}
from ${source}
where deleted_at is null and ${columns.map((column) => `${column} is not null`).join(' and ')}
group by ${compared.join(', ')}
having count(*) > 1
order by count(*) desc, ${shown.map((_, index) => index + 3).join(', ')}
limit ${examples}`;
}
