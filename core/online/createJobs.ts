import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { DbError } from '../db/DbError.ts';
import type { Db, Session } from '../db/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { isObject } from '../lib/json.ts';
import { type Reason, refusal } from '../migrations/refusal.ts';
import type { TablesShape } from '../migrations/shape.ts';
import type { JobChange, JobError, JobState } from './Job.ts';
import { JobObsolete, type JobRun, JobStopped, type Progress, type Reached } from './JobRun.ts';
import { endJob, hasOpenJobs, jobChannel, noteProgress, type OpenJob, putBack, takeJob } from './jobStore.ts';
import { runOperation, tidyUp } from './runOperation.ts';
import { dropShadows } from './shadows.ts';

/** The jobs of a database, as one process sees and does them. */
export interface Jobs {
  /** Calls back whenever a job is another, whichever process does it. Returns the undo. */
  onChanged(listener: (change: JobChange) => void): () => void;
  /** Resolves when the job has ended, with its state; undefined after so many milliseconds. */
  ended(id: string, ms: number): Promise<JobState | undefined>;
  /** Stops what runs, for another process or the next start to go on, and waits for it. */
  close(): Promise<void>;
}

export interface JobsParts {
  readonly db: Db;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  /** The tables that the current definitions need. */
  readonly shapes: () => Promise<TablesShape>;
  /** Does a job whose op is `changeSet`. */
  readonly changeSet: (run: JobRun) => Promise<void>;
  readonly reached?: Reached | undefined;
}

/** Any number; the process whose session holds this lock does the jobs. */
const jobLock = '7021385042021';

/** How often is looked whether there is a job that nobody does, in milliseconds: its process may have been killed. */
const lookMs = 5_000;
/** For whoever stopped a job to get its lock, and before the next try where the database is away. */
const pauseMs = 1_000;
const tellMs = 250;

/** Does the jobs of a database, one after the other, as long as no other process does. */
export async function createJobs(parts: JobsParts): Promise<Jobs> {
  const { db, log } = parts;
  const listeners = new Set<(change: JobChange) => void>();
  let closing = false;
  let session: Session | undefined;
  let running: Promise<void> | undefined;
  let again = false;

  function begin(): void {
    again = true;
    running ??= work().finally(() => {
      running = undefined;
    });
  }

  async function work(): Promise<void> {
    while (again && !closing) {
      again = false;
      try {
        if (await hasOpenJobs(db)) await onSession();
      } catch (error) {
        if (closing) return;
        log.warn({ err: error }, 'the jobs stopped; they go on in a moment');
        again = true;
        await sleep(pauseMs, undefined, { ref: false });
      }
    }
  }

  async function onSession(): Promise<void> {
    session = await db.session();
    try {
      // Batches are repeated where they were lost, so nothing has to wait for the disk.
      await session.query({ text: 'set synchronous_commit = off', values: [] });
      const [row] = await session.query({ text: `select pg_try_advisory_lock(${jobLock})`, values: [] });
      if (row?.[0] !== 't') return;
      while (!closing) {
        const job = await takeJob(session, session.pid);
        if (!job) break;
        await runJob(parts, session, job, () => closing);
      }
      if (!closing) await dropShadows(session);
    } finally {
      const ended = session;
      session = undefined;
      await ended.close();
    }
  }

  function hear(payload: string): void {
    const change = parseChange(payload);
    if (!change) return;
    for (const listener of listeners) listener(change);
    if (change.state === 'waiting') begin();
  }

  const stopListening = await db.listen(jobChannel, hear, begin);
  const timer = setInterval(begin, lookMs);
  timer.unref();
  begin();

  return {
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async ended(id, ms) {
      const deadline = Date.now() + ms;
      for (;;) {
        const state = await readState(db, id);
        if (state === undefined || !['waiting', 'running'].includes(state)) return state;
        const left = deadline - Date.now();
        if (left <= 0) return undefined;
        await changeOf(listeners, id, Math.min(left, lookMs));
      }
    },
    async close() {
      closing = true;
      clearInterval(timer);
      // Again and again: it may have been between two statements.
      while (running) {
        if (session) await db.query({ text: 'select pg_cancel_backend($1)', values: [session.pid] });
        await Promise.race([running, sleep(200)]);
      }
      await stopListening();
    },
  };
}

