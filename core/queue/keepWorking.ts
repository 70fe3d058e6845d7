import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JobHelpers, type Runner, type RunnerOptions, run, type Task, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Db } from '../db/types.ts';
import type { Json } from '../lib/json.ts';
import type { Reclaimer } from './reclaimJobs.ts';
import type { TaskHandler } from './TaskHandler.ts';

export interface WorkingParts {
  readonly db: Db;
  readonly log: Logger;
  readonly reclaimer: Reclaimer;
  readonly tasks: ReadonlyMap<string, TaskHandler>;
  readonly pool: pg.PoolConfig;
}

/** How long jobs that run are waited for when the process stops. */
export const drainMs = 30_000;
const restartMs = 2_000;
const lookMs = 2_500;
/** Until all that was taken in advance has been given back. */
const giveBackMs = 5_000;

/** A worker ends by itself where the database was away for long: another one takes its place, and its jobs. */
export async function keepWorking(
  options: RunnerOptions,
  { db, log, reclaimer, tasks, pool: config }: WorkingParts,
): Promise<{ nudge: () => void; stop: () => Promise<void> }> {
  const pool = new pg.Pool(config);
  // Whoever asks on a connection hears that it broke; one that nobody uses would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const stopping = new AbortController();
  /** By the number of the job. */
  const running = new Map<string, Promise<unknown>>();
  const owned = new Map<string, () => void>();
  const events: WorkerEvents = new EventEmitter();
  let nudge = () => undefined;
  events.on('pool:create', ({ workerPool }) => {
    owned.set(workerPool.id, reclaimer.own(workerPool.id));
    nudge = () => void workerPool.nudge(1);
  });
  /** Jobs lie here that were taken in advance. */
  let isHoarding = false;
  let onEmpty = () => undefined;
  events.on('localQueue:setMode', ({ newMode }) => {
    isHoarding = newMode === 'WAITING';
    if (!isHoarding) onEmpty();
  });

  const inHand = followJobs(events);
  const looking = setInterval(() => {
    unlockLost(db, [...owned.keys()], [...inHand]).then(
      (lost) => lost > 0 && log.warn({ jobs: lost }, 'jobs that were taken and never arrived go on'),
      // The database is away, which others tell of; the next look comes soon.
      () => undefined,
    );
  }, lookMs);
  looking.unref();

  let onStopping = () => undefined;
  events.on('pool:gracefulShutdown', () => onStopping());

  function asTask(handler: TaskHandler): Task {
    return async (payload, helpers) => {
      // It was JSON in the database.
      const given: Json = JSON.parse(JSON.stringify(payload));
      if (stopping.signal.aborted) return giveBack(db, given, helpers);
      const { job, abortSignal } = helpers;
      const work = handler(given, { job: job.id, attempt: job.attempts, signal: abortSignal });
      const settled = work.catch(() => undefined).finally(() => running.delete(job.id));
      running.set(job.id, settled);
      await work;
    };
  }

  const taskList = Object.fromEntries([...tasks].map(([name, handler]) => [name, asTask(handler)]));

  /** `ended`: it has, or should have. */
  async function begin(): Promise<{ readonly runner: Runner; readonly ended: Promise<void> }> {
    const stops = new Promise<void>((resolve) => {
      onStopping = () => void resolve();
    });
    const runner = await run({ ...options, pgPool: pool, taskList, events });
    const over = runner.promise.catch((error: unknown) => log.error({ err: error }, 'the queue stopped; it goes on'));
    // After it could not report what was done, graphile-worker 0.18 begins to stop and never comes to the end of it.
    const late = stops.then(() => sleep(giveBackMs, undefined, { ref: false }));
    return { runner, ended: Promise.race([over, late]) };
  }

  /** What the worker has left behind, others take at once; where this fails, when its locks are seen to be free. */
  async function disown(): Promise<void> {
    const names = [...owned.keys()];
    for (const undo of owned.values()) undo();
    owned.clear();
    await db
      .query({ text: 'select kiln_queue.force_unlock_workers($1::text[])', values: [names] })
      .catch(() => undefined);
  }

  function emptied(): Promise<void> {
    return new Promise((resolve) => {
      onEmpty = () => void resolve();
    });
  }

  let current = await begin();
  const kept = (async () => {
    while (!stopping.signal.aborted) {
      await current.ended;
      while (!stopping.signal.aborted) {
        await sleep(restartMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        if (stopping.signal.aborted) return;
        // What the one before had taken in advance is lost with it; what it still does is done.
        inHand.clear();
        for (const id of running.keys()) inHand.add(id);
        const next = await begin().catch(() => undefined);
        if (!next) continue;
        current = next;
        break;
      }
    }
  })();

  return {
    nudge: () => nudge(),
    async stop() {
      clearInterval(looking);
      stopping.abort();
      // graphile-worker 0.18 fails to stop while jobs lie in its local queue, and lets go of nothing. Before it has
      // fetched the next ones there is a moment.
      if (isHoarding) await Promise.race([emptied(), sleep(giveBackMs, undefined, { ref: false })]);
      // One that has stopped by itself says so.
      const stopped = current.runner.stop().catch(() => undefined);
      await Promise.race([stopped, sleep(drainMs + giveBackMs, undefined, { ref: false })]);
      await Promise.race([Promise.allSettled(running.values()), sleep(drainMs, undefined, { ref: false })]);
      await kept;
      await disown();
      await pool.end();
    },
  };
}

/** Numbers of the jobs that this process has: those that it does, and those that it has taken in advance. */
function followJobs(events: WorkerEvents): Set<string> {
  const inHand = new Set<string>();
  events.on('localQueue:getJobs:complete', ({ jobs }) => {
    for (const { id } of jobs) inHand.add(id);
  });
  events.on('localQueue:returnJobs', ({ jobs }) => {
    for (const { id } of jobs) inHand.delete(id);
  });
  events.on('job:start', ({ job }) => inHand.add(job.id));
  events.on('job:complete', ({ job }) => inHand.delete(job.id));
  return inHand;
}

/**
 * Where a connection breaks between a statement that takes jobs and its answer, they are locked by a worker that knows
 * nothing of them. Those that it has done stay locked until that is reported.
 */
async function unlockLost(db: Db, workers: readonly string[], inHand: readonly string[]): Promise<number> {
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

/** Another process does it. */
async function giveBack(db: Db, payload: Json, { job }: JobHelpers): Promise<void> {
  await db.query({
    text: `select kiln_queue.add_job($1, $2::json, max_attempts => $3::integer, priority => $4::integer)`,
    values: [job.task_identifier, JSON.stringify(payload), job.max_attempts, job.priority],
  });
}
