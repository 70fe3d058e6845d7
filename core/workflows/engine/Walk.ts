import type { Ctx } from '../../context/types.ts';
import type { Json, JsonObject } from '../../lib/json.ts';
import type { Workflow } from '../../model/types.ts';
import type { DoStep } from '../../model/workflowTypes.ts';
import type { Ledger } from './createLedger.ts';
import type { Turns } from './createTurns.ts';
import type { EngineParts } from './EngineParts.ts';
import type { RunInfo } from './RunInfo.ts';

/** One way through the steps of a run, from what is recorded to the end or to what it has to wait for. */
export interface Walk {
  readonly parts: EngineParts;
  readonly run: RunInfo;
  readonly workflow: Workflow;
  readonly ledger: Ledger;
  readonly turns: Turns;
  /** Acts as whom the run acts for; without a transaction. */
  readonly ctx: Ctx;
  /** The time of this way: `now()` of its expressions. */
  readonly now: Date;
  /** Aborts when the run was cancelled, or the process has to end at once. */
  readonly signal: AbortSignal;
  /** What steps answered in transactions that were rolled back for it, by key. */
  readonly broken: ReadonlyMap<string, unknown>;
  /** Steps that can be undone, in the order in which they were done. */
  readonly done: Done[];
  /** Records a step at once, outside of the transaction. Throws Stale where somebody else did. */
  readonly record: (key: string) => Promise<void>;
  /** Throws where nothing more is to be begun. */
  readonly checkpoint: () => void;
}

/** `waiting`: it goes no further until somebody wakes the run. */
export type End = 'done' | 'waiting';

/** A step that was done and says how to undo it. */
interface Done {
  readonly key: string;
  readonly step: DoStep;
  readonly frame: Frame;
}

/** Where a step stands: what it may name, and which turns of loops it is in. */
export interface Frame {
  /** `record`, `trigger`, `input`, `vars`, `steps`, `run`, `actor`, and the variables of loops. */
  readonly variables: Readonly<Record<string, unknown>> & { readonly steps: Record<string, StepOutcome> };
  readonly index: readonly number[];
  /** Of the branches around it: whether one of them has failed. */
  readonly scope: Scope;
}

interface StepOutcome {
  readonly state: string;
  readonly output: Json;
  readonly error: JsonObject | null;
}

export interface Scope {
  readonly around: Scope | undefined;
  failed: boolean;
}
