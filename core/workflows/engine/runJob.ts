import { setTimeout as sleep } from 'node:timers/promises';
import { KilnError } from '../../errors/KilnError.ts';
import { isObject, type Json } from '../../lib/json.ts';
import type { TaskRun } from '../../queue/TaskHandler.ts';
import { advanceRun } from './advanceRun.ts';
import type { createHandOver } from './createHandOver.ts';
import type { Places } from './createPlaces.ts';
import type { EngineParts } from './EngineParts.ts';
import { failRun } from './failRun.ts';

/** What kiln.queue_runs adds. */
export const runTask = 'workflow.run';

/** Runs that this process works on, by id. */
export type ActiveRuns = Map<string, ActiveRun>;

interface ActiveRun {
  /** Ends what it does outside, because it was cancelled. */
  readonly cancel: AbortController;
  readonly ended: Promise<void>;
}

/** The database comes back within seconds, or another process takes the job. */
const lostPauseMs = 1_000;
const mostLost = 60;

/** Processes that died with it: whatever the run does, it does it to the next one, too. */
const mostCrashes = 20;

/**
 * Does the job of a run. One that is worked on in this process is let end first: it may have missed why this job came.
 */
export async function runJob(parts: EngineParts, active: ActiveRuns, payload: Json, task: TaskRun): Promise<void> {
  const id = isObject(payload) ? payload.run : undefined;
  if (typeof id !== 'string') return;
  for (let other = active.get(id); other; other = active.get(id)) await other.ended;
  const cancel = new AbortController();
  const signal = AbortSignal.any([cancel.signal, task.signal]);
  const work = advance(parts, id, task, signal).finally(() => active.delete(id));
  active.set(id, { cancel, ended: work.catch(() => undefined) });
  await work;
}

async function advance(parts: EngineParts, id: string, task: TaskRun, signal: AbortSignal): Promise<void> {
  if (task.attempt > mostCrashes) {
    const detail = 'The server stopped while it worked on this run, each time that it tried.';
    return failRun(parts, id, new KilnError('KILN_STEP_FAILED', { detail }));
  }
  for (let tries = 1; ; tries += 1) {
    try {
      return await advanceRun(parts, id, { job: task.job, signal });
    } catch (error) {
      if (tries === mostLost || parts.stopping.aborted) throw error;
      parts.log.warn({ err: error, run: id }, 'a run waits for the database');
      await sleep(lostPauseMs, undefined, { signal: parts.stopping }).catch(() => undefined);
    }
  }
}

/** The same where its workflow leaves places to others; else it is handed over to the workers that stand aside. */
export async function runOrHandOver(
  { places, handOver }: { readonly places: Places; readonly handOver: ReturnType<typeof createHandOver> },
  payload: Json,
  task: TaskRun,
  run: () => Promise<void>,
): Promise<void> {
  const leave = places.take(isObject(payload) ? String(payload.of) : '');
  if (!leave) return handOver({ id: task.job, payload });
  try {
    await run();
  } finally {
    leave();
  }
}

/** Ends waits for events that statements told of (kiln.tell_waits). */
export async function wakeJob(parts: EngineParts, payload: Json): Promise<void> {
  const events = isObject(payload) ? payload.events : undefined;
  if (!Array.isArray(events)) return;
  await parts.db.query({
    name: 'run_wake_all',
    text: 'select kiln.wake_watching($1::text[])',
    values: [events.map(String)],
  });
}
