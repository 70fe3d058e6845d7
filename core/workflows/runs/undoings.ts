import type { JsonObject } from '../../lib/json.ts';
import { documentSteps } from '../engine/documentSteps.ts';
import type { StepRecord } from '../engine/StepRecord.ts';
import { stepIdOf, turnOf } from '../engine/stepKey.ts';

type Recorded = Pick<StepRecord, 'key' | 'state' | 'compensated'>;

/** How a step was undone. */
export interface Undoing {
  /** Key of the step. */
  readonly key: string;
  /** Keys of what was done for it. */
  readonly by: readonly string[];
  /** Something of that was done: false where all of it failed or was left out, so that the step still stands. */
  readonly took: boolean;
}

/** Of the steps of a run, those that were undone. */
export function undoings(document: JsonObject, steps: readonly Recorded[]): Undoing[] {
  return documentSteps(document.steps).flatMap(({ id, compensate }): Undoing[] => {
    if (compensate === undefined) return [];
    const undone = steps.filter(({ key, compensated }) => compensated && stepIdOf(key) === id);
    const depth = turnOf(undone[0]?.key ?? '').length;
    const inside = new Map(documentSteps(compensate).map((step) => [step.id, typeof step.do === 'string']));
    const byTurn = Map.groupBy(
      undone.length === 0 ? [] : steps.filter(({ key }) => inside.has(stepIdOf(key))),
      ({ key }) => turnOf(key).slice(0, depth).join(),
    );
    return undone.map(({ key }) => {
      const by = byTurn.get(turnOf(key).join()) ?? [];
      const took = by.some((step) => step.state === 'done' && inside.get(stepIdOf(step.key)));
      return { key, by: by.map((step) => step.key), took };
    });
  });
}
