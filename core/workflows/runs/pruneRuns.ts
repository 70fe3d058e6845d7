import type { Db } from '../../db/types.ts';
import type { Model } from '../../model/types.ts';

/** Of workflows that say nothing, or are gone. */
const defaultDays = 30;
const atOnce = 2_000;

/** Removes runs that ended longer ago, or are more, than their workflow keeps: a few at a time, the oldest first. */
export async function pruneRuns(db: Db, model: Model, signal: AbortSignal): Promise<void> {
  const kept = new Map([...model.workflows.values()].map(({ id, retention }) => [id, retention]));
  const rows = await db.query({ text: workflowsSql, values: [] });
  for (const [id] of rows) {
    if (typeof id !== 'string') continue;
    const { days = defaultDays, runs = null } = kept.get(id) ?? {};
    for (let gone = atOnce; gone === atOnce && !signal.aborted; ) {
      const [row] = await db.query({ text: pruneSql, values: [id, days, runs, atOnce] });
      gone = Number(row?.[0]);
    }
  }
}

/** From one to the next by the index. */
const workflowsSql = `
with recursive found as (
  select min(workflow) as workflow from kiln.run
  union all
  select (select min(workflow) from kiln.run as r where r.workflow > found.workflow)
    from found where found.workflow is not null
)
select workflow from found where workflow is not null`;

const pruneSql = `
with beyond as materialized (
  select id from kiln.run where workflow = $1 and state in ('done', 'failed', 'cancelled')
  order by id desc offset coalesce($3::integer, 2147483647) limit 1
), old as materialized (
  select id from kiln.run
  where workflow = $1 and state in ('done', 'failed', 'cancelled')
    and (ended_at < now() - make_interval(days => $2) or id <= (select id from beyond))
  order by id limit $4 for update skip locked
), steps as (
  delete from kiln.run_step using old where run = old.id
), payloads as (
  delete from kiln.run_payload using old where run = old.id
), mails as (
  delete from kiln.workflow_mail using old where run = old.id
), gone as (
  delete from kiln.run using old where kiln.run.id = old.id returning kiln.run.id
)
select count(*) from gone`;
