import type { Db } from '../../db/types.ts';
import { addJob } from '../../queue/addJob.ts';
import { asideTask } from '../engine/createHandOver.ts';
import { runTask } from '../engine/runJob.ts';

export const feedTask = 'workflow.feed';

/** Jobs of held runs that wait at a time; the others stay rows alone. */
const mostOpen = 4_000;
/** Behind what one waits for. */
const priority = 10;
const pauseMs = 1_000;

/**
 * Gives jobs to runs that were held back because many came at once, such as those of an import: in their order, as many
 * of each workflow, behind all others, and no more of them than can be done soon. Comes again until none is left.
 */
export async function feedRuns(db: Db): Promise<void> {
  await db.withTx(async (tx) => {
    // Two at a time would both fill the room that they see.
    await tx.query({ text: 'select pg_advisory_xact_lock(hashtextextended($1, 7022))', values: [feedTask] });
    const [open] = await tx.query({
      text: `select count(*) from kiln_queue.jobs where task_identifier = any($2) and priority = $1`,
      values: [priority, [runTask, asideTask]],
    });
    const room = mostOpen - Number(open?.[0]);
    if (room > 0) await tx.query({ text: feedSql, values: [room, priority] });
    const [left] = await tx.query({ text: 'select from kiln.run where held limit 1', values: [] });
    if (left) await addJob(tx, feedTask, {}, { key: feedTask, runAt: new Date(Date.now() + pauseMs) });
  });
}

const feedSql = `
with recursive waiting (workflow) as (
  (select min(workflow) from kiln.run where held)
  union all
  select (select min(r.workflow) from kiln.run as r where r.held and r.workflow > waiting.workflow)
    from waiting where waiting.workflow is not null
), chosen as materialized (
  select r.id from waiting cross join lateral (
    select id from kiln.run where held and workflow = waiting.workflow order by seq
    limit (select greatest(1, coalesce($1::integer / nullif(count(workflow), 0), 0)) from waiting) for update skip locked
  ) as r
), fed as (
  update kiln.run set held = false where id in (select id from chosen) returning id, workflow, seq, state
)
select kiln_queue.add_jobs(array_agg(
  ('workflow.run', json_build_object('run', id, 'of', workflow), null, null, 25, null, $2::smallint, null)::kiln_queue.job_spec order by turn, seq
)) from (
  select id, workflow, seq, row_number() over (partition by workflow order by seq) as turn from fed where state = 'queued'
) as turns having count(*) > 0`;
