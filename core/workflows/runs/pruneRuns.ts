import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../db/types.ts';
import type { Model } from '../../model/types.ts';

/** Of workflows that say nothing, or are gone. */
const defaultDays = 30;
const nilId = '00000000-0000-0000-0000-000000000000';
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** Runs of one statement: they may have recorded three steps each, or 50,000. */
const batch = { first: 100, most: 2_000, quickMs: 200 };

/**
 * Removes runs that ended longer ago, or are more, than their workflow keeps, with the approvals that they asked for: a
 * few at a time, the oldest first, with as long a pause as it took, so that others do not wait for it.
 */
export async function pruneRuns(db: Db, model: Model, signal: AbortSignal): Promise<void> {
  const kept = new Map([...model.workflows.values()].map(({ id, retention }) => [id, retention]));
  const rows = await db.query({ text: workflowsSql, values: [] });
  for (const [id] of rows) {
    if (typeof id === 'string') await pruneWorkflow(db, id, kept.get(id) ?? {}, signal);
  }
}

async function pruneWorkflow(
  db: Db,
  id: string,
  { days = defaultDays, runs = null }: { readonly days?: number; readonly runs?: number | null },
  signal: AbortSignal,
): Promise<void> {
  const [until = []] = await db.query({ text: untilSql, values: [id, days, runs] });
  let after: readonly (string | null)[] = ['-infinity', nilId];
  for (let count = batch.first; !signal.aborted; ) {
    const began = performance.now();
    const [last] = await db.query({ text: pruneSql, values: [id, ...after, ...until, count] });
    if (!last) return;
    after = last;
    const took = performance.now() - began;
    count = took > batch.quickMs ? Math.ceil(count / 2) : Math.min(count * 2, batch.most);
    await sleep(took, undefined, { signal }).catch(() => undefined);
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

/** The latest run that goes: by its end, and its id. */
const untilSql = `
with beyond as (
  select ended_at, id from kiln.run where workflow = $1 and ended_at is not null and $3::bigint is not null
  order by ended_at desc, id desc offset $3::bigint limit 1
)
select ended_at, id from (
  select now() - make_interval(days => $2), '${lastId}'::uuid union all select ended_at, id from beyond
) as bounds (ended_at, id) order by ended_at desc, id desc limit 1`;

const pruneSql = `
with old as materialized (
  select ended_at, id from kiln.run
  where workflow = $1 and ended_at is not null and (ended_at, id) > ($2::timestamp with time zone, $3::uuid)
    and (ended_at, id) <= ($4::timestamp with time zone, $5::uuid)
  order by ended_at, id limit $6 for update skip locked
), steps as (
  delete from kiln.run_step using old where run = old.id
), payloads as (
  delete from kiln.run_payload using old where run = old.id
), mails as (
  delete from kiln.workflow_mail using old where run = old.id
), approvals as (
  delete from kiln.approval using old where run = old.id
), gone as (
  delete from kiln.run using old where kiln.run.id = old.id
)
select ended_at, id from old order by ended_at desc, id desc limit 1`;
