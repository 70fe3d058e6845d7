import type { Actor } from '../../context/types.ts';
import type { JsonObject } from '../../lib/json.ts';

export type RunState = 'queued' | 'running' | 'waiting' | 'done' | 'failed' | 'cancelled';
export type StepState = 'done' | 'failed' | 'skipped' | 'waiting' | 'running' | 'cancelled';

/** What a step may know of the run that it belongs to. */
export interface RunInfo {
  /** uuid v7 */
  readonly id: string;
  /** Name of today, or what it was called when the run began where the workflow is gone. */
  readonly workflow: string;
  /** x-id */
  readonly workflowId: string;
  readonly title: string;
  /** Hash of the document that it is pinned to. */
  readonly version: string;
  readonly trigger: RunTrigger;
  /** The record that it is about, by the entity's x-id. */
  readonly record?: { readonly entity: string; readonly id: string };
  /** Whoever wrote the record, pressed the button, …: not whom the run acts for. */
  readonly starter: Starter;
  /** ISO 8601 */
  readonly startedAt: string;
  /** Counts from 1: a run that was retried has had another one. */
  readonly attempt: number;
  /** What led to it, the outermost first. */
  readonly causes: readonly string[];
  /** It is a test, of which nothing is kept. */
  readonly trial?: Trial;
}

/** How a test goes where Kiln alone cannot know. */
export interface Trial {
  /** True: what reaches outside does. Otherwise it only says what it would do. */
  readonly effects: boolean;
  /** What becomes of approvals: nobody is asked. */
  readonly approvals: 'approved' | 'rejected' | 'expired';
  /** What becomes of waits, which are over at once: `met` is what they wait for, `timedOut` that it does not come. */
  readonly waits: 'met' | 'timedOut';
}

/**
 * What set a run off: `record` and `before` in the API's form, `entity` by name. As expressions know it as `trigger`.
 */
export type RunTrigger = JsonObject & { readonly on: string };

/** Who is said to have started a run. `roles`: with which; absent or null where that is not known. */
export type Starter = Pick<Actor, 'kind' | 'id' | 'name'> & { readonly roles?: readonly string[] | null };
