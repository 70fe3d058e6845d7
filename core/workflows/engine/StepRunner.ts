import type { Ctx } from '../../context/types.ts';
import type { Json, JsonObject } from '../../lib/json.ts';
import type { Wordings } from '../../notifications/Wordings.ts';
import type { RunInfo } from './RunInfo.ts';

/** Does the steps of one name of the catalogue. */
export interface StepRunner {
  /** As `do` says it. */
  readonly name: string;
  /**
   * True: it works in the transaction of the run, and nowhere else, so it happens together with its outcome or not at
   * all. False: it reaches outside, with the idempotency key, and is called again where its outcome was not recorded.
   */
  readonly transactional: boolean;
  /**
   * Throws KilnError, or answers `failed`, for a try that failed: what the step says of retries and errors counts for
   * both.
   */
  run(call: StepCall): Promise<StepResult>;
  /**
   * The run was cancelled or failed elsewhere while the step waited: takes back what waits outside of the run. In the
   * transaction of the cancellation.
   */
  cancel?(call: WaitingCall): Promise<void>;
}

export interface StepCall {
  /** Acts as whom the run acts for; inside the transaction of the run for transactional steps. */
  readonly ctx: Ctx;
  readonly run: RunInfo;
  /** Of the step in this run: its id, and the indexes of the loops around it: `call[3,0]`. */
  readonly key: string;
  /** Counts from 1; a step that was retried by hand begins anew. */
  readonly attempt: number;
  /** Templates filled, checked by the schema of the catalogue. */
  readonly input: JsonObject;
  /** What `title` and `text` of the input say in other languages. */
  wordings(): Wordings;
  /** `<run>/<key>`: the same for every try; `<run>/<key>#2` when it is done again after it was undone. */
  readonly idempotencyKey: string;
  /** Aborts when the step's time is over, or the process has to stop. */
  readonly signal: AbortSignal;
  /** False: a test without side effects, which says what it would do. */
  readonly effects: boolean;
  /** Where the step answered `wait` before, and the wait is over. */
  readonly woken?: Woken;
}

/** A step that waits. */
export type WaitingCall = Pick<StepCall, 'run' | 'key' | 'input'> & {
  /** Kiln itself, in the transaction. */
  readonly ctx: Ctx;
  readonly state: Json;
};

export type StepResult =
  /** `vars`: variables of the run that get new values. */
  | { readonly output: Json; readonly vars?: JsonObject }
  | { readonly wait: Wait }
  /** Ends the whole run; `output` is that of the run, for whoever called it. */
  | { readonly stop: 'done' | 'failed'; readonly message?: string; readonly output?: Json }
  | { readonly failed: StepFault; readonly retry?: false | { readonly afterMs: number } };

/** Why a step or a run failed, as it is kept and shown. */
export interface StepFault {
  /** `KILN_…`, or what the outside calls it. */
  readonly code: string;
  readonly message: string;
  /** Places of what is wrong, the answer of an endpoint, … Bounded like outputs. */
  readonly data?: Json;
}

/**
 * The run goes on when one of both comes first, or when `resumeStep` gives the step its outcome. Until then it is rows
 * alone: no memory, no connection, no job.
 */
interface Wait {
  /** ISO 8601: the runner is called again then, with `woken`. */
  readonly until?: string;
  /** A name of your own making, such as `record <x-id> <id>` or `event <name> <correlation>`: see wakeWaits. */
  readonly event?: string;
  /** Given back to the runner. */
  readonly state?: Json;
}

export interface Woken {
  readonly by: 'time' | 'event';
  /** Of the wait. */
  readonly state: Json;
  /** What came with the event; null: nothing. */
  readonly payload: Json;
  /** When the step began to wait first, ISO 8601. */
  readonly since: string;
}

/** What becomes of a step that waits, decided from outside. */
export type Outcome = { readonly output: Json } | { readonly error: StepFault };
