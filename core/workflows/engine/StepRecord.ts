import type { Json, JsonObject } from '../../lib/json.ts';
import type { StepState } from './RunInfo.ts';
import type { StepFault } from './StepRunner.ts';

/** What is recorded of a step, under its key. */
export interface StepRecord {
  readonly key: string;
  /** The order in which they came. */
  readonly ord: number;
  readonly state: StepState;
  readonly attempts: number;
  /** Loaded only of steps that have not ended. */
  readonly input: JsonObject | null;
  /** Of branches and loops: what was decided. */
  readonly output: Json;
  readonly error: StepFault | null;
  readonly compensated: boolean;
  /** ISO 8601 */
  readonly startedAt: string;
  readonly endedAt: string | null;
}

/** What a step waits for, as it is recorded. */
export interface WaitRecord {
  readonly key: string;
  readonly kind: 'step' | 'retry';
  /** ISO 8601 */
  readonly since: string;
  readonly state: Json;
  /** Null: it still waits. */
  readonly woken: 'time' | 'event' | null;
  readonly payload: Json;
}

/** A wait that is to be recorded: until a time, or for so many milliseconds from now. */
export interface NewWait {
  readonly key: string;
  readonly kind: 'step' | 'retry';
  readonly until: string | null;
  readonly afterMs: number | null;
  readonly event: string | null;
  readonly state: Json;
  /** When it began to wait first; null: now. */
  readonly since: string | null;
}