async function runJob(parts: JobsParts, session: Session, job: OpenJob, isClosing: () => boolean): Promise<void> {
  const { db, log, shapes, reached = () => undefined } = parts;
  let toldAt = 0;
  const progress = async (made: Progress, on: Pick<Session, 'query'> = session): Promise<void> => {
    const tell = Date.now() - toldAt > tellMs;
    if (tell) toldAt = Date.now();
    if (isClosing() || !(await noteProgress(on, job.id, { ...made, tell }))) throw new JobStopped();
  };
  const run: JobRun = { job, session, db, shapes, reached, progress };
  reached('job: begun');
  try {
    await (job.op === 'changeSet' ? parts.changeSet(run) : runOperation(run));
    reached('job: worked');
    await endJob(session, job.id, 'done');
    reached('job: done');
  } catch (error) {
    if (error instanceof DbError && error.lost) throw error;
    if (error instanceof JobStopped || isCancelled(error)) {
      // By whoever cancelled the job, which then has ended; by a change-set that needs the table, or by a stop.
      await putBack(session, job.id);
      if (!isClosing()) await sleep(pauseMs);
    } else if (error instanceof JobObsolete) {
      const detail = 'Later definitions have made it unnecessary.';
      await endJob(session, job.id, 'cancelled', {
        error: { code: 'KILN_CONFLICT', detail, ...refusal('obsolete', job) },
      });
    } else {
      log.error({ err: error, job: job.id, op: job.op, entity: job.entity }, 'a job failed');
      if (job.op === 'changeSet') await dropShadows(session);
      await endJob(session, job.id, 'failed', { error: toJobError(error, job) });
    }
  } finally {
    if (!isClosing() && (await readState(session, job.id)) === 'cancelled') {
      await (job.op === 'changeSet' ? dropShadows(session) : tidyUp(run));
    }
  }
}

/** pg_cancel_backend, and statement_timeout, which a session does not have. */
function isCancelled(error: unknown): boolean {
  return error instanceof DbError && error.sqlState === '57014';
}

function toJobError(error: unknown, job: OpenJob): JobError {
  if (!(error instanceof KilnError)) {
    return { code: 'KILN_INTERNAL', detail: 'Something went wrong on the server.', ...refusal('internal', job) };
  }
  const reason = error.cause instanceof Error ? error.cause.message : '';
  const detail = error instanceof DbError ? `${error.message} The database says: ${reason}.` : error.message;
  const { examples, reason: why, ...extra } = error.extra;
  return {
    code: error.code,
    detail,
    ...(error instanceof DbError ? refusedByDatabase(error, reason, job) : {}),
    ...(Array.isArray(examples) ? { examples: examples.filter(isObject) } : {}),
    ...(isReason(why) ? { reason: why } : {}),
    ...(Object.keys(extra).length > 0 ? { extra: JSON.parse(JSON.stringify(extra)) } : {}),
  };
}

function refusedByDatabase({ sqlState }: DbError, message: string, job: OpenJob) {
  return sqlState.startsWith('53') ? refusal('noRoom', job) : refusal('databaseRefuses', job, { message });
}

/** As `refusal` makes it. */
function isReason(value: unknown): value is Reason {
  return isObject(value) && typeof value.code === 'string' && isObject(value.params);
}

/** Resolves when something is told of the job, or after so many milliseconds. */
async function changeOf(listeners: Set<(change: JobChange) => void>, id: string, ms: number): Promise<void> {
  const stop = new AbortController();
  const listener = (change: JobChange) => {
    if (change.id === id && !['waiting', 'running'].includes(change.state)) stop.abort();
  };
  listeners.add(listener);
  await sleep(ms, undefined, { signal: stop.signal }).catch(() => undefined);
  listeners.delete(listener);
}

async function readState(run: Pick<Session, 'query'>, id: string): Promise<JobState | undefined> {
  const [row] = await run.query({ text: 'select state from kiln.job where id = $1', values: [id] });
  return states.find((state) => state === row?.[0]);
}

const states: readonly JobState[] = ['waiting', 'running', 'done', 'failed', 'cancelled'];

function parseChange(payload: string): JobChange | undefined {
  const change: unknown = JSON.parse(payload);
  if (!isObject(change)) return undefined;
  const { id, done, total } = change;
  const state = states.find((each) => each === change.state);
  if (typeof id !== 'string' || state === undefined || typeof done !== 'number') return undefined;
  return { id, state, done, total: typeof total === 'number' ? total : null };
}
