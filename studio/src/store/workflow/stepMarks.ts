import type { StepRun, StepState } from '../../api/runs.ts';
import type { Undoing } from './undoings.ts';

/** What became of a step in a run; of one in a loop, of all its times together. */
export interface StepMark {
  readonly state: StepState;
  /** ISO 8601; of the first time. */
  readonly startedAt: string | undefined;
  /** Of the last time; undefined while one goes on. */
  readonly endedAt: string | undefined;
  /** How often it was begun. */
  readonly times: number;
  readonly attempts: number;
  readonly error: StepRun['error'];
  /** What it had done was taken back. */
  readonly undone: Pick<Undoing, 'state' | 'at'> | undefined;
}

/** What matters most of several times comes first. */
const order: readonly StepState[] = ['failed', 'running', 'waiting', 'cancelled', 'done', 'skipped'];

const undoingOrder: readonly Undoing['state'][] = ['failed', 'running', 'done'];

/** By the ids of steps; `undoings` by their keys. */
export function stepMarks(
  steps: readonly StepRun[],
  undoings?: ReadonlyMap<string, Undoing>,
): ReadonlyMap<string, StepMark> {
  const marks = new Map<string, StepMark>();
  for (const step of steps) {
    const before = marks.get(step.id);
    const mark = markOf(step, undoings?.get(step.key));
    marks.set(step.id, before ? joined(before, mark) : mark);
  }
  return marks;
}

function markOf({ state, startedAt, endedAt, attempts, error }: StepRun, undone: Undoing | undefined): StepMark {
  return { state, startedAt, endedAt, attempts, error, times: 1, undone };
}

function joined(mark: StepMark, step: StepMark): StepMark {
  const isWorse = order.indexOf(step.state) < order.indexOf(mark.state);
  return {
    state: isWorse ? step.state : mark.state,
    startedAt: least(mark.startedAt, step.startedAt),
    endedAt: mark.endedAt && step.endedAt && (mark.endedAt > step.endedAt ? mark.endedAt : step.endedAt),
    attempts: Math.max(mark.attempts, step.attempts),
    error: mark.error ?? step.error,
    times: mark.times + 1,
    undone: worst(mark.undone, step.undone),
  };
}

function worst(one: StepMark['undone'], other: StepMark['undone']): StepMark['undone'] {
  if (!one || !other) return one ?? other;
  return undoingOrder.indexOf(other.state) < undoingOrder.indexOf(one.state) ? other : one;
}

function least(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || (other !== undefined && other < one) ? other : one;
}
