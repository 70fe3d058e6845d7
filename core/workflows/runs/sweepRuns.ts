import type { Logger } from 'pino';
import type { Db } from '../../db/types.ts';

/**
 * Gives jobs to runs that should go on and have none, because theirs was given up after too many tries, or somebody
 * removed it. One that was just added may have a job that is not committed yet: it is left alone.
 */
export async function sweepRuns(db: Db, log: Logger): Promise<void> {
  const [row] = await db.query({ text: sweepSql, values: [] });
  if (Number(row?.[0]) > 0) log.warn({ runs: Number(row?.[0]) }, 'workflow runs without a job go on');
}

const sweepSql = `
with jobs as materialized (
  select payload ->> 'run' as run, payload ->> 'workflow' as workflow from kiln_queue._private_jobs
  where attempts < max_attempts or locked_at is not null
), lost as materialized (
  select id, workflow, limited and not slot as shut from kiln.run as r
  where (state in ('queued', 'running') or state = 'waiting' and exists (
      select from kiln.run_wait as w where w.run = r.id and w.woken is not null))
    and not (held and not limited) and created_at < now() - interval '1 minute'
    and not exists (select from jobs where jobs.run = r.id::text)
), shut as (
  select distinct workflow from lost where shut and not exists (select from jobs where jobs.workflow = lost.workflow)
)
select (select count(*) from lost where not shut), kiln.queue_runs(
  (select array_agg(id) from lost where not shut), (select array_agg(workflow) from shut),
  exists (select from kiln.run where held and not limited)
)`;
