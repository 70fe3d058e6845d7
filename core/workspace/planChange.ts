import type { Db } from '../db/types.ts';
import type { Definition } from '../definitions/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Plan } from '../migrations/operations.ts';
import { plan } from '../migrations/plan.ts';
import type { Model } from '../model/types.ts';
import { type BuiltModel, buildModel } from './buildModel.ts';
import { countAffected } from './countAffected.ts';
import type { StoredDefinitions } from './definitionStore.ts';
import { readParked } from './readParked.ts';

/** A change that is thought through and not yet made. */
export interface PlannedChange {
  readonly stored: StoredDefinitions;
  readonly next: BuiltModel;
  readonly plan: Plan;
}

/** What it takes to go from the stored definitions to the given ones. Throws KILN_BAD_DEFINITION with every problem. */
export async function planChange(
  db: Db,
  stored: StoredDefinitions,
  layers: readonly Definition[],
): Promise<PlannedChange> {
  const next = buildModel(layers);
  if (stored.version === next.model.version) {
    return { stored, next, plan: { from: stored.version, to: stored.version, operations: [] } };
  }
  const from = stored.version === null ? undefined : storedModel(stored);
  const { operations, ...rest } = plan(from, next.model, await readParked(db));
  return { stored, next, plan: { ...rest, operations: await countAffected(db, operations) } };
}

function storedModel(stored: StoredDefinitions): Model {
  try {
    return buildModel(stored.layers).model;
  } catch (cause) {
    if (!(cause instanceof KilnError) || cause.code !== 'KILN_BAD_DEFINITION') throw cause;
    const detail =
      'The definitions that the database was made for are not valid in this version of Kiln. Start the version before and mend them there.';
    throw new KilnError('KILN_BAD_DEFINITION', { detail, errors: cause.errors, cause });
  }
}
