import type { Db } from '../../db/types.ts';
import type { Json } from '../../lib/json.ts';

/** Jobs of runs whose workflow holds its share of places; others have workers of their own. */
export const asideTask = 'workflow.aside';

/** Those of so many milliseconds are handed over together. */
const pauseMs = 5;

interface Job {
  readonly id: string;
  readonly payload: Json;
}

/**
 * Hands jobs of runs over to the workers that stand aside, at the place in the queue that they had. Resolves when that
 * is written; a process that dies before it has told so leaves two jobs, of which the second finds nothing to do.
 */
export function createHandOver(db: Db): (job: Job) => Promise<void> {
  let jobs: Job[] = [];
  let handed: Promise<void> | undefined;

  async function handOver(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const all = jobs;
    jobs = [];
    handed = undefined;
    await db.query({ name: 'run_aside', text: asideSql, values: [JSON.stringify(all), asideTask] });
  }

  return (job) => {
    jobs.push(job);
    handed ??= handOver();
    return handed;
  };
}

const asideSql = `
select kiln_queue.add_jobs(array_agg(
  ($2, given.payload, null, null, 25, null, coalesce(j.priority, 0)::smallint, null)::kiln_queue.job_spec
  order by given.nth
)) from rows from (json_to_recordset($1::json) as (id bigint, payload json)) with ordinality as given(id, payload, nth)
left join kiln_queue._private_jobs as j on j.id = given.id`;
