import { createAccessCache } from '../access/createAccessCache.ts';
import { PlanCache } from '../db/PlanCache.ts';
import { createValidators } from '../model/validators.ts';
import type { BuiltModel } from './buildModel.ts';
import type { LiveDefinitions } from './types.ts';

/** A model with what is built for it once. `seq`: the number of the definitions it was made of. */
export function makeLive({ model, layers }: BuiltModel, seq: number): LiveDefinitions {
  return {
    model,
    layers,
    seq,
    validators: createValidators(model),
    plans: new PlanCache(`m${seq}`),
    accessOf: createAccessCache(model),
  };
}
