import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { stepIdOf } from '../engine/cancelWaits.ts';
import { insideOf } from '../engine/endRun.ts';
import type { StepRecord } from '../engine/StepRecord.ts';

type Recorded = Pick<StepRecord, 'key' | 'compensated'>;

/** Keys of what was done to undo steps, of those that were undone. */
export function undoingKeys(document: JsonObject, steps: readonly Recorded[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { id, compensate } of stepsIn(document.steps ?? null)) {
    if (compensate === undefined) continue;
    const undone = steps
      .filter(({ key, compensated }) => compensated && stepIdOf(key) === id)
      .map(({ key }) => turnOf(key));
    const depth = undone[0]?.length ?? 0;
    const turns = new Set(undone.map((turn) => turn.join()));
    const inside = new Set(stepsIn(compensate).map((step) => step.id));
    for (const { key } of steps) {
      if (inside.has(stepIdOf(key)) && turns.has(turnOf(key).slice(0, depth).join())) found.add(key);
    }
  }
  return found;
}

/** Which item of each loop: `call[3,0]` is `['3', '0']`. */
function turnOf(key: string): readonly string[] {
  return key
    .slice(stepIdOf(key).length + 1, -1)
    .split(',')
    .filter(Boolean);
}

function stepsIn(value: Json): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(stepsIn);
  return isObject(value) ? [value, ...insideOf(value).flatMap(stepsIn)] : [];
}
