import type { JsonObject } from '../../../../core/lib/json.ts';
import type { StepRun } from '../../api/runs.ts';
import { allSteps, startsWith } from './stepTree.ts';

/** How a step was taken back after the run had failed later. */
export interface Undoing {
  readonly state: 'done' | 'failed' | 'running';
  /** ISO 8601: when it was over. */
  readonly at: string | undefined;
  /** What was done for it. */
  readonly steps: readonly StepRun[];
}

/** By the keys of the steps that were taken back. */
export function undoings(document: JsonObject, steps: readonly StepRun[]): ReadonlyMap<string, Undoing> {
  const placed = allSteps(document);
  const found = new Map<string, Undoing>();
  for (const { step, path, key: id } of placed) {
    if (step.compensate === undefined) continue;
    const inside = placed.filter((each) => startsWith(each.path, [...path, 'compensate']));
    const goesOn = new Set(inside.filter(({ step: { onError } }) => onError === 'continue').map(({ key }) => key));
    const ids = new Set(inside.map(({ key }) => key));
    const times = steps.filter((each) => each.id === id);
    const depth = times[0] ? turnOf(times[0]).length : 0;
    const did = Map.groupBy(
      steps.filter((each) => ids.has(each.id)),
      (each) => turnOf(each).slice(0, depth).join(),
    );
    for (const done of times) {
      const own = did.get(turnOf(done).join()) ?? [];
      if (done.isUndone || own.length > 0) found.set(done.key, undoingOf(done, own, goesOn));
    }
  }
  return found;
}

function undoingOf({ isUndone }: StepRun, steps: readonly StepRun[], goesOn: ReadonlySet<string>): Undoing {
  const isBroken = steps.some(({ id, state }) => state === 'cancelled' || (state === 'failed' && !goesOn.has(id)));
  const at = steps.reduce((last, { endedAt = '' }) => (endedAt > last ? endedAt : last), '');
  return { state: isBroken ? 'failed' : isUndone ? 'done' : 'running', at: at || undefined, steps };
}

/** Of a step in loops, which item of each: `call[3,0]` is `['3', '0']`. */
function turnOf({ key, id }: StepRun): readonly string[] {
  return key
    .slice(id.length + 1, -1)
    .split(',')
    .filter(Boolean);
}
