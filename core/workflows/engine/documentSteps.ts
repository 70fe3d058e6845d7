import { isObject, type Json, type JsonObject } from '../../lib/json.ts';

/**
 * All steps of a workflow's document as they are written, each before those inside of it; what compensates them, too,
 * and the cases of switches, which have no id.
 */
export function documentSteps(steps: Json | undefined): JsonObject[] {
  if (Array.isArray(steps)) return steps.flatMap(documentSteps);
  return isObject(steps) ? [steps, ...inside(steps).flatMap(documentSteps)] : [];
}

function inside(step: JsonObject): (Json | undefined)[] {
  const { then, else: other, cases, default: rest, steps, parallel, try: tried, catch: caught, compensate } = step;
  return [then, other, cases, rest, steps, parallel, tried, caught, compensate];
}
