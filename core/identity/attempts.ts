import { hash } from 'node:crypto';
import type { Queryable } from '../db/types.ts';

/** So many tries within so many seconds; then nothing until the lock has passed, also in seconds. */
export interface Limit {
  readonly tries: number;
  readonly seconds: number;
  readonly lockSeconds: number;
}

/**
 * Counts a try of `what` before it is made, so that many at the same time are no more than the limit. Returns the
 * seconds to wait; 0: go ahead. Kept in the database: all server processes count together.
 */
export async function takeAttempt(run: Queryable, what: string, limit: Limit): Promise<number> {
  const [row] = await run.query({
    name: 'take_attempt',
    text: takeSql,
    values: [hash('sha256', what), limit.seconds, limit.tries, limit.lockSeconds],
  });
  const [count, left] = row ?? [];
  return Number(count) > limit.tries ? Math.max(1, Math.ceil(Number(left))) : 0;
}

/** The last try that is counted starts the lock; what comes while it holds does not lengthen it. */
const takeSql = `
insert into kiln.attempt as a (key, count, until)
values (decode($1, 'hex'), 1, now() + make_interval(secs => $2::integer))
on conflict (key) do update set
  count = case when a.until < now() then 1 else a.count + 1 end,
  until = case
    when a.until < now() then now() + make_interval(secs => $2::integer)
    when a.count + 1 = $3::integer then now() + make_interval(secs => $4::integer)
    else a.until
  end
returning count, extract(epoch from until - now())`;

/** A try that was right is none. */
export async function forgiveAttempt(run: Queryable, what: string): Promise<void> {
  await run.query({
    name: 'forgive_attempt',
    text: `update kiln.attempt set count = count - 1 where key = decode($1, 'hex') and count > 0`,
    values: [hash('sha256', what)],
  });
}

/** Nothing was tried. */
export async function clearAttempts(run: Queryable, what: string): Promise<void> {
  await run.query({
    name: 'clear_attempts',
    text: `delete from kiln.attempt where key = decode($1, 'hex')`,
    values: [hash('sha256', what)],
  });
}

/** True the first time within `seconds`: for what may be used once. */
export async function isFirstUse(run: Queryable, what: string, seconds: number): Promise<boolean> {
  const once = { tries: 1, seconds, lockSeconds: seconds };
  return (await takeAttempt(run, what, once)) === 0;
}
