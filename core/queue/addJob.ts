import type { Queryable } from '../db/types.ts';
import type { Json } from '../lib/json.ts';

export interface JobOptions {
  /** A job of the same key that has not begun is replaced. */
  readonly key?: string;
  /** Default: at once. */
  readonly runAt?: Date;
  /** Default 10. The pause after the n-th grows as e to the n seconds: 3 s, 7 s, 20 s, … 6 h. */
  readonly maxAttempts?: number;
  /** Jobs of one queue run one after the other. There should be few names. */
  readonly queue?: string;
}

/** Adds a job in the transaction of `run`, if it is one: it is done if and only if that commits. */
export async function addJob(run: Queryable, task: string, payload: Json, options: JobOptions = {}): Promise<void> {
  const { key = null, runAt, maxAttempts = 10, queue = null } = options;
  await run.query({
    text: `select kiln_queue.add_job($1, $2::json, queue_name => $3, run_at => $4::timestamp with time zone,
      max_attempts => $5::integer, job_key => $6)`,
    values: [task, JSON.stringify(payload), queue, runAt?.toISOString() ?? null, maxAttempts, key],
  });
}

/** Removes a job that has not begun; one that runs is not tried again. */
export async function removeJob(run: Queryable, key: string): Promise<void> {
  await run.query({ text: 'select kiln_queue.remove_job($1)', values: [key] });
}
