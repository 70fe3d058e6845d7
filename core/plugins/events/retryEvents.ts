import { writeEntries } from '../../audit/writeEntries.ts';
import type { Ctx } from '../../context/types.ts';
import { eventTask } from './deliverEvents.ts';

/**
 * Tells a subscriber again what was given up: one event, or all. They begin anew, in their order, before later ones
 * of the same record. Returns how many there were.
 */
export async function retryEvents(ctx: Ctx, subscriber: string, event?: string): Promise<number> {
  return ctx.inTx(async ({ run, actor, via, requestId }) => {
    const [row] = await run.query({ text: retrySql, values: [subscriber, event ?? null, eventTask] });
    const events = Number(row?.[0] ?? 0);
    if (events > 0) {
      const details = { plugin: subscriber, events, ...(event === undefined ? {} : { event }) };
      await writeEntries(run, [{ action: 'eventsRetried', actor, via, requestId, details }]);
    }
    return events;
  });
}

/** One job for each record, as kiln.queue_events adds them. */
const retrySql = `
with retried as (
  update kiln.record_event set dead_at = null, attempts = 0, next_at = null
  where subscriber = $1 and dead_at is not null and ($2::bigint is null or id = $2::bigint)
  returning handler, record
), jobs as (
  select kiln_queue.add_jobs(array_agg((
    $3::text,
    json_build_object('subscriber', $1::text, 'handler', handler, 'record', record),
    'events ' || (hashtext(record::text) & 31),
    null::timestamp with time zone,
    3::smallint,
    'event ' || $1::text || ' ' || handler || ' ' || record,
    0::smallint,
    null::text[]
  )::kiln_queue.job_spec order by handler, record))
  from (select distinct handler, record from retried) as each
  having count(*) > 0
)
select (select count(*) from retried), (select count(*) from jobs)`;
