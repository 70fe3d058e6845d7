import { LRUCache } from 'lru-cache';
import { createAccessCache } from '../access/createAccessCache.ts';
import type { RecordHooks } from '../context/types.ts';
import { PlanCache } from '../db/PlanCache.ts';
import type { OldName } from '../model/references/oldNames.ts';
import { createValidators } from '../model/validators.ts';
import type { BuiltModel } from './buildModel.ts';
import type { LiveDefinitions } from './types.ts';

const mostOwners = 10_000;
const ownersKeptMs = 30_000;

/** A model with what is built for it once. `seq`: the number of the definitions it was made of. */
export function makeLive(
  { model, layers }: BuiltModel,
  seq: number,
  oldNames: readonly OldName[],
  hooks: RecordHooks,
): LiveDefinitions {
  return {
    model,
    layers,
    seq,
    oldNames,
    validators: createValidators(model),
    plans: new PlanCache(`m${seq}`),
    accessOf: createAccessCache(model),
    ownersOfMany: new LRUCache({ max: mostOwners, ttl: ownersKeptMs }),
    hooks,
  };
}
