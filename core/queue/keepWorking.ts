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
/** Until all that was taken in advance has been given back. */
const giveBackMs = 5_000;

/** A worker ends by itself where the database was away for long: another one takes its place, and its jobs. */
export async function keepWorking(
  options: RunnerOptions,
  { db, log, reclaimer, tasks, pool: config }: WorkingParts,
): Promise<{ stop: () => Promise<void> }> {
  const pool = new pg.Pool(config);
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const stopping = new AbortController();
  const running = new Set<Promise<unknown>>();
  const owned = new Map<string, () => void>();
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool: { id } }) => owned.set(id, reclaimer.own(id)));
  /** Jobs lie here that were taken in advance. */
  let isHoarding = false;
  let onEmpty = () => undefined;
  events.on('localQueue:setMode', ({ newMode }) => {
    isHoarding = newMode === 'WAITING';
    if (!isHoarding) onEmpty();
  });

  function asTask(handler: TaskHandler): Task {
    return async (payload, helpers) => {
      // It was JSON in the database.
      const given: Json = JSON.parse(JSON.stringify(payload));
      if (stopping.signal.aborted) return giveBack(db, given, helpers);
      const { job, abortSignal } = helpers;
      const work = handler(given, { job: job.id, attempt: job.attempts, signal: abortSignal });
      const settled = work.catch(() => undefined).finally(() => running.delete(settled));
      running.add(settled);
      await work;
    };
  }

  const taskList = Object.fromEntries([...tasks].map(([name, handler]) => [name, asTask(handler)]));
  const begin = () => run({ ...options, pgPool: pool, taskList, events });

  /** What the worker has left behind, others take at once. */
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

  let runner: Runner = await begin();
  const kept = (async () => {
    while (!stopping.signal.aborted) {
      await runner.promise.catch((error: unknown) => log.error({ err: error }, 'the queue stopped; it goes on'));
      while (!stopping.signal.aborted) {
        await sleep(restartMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        if (stopping.signal.aborted) return;
        await Promise.allSettled(running);
        await disown();
        const next = await begin().catch(() => undefined);
        if (!next) continue;
        runner = next;
        break;
      }
    }
  })();

  return {
    async stop() {
      stopping.abort();
      // graphile-worker 0.18 fails to stop while jobs lie in its local queue, and lets go of nothing. Before it has fetched the
      // next ones there is a moment.
      if (isHoarding) await Promise.race([emptied(), sleep(giveBackMs, undefined, { ref: false })]);
      // One that has stopped by itself says so.
      await runner.stop().catch(() => undefined);
      await Promise.race([Promise.allSettled(running), sleep(drainMs, undefined, { ref: false })]);
      await kept;
      await disown();
      await pool.end();
    },
  };
}

/** Another process does it. */
async function giveBack(db: Db, payload: Json, { job }: JobHelpers): Promise<void> {
  await db.query({
    text: `select kiln_queue.add_job($1, $2::json, max_attempts => $3::integer, priority => $4::integer)`,
    values: [job.task_identifier, JSON.stringify(payload), job.max_attempts, job.priority],
  });
}
