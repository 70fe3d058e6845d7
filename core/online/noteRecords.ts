import { quoteIdent } from '../lib/quoteIdent.ts';
import type { PromoteValues } from '../migrations/operations.ts';
import type { Moment } from '../migrations/parkedComment.ts';
import { renderEntries } from '../migrations/promotedValues.ts';
import type { JobRun } from './JobRun.ts';
import { patiently } from './patiently.ts';

const batch = 1_000;

/** Tells the audit of the records that were made of values before the change took place. */
export async function noteRecords(run: JobRun, operation: PromoteValues, moment: Moment | undefined): Promise<void> {
  const [entries] = renderEntries(operation, moment);
  if (entries === undefined) return;
  let done = run.job.done;
  let position = typeof run.job.position === 'string' ? run.job.position : '';
  for (;;) {
    const ids = await patiently(run.session, async (tx) => {
      // What people make has ids of another version.
      const found = await tx.query({
        text: `select "id" from data.${quoteIdent(operation.table)}
          where ($1 = '' or "id" > nullif($1, '')::uuid) and substr("id"::text, 15, 1) = '8'
          order by "id" limit ${batch}`,
        values: [position],
      });
      const list = found.map(([id]) => id ?? '');
      if (list.length === 0) return list;
      await tx.query({ text: entries, values: [list] });
      await run.progress({ done: done + list.length, position: list.at(-1) ?? '' }, tx);
      return list;
    });
    if (ids.length === 0) return;
    done += ids.length;
    position = ids.at(-1) ?? position;
    run.reached('records noted');
  }
}
