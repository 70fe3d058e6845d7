import type { Db } from '../db/types.ts';

/**
 * Where a connection breaks between a statement that takes jobs and its answer, they are locked by a worker that knows
 * nothing of them. Those that it has done stay locked until that is reported. `workers`: names of this process's;
 * `inHand`: numbers of the jobs that they know of. Resolves to how many were lost: others take them now.
 */
export async function unlockLost(db: Db, workers: readonly string[], inHand: readonly string[]): Promise<number> {
  if (workers.length === 0) return 0;
  const [row] = await db.query({ name: 'queue_lost', text: unlockSql, values: [workers, inHand] });
  return Number(row?.[0]);
}

const unlockSql = `
with lost as (
  update kiln_queue._private_jobs set locked_by = null, locked_at = null
  where locked_by = any($1::text[]) and locked_at < now() - interval '5 s' and id <> all($2::bigint[])
  returning job_queue_id
), queues as (
  update kiln_queue._private_job_queues set locked_by = null, locked_at = null
  where locked_by = any($1) and id in (select job_queue_id from lost)
)
select count(*) from lost`;
