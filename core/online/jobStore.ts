import { v7 as uuidv7 } from 'uuid';
import type { Queryable } from '../db/types.ts';
import type { Json } from '../lib/json.ts';
import type { JobError, JobState } from './Job.ts';

/** Told to every process: a JobChange. */
export const jobChannel = 'kiln_job';

export interface NewJob {
  readonly op: string;
  readonly entity: string;
  readonly field?: string | undefined;
  readonly total?: number | undefined;
  /** What is to be done, for whoever does it. */
  readonly work: Json;
  readonly changeSet?: string;
}

/** A job that somebody is to work on. */
export interface OpenJob {
  readonly id: string;
  readonly op: string;
  readonly entity: string;
  readonly field: string | undefined;
  readonly done: number;
  readonly total: number | undefined;
  readonly work: unknown;
  /** Key of the last row that is done. */
  readonly position: unknown;
}

/** Appends jobs, which are done in this order. In a transaction: when it commits. Returns their ids. */
export async function addJobs(run: Queryable, jobs: readonly NewJob[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { op, entity, field, total, work, changeSet } of jobs) {
    const id = uuidv7();
    await run.query({
      text: `${told(`insert into kiln.job (id, op, entity, field, total, work, changeset)
        values ($1, $2, $3, $4, $5, $6::json, $7) returning *`)}`,
      values: [id, op, entity, field ?? null, total ?? null, JSON.stringify(work), changeSet ?? null],
    });
    ids.push(id);
  }
  return ids;
}

export async function hasOpenJobs(run: Queryable): Promise<boolean> {
  const [row] = await run.query({
    text: `select exists (select from kiln.job where state in ('waiting', 'running'))`,
    values: [],
    readOnly: true,
  });
  return row?.[0] === 't';
}

/**
 * Takes the first job that is open; also one that was running: only who holds the lock asks, so nobody does it any
 * more.
 */
export async function takeJob(run: Queryable, pid: number): Promise<OpenJob | undefined> {
  const [row] = await run.query({
    text: told(
      `update kiln.job set state = 'running', pid = $1, started_at = coalesce(started_at, now()), error = null
       where id = (select id from kiln.job where state in ('waiting', 'running') order by id limit 1) returning *`,
      'id, op, entity, field, done, total, work, position',
    ),
    values: [pid],
  });
  if (!row) return undefined;
  const [id, op, entity, field, done, total, work, position] = row;
  return {
    id: id ?? '',
    op: op ?? '',
    entity: entity ?? '',
    field: field ?? undefined,
    done: Number(done),
    total: total === null || total === undefined ? undefined : Number(total),
    work: JSON.parse(work ?? 'null'),
    position: JSON.parse(position ?? 'null'),
  };
}

/** False when the job is no longer running: somebody cancelled it. */
export async function noteProgress(
  run: Queryable,
  id: string,
  progress: { readonly done: number; readonly total?: number; readonly position?: Json; readonly tell: boolean },
): Promise<boolean> {
  const { done, total, position, tell } = progress;
  const update = `update kiln.job set done = $2, total = greatest(coalesce($3, total), $2),
    position = coalesce($4::json, position) where id = $1 and state = 'running' returning *`;
  const [row] = await run.query({
    text: tell ? told(update) : update,
    values: [id, done, total ?? null, position === undefined ? null : JSON.stringify(position)],
  });
  return row !== undefined;
}

/** Ends a job that is running. False when somebody cancelled it. `done` takes effect with the transaction of `run`. */
export async function endJob(
  run: Queryable,
  id: string,
  state: Extract<JobState, 'done' | 'failed' | 'cancelled'>,
  more: { readonly error?: JobError; readonly changeSet?: string } = {},
): Promise<boolean> {
  const [row] = await run.query({
    text: told(`update kiln.job set state = $2, error = $3::json, changeset = coalesce($4::uuid, changeset), pid = null,
      ended_at = now(), done = case when $2 = 'done' then coalesce(total, done) else done end
      where id = $1 and state = 'running' returning *`),
    values: [id, state, more.error ? JSON.stringify(more.error) : null, more.changeSet ?? null],
  });
  return row !== undefined;
}

/** It goes on later. */
export async function putBack(run: Queryable, id: string): Promise<void> {
  await run.query({
    text: told(`update kiln.job set state = 'waiting', pid = null where id = $1 and state = 'running' returning *`),
    values: [id],
  });
}

/** The job, which is tried again from the start; undefined when it is not one that ended without being done. */
export async function retryJob(run: Queryable, id: string): Promise<boolean> {
  const [row] = await run.query({
    text: told(`update kiln.job
      set state = 'waiting', error = null, done = 0, position = null, started_at = null, ended_at = null
      where id = $1 and state in ('failed', 'cancelled') returning *`),
    values: [id],
  });
  return row !== undefined;
}

/** Ends an open job and stops what it does right now. False when it was not open. */
export async function cancelJob(run: Queryable, id: string): Promise<boolean> {
  const [row] = await run.query({
    text: told(
      `update kiln.job as job set state = 'cancelled', pid = null, ended_at = now()
       from (select id, pid from kiln.job where id = $1 for update) as old
       where job.id = old.id and job.state in ('waiting', 'running') returning job.*, old.pid as worker`,
      'pg_cancel_backend(worker)',
    ),
    values: [id],
  });
  return row !== undefined;
}

const keptDays = 30;

/** Removes jobs that ended long ago. */
export async function forgetJobs(run: Queryable): Promise<void> {
  await run.query({
    text: `delete from kiln.job where ended_at < now() - make_interval(days => $1)`,
    values: [keptDays],
  });
}

/** The same statement, which also tells everybody of the jobs that it returns. */
function told(statement: string, columns = 'id'): string {
  return `with changed as (${statement})
    select ${columns}, pg_notify('${jobChannel}', json_build_object(
      'id', id, 'state', state, 'done', done, 'total', total)::text)
    from changed`;
}
