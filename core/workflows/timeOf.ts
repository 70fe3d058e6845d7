import type { Queryable } from '../db/types.ts';

/**
 * Milliseconds since 1970 by the clock of the database, which is the one that wakes runs: those of servers may differ,
 * and be set. In a transaction, the time when it began.
 */
export async function timeOf(run: Queryable): Promise<number> {
  const [row] = await run.query({
    name: 'workflow_time',
    text: 'select floor(extract(epoch from now()) * 1000)::bigint',
    values: [],
  });
  return Number(row?.[0]);
}
