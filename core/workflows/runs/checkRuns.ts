import type { Queryable } from '../../db/types.ts';

/**
 * What is wrong with the runs of workflows as they are recorded, one line each; nothing, unless Kiln is wrong. Jobs
 * and rows change together, so it may be asked at any time.
 */
export async function checkRuns(run: Queryable): Promise<string[]> {
  const rows = await run.query({ text: checkSql, values: [] });
  return rows.map(([line]) => line ?? '');
}

const checkSql = `
with jobs as materialized (
  select payload ->> 'run' as run, payload ->> 'workflow' as workflow, payload -> 'events' as events, identifier
  from kiln_queue._private_jobs as j join kiln_queue._private_tasks as t on t.id = j.task_id
  where attempts < max_attempts or locked_at is not null
), open as materialized (
  select * from kiln.run where state in ('queued', 'running', 'waiting')
)
select 'run ' || id || ' is ' || state || ' without a job' from open
where state in ('queued', 'running') and not held and (not limited or slot)
  and not exists (select from jobs where jobs.run = open.id::text)
union all
select 'run ' || id || ' waits for a slot that nobody gives' from open
where state = 'queued' and limited and not slot
  and not exists (select from jobs where jobs.workflow = open.workflow)
  and not exists (select from open as other where other.workflow = open.workflow and other.id <> open.id
    and (other.slot or other.seq < open.seq))
union all
select 'run ' || id || ' is held and nobody feeds it' from open
where held and not limited and not exists (select from jobs where identifier = 'workflow.feed')
union all
select 'run ' || id || ' waits for nothing' from open
where state = 'waiting' and not exists (select from kiln.run_wait as w where w.run = open.id)
union all
select 'run ' || id || ' was woken and has no job' from open
where state = 'waiting' and exists (select from kiln.run_wait as w where w.run = open.id and w.woken is not null)
  and not exists (select from jobs where jobs.run = open.id::text)
union all
select 'run ' || id || ' has a slot and does not go on' from kiln.run where slot and state not in ('queued', 'running')
union all
select 'run ' || id || ' has ended without a time' from kiln.run
where (ended_at is null) <> (state in ('queued', 'running', 'waiting'))
union all
select 'run ' || id || ' has no version' from kiln.run as r
where state in ('running', 'waiting') and not exists (
  select from kiln.workflow_version as v where v.workflow = r.workflow and v.hash = r.version)
union all
select 'run ' || r.id || ' waits for run ' || c.id || ', which has ended' from kiln.run_step as s
join kiln.run as r on r.id = s.run and r.state in ('queued', 'running', 'waiting')
join kiln.run as c on c.parent = r.id and c.parent_key = s.key
where s.state = 'waiting' and c.state in ('done', 'failed', 'cancelled')
  and not exists (select from open as other where other.parent = r.id and other.parent_key = s.key)
union all
select 'step ' || s.key || ' of run ' || s.run || ' is ' || s.state || ' in a run that has ended'
  from kiln.run_step as s
join kiln.run as r on r.id = s.run
where r.state in ('done', 'failed', 'cancelled') and s.state in ('running', 'waiting')
union all
select 'step ' || s.key || ' of run ' || s.run || ' waits for nothing' from kiln.run_step as s
where s.state = 'waiting' and not exists (select from kiln.run_wait as w where w.run = s.run and w.key = s.key)
union all
select 'step ' || s.key || ' of run ' || s.run || ' belongs to no run' from kiln.run_step as s
where not exists (select from kiln.run as r where r.id = s.run)
union all
select 'step ' || s.key || ' of run ' || s.run || ' lacks its ' || part from kiln.run_step as s, unnest(s.apart) as part
where not exists (select from kiln.run_payload as p where p.run = s.run and p.key = s.key and p.part = part)
union all
select 'wait of step ' || w.key || ' of run ' || w.run || ' belongs to no open run' from kiln.run_wait as w
where not exists (select from open where open.id = w.run)
union all
select 'payload of step ' || p.key || ' of run ' || p.run || ' belongs to no step' from kiln.run_payload as p
where not exists (select from kiln.run_step as s where s.run = p.run and s.key = p.key)`;
