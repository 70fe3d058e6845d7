import type { Db, Session } from '../db/types.ts';
import type { Json } from '../lib/json.ts';
import type { TablesShape } from '../migrations/shape.ts';
import type { OpenJob } from './jobStore.ts';

/** What whoever does a job may use. */
export interface JobRun {
  readonly job: OpenJob;
  /** Holds the lock of all jobs. Waits for locks as long as it takes, unless told otherwise. */
  readonly session: Session;
  /** For what must not run on the session, such as looking at how far it is. */
  readonly db: Db;
  /** The tables that the current definitions need. */
  readonly shapes: () => Promise<TablesShape>;
  readonly reached: Reached;
  /** Throws JobStopped when somebody cancelled the job. In the transaction of `on`, if given. */
  readonly progress: (progress: Progress, on?: Pick<Session, 'query'>) => Promise<void>;
}

export interface Progress {
  readonly done: number;
  readonly total?: number;
  /** From where a further try goes on. */
  readonly position?: Json;
}

/**
 * Told at named points of what must survive being killed; nobody listens in production. What it answers is waited for
 * where the point says what others did until then.
 */
export type Reached = (point: string) => unknown;

/** Somebody cancelled the job, or the process stops. */
export class JobStopped extends Error {}

/** Later definitions have made the job unnecessary. */
export class JobObsolete extends Error {}
