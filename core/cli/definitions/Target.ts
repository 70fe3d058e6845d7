import type { Definition } from '../../definitions/types.ts';
import type { Risk, SharedValue, UnfitValues } from '../../migrations/operations.ts';
import type { ChangePlan } from '../../workspace/changeSetAnswer.ts';
import type { LocalEdits } from '../../workspace/syncDefinitions.ts';

/** A server's definitions: its database, or the server itself. */
export interface Target {
  /** For people: `the database` or an address. */
  readonly name: string;
  /** The documents of all packages, now or at a version of the model; undefined: that version is not known. */
  read(version?: string): Promise<TargetLayers | undefined>;
  /** What it would take that package `local` says so; nothing is changed. Throws KilnError as a change-set does. */
  plan(local?: LocalEdits): Promise<TargetPlan>;
  /**
   * Does it. Throws KilnError as a change-set does, KILN_DATA_LOSS or NeedsConsent where more is needed than
   * `acceptDataLoss`.
   */
  push(local: LocalEdits | undefined, options: PushOptions): Promise<void>;
  close(): Promise<void>;
}

export interface TargetLayers {
  /** Version of the model; null: there is none yet. */
  readonly version: string | null;
  readonly layers: readonly Definition[];
}

export interface TargetPlan {
  readonly plan: PrintedPlan;
  /** False: everything is as it should be. */
  readonly isChange: boolean;
}

/** What is told of a plan. */
export type PrintedPlan = Pick<ChangePlan, 'from' | 'to' | 'dependants' | 'warnings' | 'conflicts' | 'changes'> & {
  readonly operations: readonly PrintedOperation[];
};

export interface PrintedOperation {
  readonly op: string;
  readonly entity: string;
  readonly field?: string;
  readonly risk: Risk;
  readonly sentence: string;
  readonly sql: readonly string[];
  readonly rows?: number;
  /** Estimated. */
  readonly ms?: number;
  readonly online?: boolean;
  readonly unfit?: Pick<UnfitValues, 'rows' | 'examples'>;
  /** Of a field that goes, an object with its x-id as `id` and its name as `field`. */
  readonly column?: unknown;
  /** Of values that cannot become unique: whose they are. */
  readonly fields?: readonly string[];
  readonly examples?: readonly SharedValue[];
}

export interface PushOptions {
  readonly acceptDataLoss: boolean;
  readonly message: string;
}
