import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JobHelpers, type Runner, type RunnerOptions, run, type Task, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Db } from '../db/types.ts';
import type { Json } from '../lib/json.ts';
import { type FollowedWorker, followWorker } from './followWorker.ts';
import type { Reclaimer } from './reclaimJobs.ts';
import type { TaskHandler } from './TaskHandler.ts';
import { unlockLost } from './unlockLost.ts';

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
  const pool = openPool(config);
  const events: WorkerEvents = new EventEmitter();
  const worker = followWorker(events, reclaimer);
  const stopLooking = lookForLost(db, log, worker);
  const stopping = new AbortController();
  /** By the number of the job. */
  const running = new Map<string, Promise<unknown>>();
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

  async function begin(): Promise<Begun> {
    const stops = new Promise<void>((resolve) => {
      onStopping = () => void resolve();
    });
    const runner = await run({ ...options, pgPool: pool, taskList, events });
    const over = runner.promise.catch((error: unknown) => log.error({ err: error }, 'the queue stopped; it goes on'));
    // After it could not report what was done, graphile-worker 0.18 begins to stop and never comes to the end of it.
    const late = stops.then(() => sleep(giveBackMs, undefined, { ref: false }));
    return { runner, ended: Promise.race([over, late]) };
  }

  /** Undefined: the process stops. */
  async function beginAgain(): Promise<Begun | undefined> {
    for (;;) {
      await sleep(restartMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return undefined;
      // What the one before had taken in advance is lost with it; what it still does is done.
      worker.inHand.clear();
      for (const id of running.keys()) worker.inHand.add(id);
      const next = await begin().catch(() => undefined);
      if (next) return next;
    }
  }

  let current = await begin();

  async function keep(): Promise<void> {
    for (;;) {
      await current.ended;
      const next = await beginAgain();
      if (!next) return;
      current = next;
    }
  }

  const kept = keep();
  return {
    nudge: worker.nudge,
    async stop() {
      stopLooking();
      stopping.abort();
      // graphile-worker 0.18 fails to stop while jobs lie in its local queue, and lets go of nothing. Before it has
      // fetched the next ones there is a moment.
      await Promise.race([worker.emptied(), sleep(giveBackMs, undefined, { ref: false })]);
      // One that has stopped by itself says so.
      const stopped = current.runner.stop().catch(() => undefined);
      await Promise.race([stopped, sleep(drainMs + giveBackMs, undefined, { ref: false })]);
      await Promise.race([Promise.allSettled(running.values()), sleep(drainMs, undefined, { ref: false })]);
      await kept;
      await letGo(db, worker);
      await pool.end();
    },
  };
}

interface Begun {
  readonly runner: Runner;
  /** It has ended, or should have. */
  readonly ended: Promise<void>;
}

function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  // Whoever asks on a connection hears that it broke; one that nobody uses would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Returns the undo. */
function lookForLost(db: Db, log: Logger, { names, inHand }: FollowedWorker): () => void {
  const looking = setInterval(() => {
    unlockLost(db, names(), [...inHand]).then(
      (lost) => lost > 0 && log.warn({ jobs: lost }, 'jobs that were taken and never arrived go on'),
      // The database is away, which others tell of; the next look comes soon.
      () => undefined,
    );
  }, lookMs);
  looking.unref();
  return () => clearInterval(looking);
}

/** What the worker has left behind, others take at once; where this fails, when its locks are seen to be free. */
async function letGo(db: Db, { names, disown }: FollowedWorker): Promise<void> {
  const left = names();
  disown();
  await db.query({ text: 'select kiln_queue.force_unlock_workers($1::text[])', values: [left] }).catch(() => undefined);
}

/** Another process does it. */
async function giveBack(db: Db, payload: Json, { job }: JobHelpers): Promise<void> {
  await db.query({
    text: `select kiln_queue.add_job($1, $2::json, max_attempts => $3::integer, priority => $4::integer)`,
    values: [job.task_identifier, JSON.stringify(payload), job.max_attempts, job.priority],
  });
}
