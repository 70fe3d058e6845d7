import type { Json } from '../lib/json.ts';

export interface TaskRun {
  /** Number of the job, as text. */
  readonly job: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** Aborts when the process has to stop. */
  readonly signal: AbortSignal;
}

/** Throws for another try. */
export type TaskHandler = (payload: Json, run: TaskRun) => Promise<void>;
