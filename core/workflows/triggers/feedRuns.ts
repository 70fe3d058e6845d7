import type { Db } from '../../db/types.ts';
import { addJob } from '../../queue/addJob.ts';

export const feedTask = 'workflow.feed';

/** Jobs of held runs that wait at a time; the others stay rows alone. */
const mostOpen = 4_000;
/** Behind what one waits for. */
const priority = 10;
const pauseMs = 1_000;

/**
 * Gives jobs to runs that were held back because many came at once, such as those of an import: in their order, behind
 * all others, and no more of them than can be done soon. Comes again until none is left.
 */
export async function feedRuns(db: Db): Promise<void> {
  await db.withTx(async (tx) => {
    const [open] = await tx.query({
      text: `select count(*) from kiln_queue.jobs where task_identifier = 'workflow.run' and priority = $1`,
      values: [priority],
    });
    const room = mostOpen - Number(open?.[0]);
    if (room > 0) {
      await tx.query({
        text: `with fed as (
            update kiln.run set held = false
            where id in (select id from kiln.run where held order by seq limit $1 for update skip locked)
            returning id, seq, state
          )
          select kiln_queue.add_jobs(array_agg(
            ('workflow.run', json_build_object('run', id), null, null, 25, null, $2::smallint, null)::kiln_queue.job_spec order by seq
          )) from fed where state = 'queued' having count(*) > 0`,
        values: [room, priority],
      });
    }
    const [left] = await tx.query({ text: 'select from kiln.run where held limit 1', values: [] });
    if (left) await addJob(tx, feedTask, {}, { key: feedTask, runAt: new Date(Date.now() + pauseMs) });
  });
}
