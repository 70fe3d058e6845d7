import type { Queryable } from '../db/types.ts';
import type { ErrorCode } from '../errors/codes.ts';
import { errorCodes } from '../errors/codes.ts';
import { KilnError } from '../errors/KilnError.ts';
import { isObject } from '../lib/json.ts';
import type { Job } from '../online/Job.ts';
import { addJobs } from '../online/jobStore.ts';
import { readJob } from '../online/listJobs.ts';
import { applyPlan, refuseMisfits } from './applyPlan.ts';
import { changedDocuments } from './changedDocuments.ts';
import type { PlannedChange } from './planChange.ts';
import { type PreparedWork, writeWork } from './preparedWork.ts';
import type { Workspace } from './types.ts';

/** Either the change took place, or it goes on as a job. */
export type Outcome = { readonly id: string } | { readonly job: Job };

/** Either the change took place, or the job with this id does it. */
export type Begun = { readonly id: string } | { readonly preparing: string };

/** How long whoever asked for a change that has to be prepared waits for it at most, in milliseconds. */
const mostWaitMs = 25_000;

/**
 * Makes a planned change at once, or adds a job that first prepares what it needs. Undefined when another change came
 * first: plan again. Throws what applyPlan does.
 */
export async function applyOrPrepare(
  { db, reached, pluginWork }: Pick<Workspace, 'db' | 'reached' | 'pluginWork'>,
  change: PlannedChange,
  options: Omit<PreparedWork, 'changes'>,
): Promise<Begun | undefined> {
  const { acceptDataLoss: _accepted, conversions: _conversions, plugin, ...rest } = options;
  if (change.preparations.length === 0) {
    return applyPlan(db, change, { ...rest, reached, ...(plugin ? { beside: pluginWork(plugin) } : {}) });
  }
  refuseMisfits(change);
  return { preparing: await startPreparing(db, change, options) };
}

/** What became of the job of a change-set that somebody waits for. Throws why it failed. */
export async function prepared(
  { db, jobs }: Pick<Workspace, 'db' | 'jobs'>,
  id: string,
  waitMs = mostWaitMs,
): Promise<Outcome> {
  await jobs.ended(id, Math.min(waitMs, mostWaitMs));
  return outcomeOf(db, id);
}

/** Adds the job of a change-set. Returns its id. */
export async function startPreparing(
  db: Queryable,
  { preparations, stored, next }: PlannedChange,
  options: Omit<PreparedWork, 'changes'>,
): Promise<string> {
  const [first] = preparations;
  const changes = changedDocuments(stored.layers, next.layers);
  const work = writeWork({ ...options, changes });
  const [id = ''] = await addJobs(db, [{ op: 'changeSet', entity: first?.entity ?? '', field: first?.field, work }]);
  return id;
}

/** What became of the job of a change-set so far. Throws why it failed. */
export async function outcomeOf(db: Queryable, id: string): Promise<Outcome> {
  const job: unknown = JSON.parse((await readJob(db, id)) ?? 'null');
  if (!isJob(job)) throw new KilnError('KILN_INTERNAL', { cause: new Error(`The job ${id} is gone.`) });
  if (job.state === 'done' && job.changeSet !== undefined) return { id: job.changeSet };
  if (job.state === 'cancelled') {
    throw new KilnError('KILN_CONFLICT', { detail: 'The change was cancelled. Nothing was changed.' });
  }
  if (job.state === 'failed') throw failure(job);
  return { job };
}

function failure({ error }: Job): KilnError {
  const { code = 'KILN_INTERNAL', detail, reason, examples, extra } = error ?? {};
  return new KilnError(isCode(code) ? code : 'KILN_INTERNAL', {
    ...(detail === undefined ? {} : { detail }),
    extra: { ...extra, ...(reason ? { reason } : {}), ...(examples ? { examples } : {}) },
  });
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code);
}

/** From our own table. */
function isJob(job: unknown): job is Job {
  return isObject(job) && typeof job.id === 'string' && typeof job.state === 'string';
}
