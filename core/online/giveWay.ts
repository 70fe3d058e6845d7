import type { Queryable } from '../db/types.ts';

/**
 * Stops the job that holds a lock on one of these tables, so that a change-set need not wait until it is done: building
 * an index takes minutes. The job begins again in a moment.
 * @param tables quoted and qualified
 */
export async function giveWay(run: Queryable, tables: readonly string[]): Promise<void> {
  await run.query({ text: cancelSql, values: [tables] });
}

const cancelSql = `
select pg_cancel_backend(job.pid)
from kiln.job as job
where job.state = 'running' and exists (
  select from pg_locks as held
  where held.pid = job.pid and held.granted and held.locktype = 'relation'
    and held.mode = 'ShareUpdateExclusiveLock'
    and held.relation = any (select to_regclass(name)::oid from unnest($1::text[]) as name)
)`;
