import type { StepState } from '../../api/runs.ts';
import type { StepMark } from '../../store/workflow/stepMarks.ts';

/** How what became of a step is shown: what was taken back is not done any more. */
export type MarkLook = StepState | 'undone' | 'notUndone';

export function markLook({ state, undone }: StepMark): MarkLook {
  if (!undone || state !== 'done') return state;
  return ({ done: 'undone', failed: 'notUndone', running: 'running' } as const)[undone.state];
}
