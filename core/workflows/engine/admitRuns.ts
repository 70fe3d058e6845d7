import type { Queryable } from '../../db/types.ts';
import type { Workflow } from '../../model/types.ts';

/**
 * Gives slots to runs of a workflow that limits them, as many as there are, in their order: so many at a time, so many
 * in a time, and those of one record one after the other. Undefined: the workflow is gone, and limits nothing. In the
 * transaction of `run`, until whose end nobody else does it.
 */
export async function admitRuns(
  run: Queryable,
  id: string,
  workflow: Workflow | undefined,
): Promise<number | undefined> {
  const { limit = null, perRecord = false } = workflow?.concurrency ?? {};
  const { runs = null, per = null } = workflow?.rate ?? {};
  // What is seen after the lock is what those before have left.
  const locked = run.query({ name: 'run_admit_lock', text: lockSql, values: [id] });
  const admitted = run.query({ name: 'run_admit', text: admitSql, values: [id, limit, perRecord, runs, per] });
  const [, [row]] = await Promise.all([locked, admitted]);
  return row?.[2] ? Math.max(0, Number(row[2])) : undefined;
}

const lockSql = 'select pg_advisory_xact_lock(hashtextextended($1, 7022))';

const admitSql = `
with room as materialized (
  select least(1000, coalesce($2::integer - (
    select count(*) from kiln.run where workflow = $1 and limited and slot and state in ('queued', 'running', 'waiting')
  ), 1000)) as slots, coalesce($4::integer - (
    select count(*) from kiln.run where workflow = $1 and admitted_at > now() - $5::double precision * interval '1 ms'
  ), 1000) as starts
), ready as materialized (
  select id, seq, admitted_at is null as fresh, row_number() over (partition by admitted_at is null order by seq) as nth
  from kiln.run as r
  where workflow = $1 and limited and not slot and state = 'queued'
    and (not $3::boolean or record is null or not exists (
    select from kiln.run as e where e.workflow = $1 and e.record = r.record and e.limited
      and e.state in ('queued', 'running', 'waiting') and e.seq < r.seq
  ))
  order by seq limit 1001
), chosen as materialized (
  select id from ready, room where not fresh or nth <= starts order by seq limit (select greatest(slots, 0) from room)
), admitted as (
  update kiln.run set slot = true, held = false, admitted_at = coalesce(admitted_at, now())
  where id in (select id from chosen) returning id
), later as (
  select case
    when (select count(*) from chosen) = 1000 then now()
    when exists (select from ready, room where fresh and nth > starts) then (
      select coalesce(min(admitted_at), now()) + $5::double precision * interval '1 ms' from kiln.run
      where workflow = $1 and admitted_at > now() - $5::double precision * interval '1 ms'
    )
  end as at
)
select kiln.queue_runs((select array_agg(id) from admitted), null, false), (
  select kiln_queue.add_job('workflow.admit', json_build_object('workflow', $1), run_at => at, max_attempts => 25,
    job_key => 'workflow.admit ' || $1) is null from later where at is not null
), (select extract(epoch from at - now()) * 1000 from later)`;
