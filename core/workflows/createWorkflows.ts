import type { Logger } from 'pino';
import type { Actor, Ctx } from '../context/types.ts';
import type { Db } from '../db/types.ts';
import type { Authenticator } from '../identity/types.ts';
import { createLimiter } from '../lib/createLimiter.ts';
import { isObject, type Json } from '../lib/json.ts';
import { createReleasers } from '../lib/releasers.ts';
import { byId } from '../model/byId.ts';
import type { Model } from '../model/types.ts';
import type { Reached } from '../online/JobRun.ts';
import { manyJobs, type Queue } from '../queue/createQueue.ts';
import type { TaskRun } from '../queue/TaskHandler.ts';
import { createActors } from './engine/createActors.ts';
import { createAdmissions } from './engine/createAdmissions.ts';
import { asideTask, createHandOver } from './engine/createHandOver.ts';
import { createPlaces } from './engine/createPlaces.ts';
import { createWaker } from './engine/createWaker.ts';
import type { EngineParts, RunChange } from './engine/EngineParts.ts';
import { type ActiveRuns, runJob, runOrHandOver, runTask, wakeJob } from './engine/runJob.ts';
import type { StepRunner } from './engine/StepRunner.ts';
import { cancelChannel } from './runs/cancelRun.ts';
import { pruneRuns } from './runs/pruneRuns.ts';
import { sweepRuns } from './runs/sweepRuns.ts';
import { createVersions } from './versions/createVersions.ts';

/** What takes the runs of workflows on. */
export interface Workflows {
  readonly parts: EngineParts;
  /** Calls back after each commit that changed a run, in this process, with names of today. Returns the undo. */
  onChanged(listener: (change: RunChange) => void): () => void;
  /** Wakes what waits, from now on. */
  start(): void;
  /** Runs end at the next step, and go on elsewhere. */
  drain(): void;
  close(): Promise<void>;
}

export interface WorkflowsParts {
  readonly db: Db;
  readonly log: Logger;
  readonly queue: Queue;
  readonly model: () => Model;
  readonly refresh: () => Promise<unknown>;
  readonly ctx: (actor: Actor, requestId: string) => Ctx;
  readonly runners: readonly StepRunner[];
  readonly authenticator: Pick<Authenticator, 'onChanged'>;
  /** Connections for transactions. */
  readonly poolSize: number;
  readonly reached?: Reached | undefined;
}

/** The engine: its jobs, what wakes runs, and what keeps their tables small. Before the queue starts. */
export async function createWorkflows(given: WorkflowsParts): Promise<Workflows> {
  const { db, log, queue, model, refresh, ctx, runners, authenticator, poolSize, reached = () => undefined } = given;
  const releasers = createReleasers();
  const stopping = new AbortController();
  const listeners = new Set<(change: RunChange) => void>();
  const waker = createWaker(db, log, reached);
  const admissions = createAdmissions({ db, log, model, reached });
  releasers.add(admissions.close);
  const actors = createActors(db, model, authenticator);
  releasers.add(actors.close);
  const parts: EngineParts = {
    ...{ db, log, model, refresh, ctx, actors, reached, timeZone: 'UTC', stopping: stopping.signal },
    runners: new Map(runners.map((runner) => [runner.name, runner])),
    versions: createVersions(db),
    // The rest is for whoever does not wait for workflows.
    admit: createLimiter(Math.max(2, Math.ceil(poolSize * 0.6))),
    wakeSoon: (ms) => waker.soon(ms),
    admitSoon: admissions.soon,
    changed: (change) => {
      if (listeners.size === 0) return;
      const told = inWords(model(), change);
      for (const listener of listeners) listener(told);
    },
  };
  const active: ActiveRuns = new Map();
  releasers.add(await db.listen(cancelChannel, (id) => active.get(id)?.cancel.abort()));
  const sharing = { places: createPlaces(manyJobs, model), handOver: createHandOver(db) };
  const run = (payload: Json, task: TaskRun) => runJob(parts, active, payload, task);
  queue.handle(runTask, (payload, task) => runOrHandOver(sharing, payload, task, () => run(payload, task)), 'many');
  queue.handle(asideTask, run, 'aside');
  queue.handle('workflow.wake', (payload) => wakeJob(parts, payload), 'many');
  queue.handle('workflow.admit', async (payload) => {
    if (isObject(payload) && typeof payload.workflow === 'string') await admissions.admit(payload.workflow);
  });
  queue.handle('workflow.prune', (_payload, { signal }) => pruneRuns(db, model(), signal));
  queue.handle('workflow.sweep', () => sweepRuns(db, log));
  releasers.add(queue.recur({ name: 'run prune', cron: '23 * * * *', task: 'workflow.prune', payload: {} }));
  releasers.add(queue.recur({ name: 'run sweep', cron: '*/5 * * * *', task: 'workflow.sweep', payload: {} }));
  releasers.add(waker.close);
  return {
    parts,
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: waker.start,
    drain: () => stopping.abort(),
    close: releasers.release,
  };
}

/** By the names of today. */
function inWords({ workflows, entities }: Model, { workflow, record, ...change }: RunChange): RunChange {
  const name = byId(workflows, workflow)?.name ?? workflow;
  const entity = record && (byId(entities, record.entity)?.name ?? record.entity);
  return {
    ...change,
    workflow: name,
    ...(record && entity !== undefined ? { record: { entity, id: record.id } } : {}),
  };
}
