import type { Queryable } from '../db/types.ts';

/** Removes what has run out: sessions, links and challenges, counts of tries. */
export async function cleanIdentity(run: Queryable): Promise<void> {
  for (const text of [
    'delete from auth."session" where "expiresAt" < now()',
    'delete from auth."verification" where "expiresAt" < now()',
    'delete from kiln.attempt where until < now()',
  ]) {
    await run.query({ text, values: [] });
  }
}
