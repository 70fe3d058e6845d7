import type { Queryable } from '../../db/types.ts';
import type { Json } from '../../lib/json.ts';

/**
 * Ends every wait for the event, in the transaction of `run`: their steps are called again with the payload. Returns
 * how many runs that are. A statement that writes records uses `kiln.tell_waits` instead, which locks nothing.
 */
export async function wakeWaits(run: Queryable, event: string, payload: Json = null): Promise<number> {
  const [row] = await run.query({
    name: 'run_wake',
    text: 'select kiln.wake_runs(array[$1], $2::json)',
    values: [event, JSON.stringify(payload)],
  });
  return Number(row?.[0] ?? 0);
}
