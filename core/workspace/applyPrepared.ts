import type { Actor } from '../context/types.ts';
import type { Db } from '../db/types.ts';
import { describeTables } from '../migrations/describeTables.ts';
import { createJobs } from '../online/createJobs.ts';
import { outcomeOf, startPreparing } from './applyOrPrepare.ts';
import { buildModel } from './buildModel.ts';
import { readDefinitions } from './definitionStore.ts';
import type { PlannedChange } from './planChange.ts';
import { runChangeSet } from './runChangeSet.ts';

/**
 * Makes a change that has to be prepared where no server need be running: this process does the jobs until the change
 * has taken place, however long that takes, unless another one does them already. Throws why it failed.
 */
export async function applyPrepared(
  db: Db,
  change: PlannedChange,
  options: { readonly message: string; readonly actor: Actor; readonly acceptDataLoss: boolean },
): Promise<void> {
  const jobs = await createJobs({
    db,
    // Whoever waits is told what went wrong.
    log: { warn: () => undefined, error: () => undefined },
    shapes: async () => describeTables(buildModel((await readDefinitions(db)).layers).model),
    changeSet: (run) => runChangeSet(db, run),
  });
  try {
    const id = await startPreparing(db, change, options);
    await jobs.ended(id, Number.POSITIVE_INFINITY);
    await outcomeOf(db, id);
  } finally {
    await jobs.close();
  }
}
