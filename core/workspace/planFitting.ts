import type { Db } from '../db/types.ts';
import type { Definition } from '../definitions/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { buildModel } from './buildModel.ts';
import type { StoredDefinitions } from './definitionStore.ts';
import { fitLayers } from './fitLayers.ts';
import { type PlannedChange, planChange } from './planChange.ts';

/**
 * What it takes to go to the given layers, in which packages are other versions than before: what people changed here follows
 * their renames, and what does not fit any more is set aside and told as a conflict. `here`: so do the plugins that are
 * installed. Throws KILN_BAD_DEFINITION where the packages themselves are wrong.
 */
export async function planFitting(
  db: Db,
  stored: StoredDefinitions,
  layers: readonly Definition[],
  fixes: 'here' | 'local',
): Promise<PlannedChange> {
  try {
    return await planChange(db, stored, layers, { fixes });
  } catch (error) {
    if (!(error instanceof KilnError) || error.code !== 'KILN_BAD_DEFINITION' || stored.version === null) throw error;
    const known = buildModel(stored.layers).model;
    const fitted = fitLayers(known, layers, fixes);
    const change = await planChange(db, stored, fitted.layers, { fixes, known });
    return {
      ...change,
      next: { ...change.next, conflicts: [...change.next.conflicts, ...fitted.conflicts] },
      dependants: [...fitted.dependants, ...change.dependants],
    };
  }
}
