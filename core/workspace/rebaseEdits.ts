import type { Queryable } from '../db/types.ts';
import { type MemberConflict, mergeDefinitions } from '../definitions/mergeDefinitions.ts';
import { KilnError } from '../errors/KilnError.ts';
import { applyEdits } from './applyEdits.ts';
import type { DefinitionEdit } from './changeSetInput.ts';
import type { StoredDefinitions } from './definitionStore.ts';
import { layersAt } from './layersAt.ts';
import { mergeCarried } from './mergeCarried.ts';

/**
 * Edits that were made for an older version of the model, as edits of the one there is: what others changed since
 * stays, member by member. Throws KILN_STALE with both sides where the same was changed, and for a version that is not
 * known.
 */
export async function rebaseEdits(
  db: Queryable,
  stored: StoredDefinitions,
  base: string,
  edits: readonly DefinitionEdit[],
): Promise<readonly DefinitionEdit[]> {
  if (base === stored.version) return edits;
  const past = await layersAt(db, stored, base);
  if (!past) throw stale(stored, []);
  const { base: was, mine, now } = mergeCarried({ base: past, mine: applyEdits(past, edits), now: stored.layers });
  const merge = mergeDefinitions(was, mine, now);
  if (merge.conflicts.length > 0) throw stale(stored, merge.conflicts);
  return merge.edits;
}

function stale({ version }: StoredDefinitions, conflicts: readonly MemberConflict[]): KilnError {
  return new KilnError('KILN_STALE', {
    detail: 'The definitions have changed since they were read. Nothing was changed.',
    extra: { version, conflicts },
  });
}
