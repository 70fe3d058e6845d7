import type { Logger } from 'pino';
import type { Actor, Ctx } from '../../context/types.ts';
import type { Db } from '../../db/types.ts';
import type { Limiter } from '../../lib/createLimiter.ts';
import type { Model } from '../../model/types.ts';
import type { Reached } from '../../online/JobRun.ts';
import type { Versions } from '../versions/createVersions.ts';
import type { Actors } from './createActors.ts';
import type { RunState } from './RunInfo.ts';
import type { StepRunner } from './StepRunner.ts';

/** What runs need of the workspace. */
export interface EngineParts {
  readonly db: Db;
  readonly log: Logger;
  readonly model: () => Model;
  /** Takes over what the database holds, if it is newer. */
  readonly refresh: () => Promise<unknown>;
  /** A context on the current model. */
  readonly ctx: (actor: Actor, requestId: string) => Ctx;
  readonly runners: ReadonlyMap<string, StepRunner>;
  readonly versions: Versions;
  readonly actors: Actors;
  /** IANA name: in which runs compute days. */
  readonly timeZone: string;
  /** Lets work begin when few enough runs of this process are in a transaction: others need connections, too. */
  readonly admit: Limiter;
  /** Told that a wait which was committed is over in so many milliseconds. */
  readonly wakeSoon: (ms: number) => void;
  /** Told that runs of the workflow (x-id) may be let in in so many milliseconds. */
  readonly admitSoon: (workflow: string, ms: number) => void;
  /** Told of each change after it was committed. */
  readonly changed: (change: RunChange) => void;
  /** Aborts when the process is about to stop: runs end at the next step, and go on elsewhere. */
  readonly stopping: AbortSignal;
  readonly reached: Reached;
}

/** What became of a run; `workflow` is an x-id. */
export interface RunChange {
  readonly id: string;
  readonly workflow: string;
  readonly state: RunState;
  readonly record?: { readonly entity: string; readonly id: string };
}
