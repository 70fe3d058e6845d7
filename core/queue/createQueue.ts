import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Runner,
  run,
  runMigrations,
  type Task,
  type WorkerEvents,
  Logger as WorkerLogger,
  type WorkerSharedOptions,
} from 'graphile-worker';
import type { Logger } from 'pino';
import type { Db } from '../db/types.ts';
import type { Json } from '../lib/json.ts';
import { createReleasers } from '../lib/releasers.ts';
import { createCron, type Recurring } from './createCron.ts';
import { reclaimJobs } from './reclaimJobs.ts';

/** Durable work of a workspace, done by whichever of its processes is free. See addJob. */
export interface Queue {
  /** What is done with jobs of this name. Before start; the undo is close. */
  handle(task: string, handler: TaskHandler): void;
  /** Adds a job at each tick of a pattern, once over all processes. Returns the undo. */
  recur(recurring: Recurring): () => void;
  /** Takes jobs from now on. */
  start(): Promise<void>;
  /** Takes no more and waits for those that run, for half a minute at most; what is left goes on elsewhere. */
  close(): Promise<void>;
}

interface TaskRun {
  /** Counts from 1. */
  readonly attempt: number;
  /** Aborts when the process has to stop. */
  readonly signal: AbortSignal;
}

/** Throws for another try. */
export type TaskHandler = (payload: Json, run: TaskRun) => Promise<void>;

export interface QueueParts {
  readonly db: Db;
  readonly url: string;
  readonly log: Logger;
  /** Jobs at a time in this process. Default 4. */
  readonly concurrency?: number;
}

const schema = 'kiln_queue';
const drainMs = 30_000;
/** What somebody waits for is told by NOTIFY; this is for what was planned, and for what was missed. */
const pollMs = 2_000;
const restartMs = 2_000;

/** Makes the tables of the queue where there are none yet. */
export async function createQueue({ db, url, log, concurrency = 4 }: QueueParts): Promise<Queue> {
  const tasks = new Map<string, TaskHandler>();
  const releasers = createReleasers();
  const logger = new WorkerLogger(() => (level, message) => {
    if (level === 'error') log.error({ queue: message }, 'the queue met an error');
    else if (level === 'warning') log.warn({ queue: message }, 'the queue warns');
  });
  const events: WorkerEvents = new EventEmitter();
  const options: WorkerSharedOptions = { connectionString: url, schema, logger, events, maxPoolSize: concurrency };
  if (await isMissing(db)) await runMigrations(options);
  const cron = createCron(db, log);
  releasers.add(cron.close);

  return {
    handle(task, handler) {
      tasks.set(task, handler);
    },
    recur: cron.add,
    async start() {
      const reclaimer = await reclaimJobs(db, log);
      releasers.add(reclaimer.close);
      events.on('pool:create', ({ workerPool }) => reclaimer.own(workerPool.id));
      const taskList = Object.fromEntries([...tasks].map(([name, handler]) => [name, asTask(handler)]));
      const preset = { worker: { gracefulShutdownAbortTimeout: drainMs } };
      const running = { ...options, preset, taskList, parsedCronItems: [], concurrency, pollInterval: pollMs };
      const worker = await keepRunning(() => run({ ...running, noHandleSignals: true }), log);
      releasers.add(worker.stop);
      cron.start();
    },
    close: () => releasers.release(),
  };
}

function asTask(handler: TaskHandler): Task {
  return async (payload, { job, abortSignal }) => {
    // It was JSON in the database.
    const given: Json = JSON.parse(JSON.stringify(payload));
    await handler(given, { attempt: job.attempts, signal: abortSignal });
  };
}

/** A worker ends by itself where the database was away for long: another one takes its place. */
async function keepRunning(begin: () => Promise<Runner>, log: Logger): Promise<{ stop: () => Promise<void> }> {
  const stopping = new AbortController();
  let runner = await begin();
  const kept = (async () => {
    while (!stopping.signal.aborted) {
      await runner.promise.catch((error: unknown) => log.error({ err: error }, 'the queue stopped; it goes on'));
      while (!stopping.signal.aborted) {
        await sleep(restartMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        if (stopping.signal.aborted) return;
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
      // One that has stopped by itself says so.
      await runner.stop().catch(() => undefined);
      await kept;
    },
  };
}

async function isMissing(db: Db): Promise<boolean> {
  const [row] = await db.query({ text: `select to_regclass('${schema}.migrations') is null`, values: [] });
  return row?.[0] === 't';
}
