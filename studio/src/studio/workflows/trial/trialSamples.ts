import type { Json, JsonObject } from '../../../../../core/lib/json.ts';
import type { Trial } from './useTrial.ts';

/** The variables of a run, as far as they are known: of the record that was chosen, and of the last test run. */
export function trialSamples({ values, run }: Pick<Trial, 'values' | 'run'>): JsonObject {
  // Of a step in a loop, the first time.
  const steps = [...(run?.steps ?? [])].reverse().map(({ id, state, output }): [string, Json] => {
    return [id, { state, output: output ?? null }];
  });
  return {
    ...(values ? { record: values, trigger: { record: values } } : {}),
    ...(steps.length > 0 ? { steps: Object.fromEntries(steps) } : {}),
  };
}
