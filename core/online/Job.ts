import type { ErrorCode } from '../errors/codes.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Reason } from '../migrations/refusal.ts';

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** Work on the tables that goes on beside everybody's, an item of `GET /api/jobs`. */
export interface Job {
  readonly id: string;
  /** `changeSet`, or the operation of a plan. */
  readonly op: string;
  /** Names, as they were when the work was asked for. */
  readonly entity: string;
  readonly field?: string;
  readonly state: JobState;
  /** Rows, or blocks of the table for an index. `total` is an estimate; null until there is one. */
  readonly done: number;
  readonly total: number | null;
  readonly error?: JobError;
  /** uuid; of a change-set that waits, none yet. */
  readonly changeSet?: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
}

/** Why a job failed and what to do about it. */
export interface JobError {
  readonly code: ErrorCode;
  /** English. */
  readonly detail: string;
  /** What the sentence in any language is made of. */
  readonly reason?: Reason;
  /** Records or values that stand in the way. */
  readonly examples?: readonly JsonObject[];
  /** What the refusal says beside it, where it is that of a request. */
  readonly extra?: JsonObject;
}

/** Live event `job:changed`. */
export type JobChange = Pick<Job, 'id' | 'state' | 'done' | 'total'>;
