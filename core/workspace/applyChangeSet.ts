import type { Actor } from '../context/types.ts';
import { applyEdits } from './applyEdits.ts';
import { changeLayers } from './changeLayers.ts';
import type { ChangeSetAnswer } from './changeSetAnswer.ts';
import type { ChangeSetInput } from './changeSetInput.ts';
import { rebaseEdits } from './rebaseEdits.ts';
import type { Workspace } from './types.ts';

/**
 * Changes definitions of package `local`. Throws what changeLayers does, and KILN_STALE with both sides where the same
 * was changed since `base`.
 */
export function applyChangeSet(workspace: Workspace, input: ChangeSetInput, actor: Actor): Promise<ChangeSetAnswer> {
  const { changes, base, ...options } = input;
  return changeLayers(
    workspace,
    async (stored) => {
      const edits = base === undefined ? changes : await rebaseEdits(workspace.db, stored, base, changes);
      return applyEdits(stored.layers, edits);
    },
    options,
    actor,
  );
}
