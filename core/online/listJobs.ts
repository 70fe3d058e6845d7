import type { Queryable } from '../db/types.ts';
import { isoTimeSql } from '../lib/isoTimeSql.ts';

/** The last jobs, newest first, as JSON text: an array of Job. */
export async function listJobs(run: Queryable): Promise<string> {
  const [row] = await run.query({ text: listSql, values: [most], readOnly: true });
  return row?.[0] ?? '[]';
}

/** One job as JSON text: a Job. */
export async function readJob(run: Queryable, id: string): Promise<string | undefined> {
  const [row] = await run.query({
    text: `select ${jobJson} from kiln.job where id::text = $1`,
    values: [id],
    readOnly: true,
  });
  return row?.[0] ?? undefined;
}

const most = 200;

const jobJson = `json_strip_nulls(json_build_object(
  'id', id, 'op', op, 'entity', entity, 'field', field, 'state', state, 'done', done, 'error', error,
  'changeSet', changeset,
  'createdAt', ${isoTimeSql('created_at')}, 'startedAt', ${isoTimeSql('started_at')}, 'endedAt', ${isoTimeSql('ended_at')}
))::jsonb || jsonb_build_object('total', total)`;

/** Those that are open come first, whatever their age. */
const listSql = `
select coalesce(json_agg(${jobJson} order by open desc, id desc), '[]')
from (
  select *, state in ('waiting', 'running') as open from kiln.job order by open desc, id desc limit $1
) as job`;
