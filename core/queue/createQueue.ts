import { runMigrations, Logger as WorkerLogger } from 'graphile-worker';
import type { Logger } from 'pino';
import type { Db } from '../db/types.ts';
import { createReleasers } from '../lib/releasers.ts';
import { announceJobs } from './announceJobs.ts';
import { createCron, type Recurring } from './createCron.ts';
import { hearGraphile } from './hearGraphile.ts';
import { drainMs, keepWorking } from './keepWorking.ts';
import { type Reclaimer, reclaimJobs } from './reclaimJobs.ts';
import type { TaskHandler } from './TaskHandler.ts';

/** Durable work of a workspace, done by whichever of its processes is free. See addJob. */
export interface Queue {
  /**
   * What is done with jobs of this name. Before start; the undo is close. `many`: they come in great numbers, and have
   * workers of their own, so that neither they nor others wait. `aside`: the same for those of them that others would
   * wait for.
   */
  handle(task: string, handler: TaskHandler, kind?: Kind): void;
  /** Adds a job at each tick of a pattern, once over all processes. Returns the undo. */
  recur(recurring: Recurring): () => void;
  /** Takes jobs from now on. */
  start(): Promise<void>;
  /** Takes no more and waits for those that run, for half a minute at most; what is left goes on elsewhere. */
  close(): Promise<void>;
}

type Kind = 'few' | 'many' | 'aside';

export interface QueueParts {
  readonly db: Db;
  readonly url: string;
  readonly log: Logger;
  /** Jobs at a time in this process. Default 4. */
  readonly concurrency?: number;
}

const schema = 'kiln_queue';
/** What somebody waits for is told by NOTIFY; this is for what was planned, and for what was missed. */
const pollMs = 2_000;

/** Jobs of the kind `many` at a time in this process, and of the kind `aside`: most of them wait for somebody else. */
export const manyJobs = 100;

const inBatches = {
  concurrency: manyJobs,
  // Nobody waits for the report: whoever does such a job again finds that it is done.
  worker: { localQueue: { size: manyJobs }, completeJobBatchDelay: 25, failJobBatchDelay: 5 },
};

/** Those that are many are taken and reported in batches. */
const workers = {
  few: (concurrency: number) => ({ concurrency, connections: concurrency, worker: {} }),
  // One connection listens; what is fetched and reported in batches takes turns on the others.
  many: () => ({ ...inBatches, connections: 4 }),
  aside: () => ({ ...inBatches, connections: 3 }),
};

/** Makes the tables of the queue where there are none yet. */
export async function createQueue({ db, url, log, concurrency = 4 }: QueueParts): Promise<Queue> {
  const tasks = {
    few: new Map<string, TaskHandler>(),
    many: new Map<string, TaskHandler>(),
    aside: new Map<string, TaskHandler>(),
  };
  const releasers = createReleasers();
  const logger = new WorkerLogger(() => (level, message) => {
    if (level === 'error') log.error({ queue: message }, 'the queue met an error');
    else if (level === 'warning' && !isKnown(message)) log.warn({ queue: message }, 'the queue warns');
  });
  if (await isMissing(db)) await runMigrations({ connectionString: url, schema, logger });
  const cron = createCron(db, log);
  releasers.add(cron.close);

  async function work(kind: Kind, reclaimer: Reclaimer): Promise<void> {
    if (tasks[kind].size === 0) return;
    const { worker, concurrency: jobs, connections } = workers[kind](concurrency);
    const preset = { worker: { gracefulShutdownAbortTimeout: drainMs, ...worker } };
    const options = { schema, logger, preset, concurrency: jobs, parsedCronItems: [], pollInterval: pollMs };
    const parts = { db, log, reclaimer, tasks: tasks[kind], pool: { connectionString: url, max: connections } };
    const kept = await keepWorking({ ...options, noHandleSignals: true }, parts);
    releasers.add(kept.stop);
    if (kind === 'many') releasers.add(await announceJobs(db, log, kept.nudge));
  }

  return {
    handle(task, handler, kind = 'few') {
      tasks[kind].set(task, handler);
    },
    recur: cron.add,
    async start() {
      releasers.add(hearGraphile(log));
      const reclaimer = await reclaimJobs(db, log);
      releasers.add(reclaimer.close);
      await work('few', reclaimer);
      await work('many', reclaimer);
      await work('aside', reclaimer);
      cron.start();
    },
    close: () => releasers.release(),
  };
}

/** Each job with a connection of its own is what graphile-worker recommends; ours use the workspace's. */
function isKnown(warning: string): boolean {
  return warning.includes('maxPoolSize');
}

async function isMissing(db: Db): Promise<boolean> {
  const [row] = await db.query({ text: `select to_regclass('${schema}.migrations') is null`, values: [] });
  return row?.[0] === 't';
}
