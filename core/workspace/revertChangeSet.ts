import type { Actor } from '../context/types.ts';
import type { Queryable } from '../db/types.ts';
import { type DefinitionsMerge, type MergedEdit, mergeDefinitions } from '../definitions/mergeDefinitions.ts';
import type { Definition } from '../definitions/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { applyEdits } from './applyEdits.ts';
import { changeLayers } from './changeLayers.ts';
import type { ChangeSetAnswer } from './changeSetAnswer.ts';
import type { RevertOptions } from './changeSetInput.ts';
import type { StoredDefinitions } from './definitionStore.ts';
import { localPackage } from './editLayers.ts';
import { mergeCarried } from './mergeCarried.ts';
import { pastLayers } from './pastLayers.ts';
import { changedPlugin, revertPlugin } from './plugins/revertPlugin.ts';
import type { Workspace } from './types.ts';

/**
 * Takes a change-set back, also one that is not the last, by another one: what it changed becomes what it was before,
 * member by member, and what it parked comes back. What came from files is taken back by changes of this installation's own.
 * Throws KILN_NOT_FOUND; KILN_CONFLICT with both sides where the same was changed since then and `conflicts` does not say
 * what counts, or where a file would have to go; and what changeLayers throws.
 */
export async function revertChangeSet(
  workspace: Workspace,
  id: string,
  { conflicts = 'refuse', ...options }: RevertOptions,
  actor: Actor,
): Promise<ChangeSetAnswer> {
  const { db } = workspace;
  const seq = await seqOf(db, id);
  const plugin = await changedPlugin(db, id);
  if (plugin) return revertPlugin(workspace, id, plugin, options, actor);
  return changeLayers(
    workspace,
    async (stored) => {
      const [before, after] = await Promise.all([pastLayers(db, stored, seq - 1), pastLayers(db, stored, seq)]);
      const { base, mine, now } = mergeCarried({ base: after, mine: before, now: stored.layers });
      const merge = mergeDefinitions(base, mine, now, conflicts === 'keep' ? 'theirs' : 'mine');
      if (conflicts === 'refuse' && merge.conflicts.length > 0) throw changedSince(merge.conflicts);
      if (merge.edits.length === 0)
        throw new KilnError('KILN_CONFLICT', { detail: nothingLeft, extra: { conflicts: [] } });
      refuseRemovals(merge.edits, stored);
      return applyEdits(stored.layers, merge.edits);
    },
    { ...options, reverts: id },
    actor,
  );
}

const nothingLeft = 'There is nothing left to take back: all of it was taken back or is to be kept.';

async function seqOf(db: Queryable, id: string): Promise<number> {
  const [row] = await db.query({ text: 'select seq from kiln.changeset where id::text = $1', values: [id] });
  if (!row) throw new KilnError('KILN_NOT_FOUND', { detail: 'There is no such change-set.' });
  return Number(row[0]);
}

function changedSince(conflicts: DefinitionsMerge['conflicts']): KilnError {
  const names = new Set(conflicts.map(({ kind, name }) => `${kind} "${name}"`));
  return new KilnError('KILN_CONFLICT', {
    detail: `Changed again since then: ${[...names].join(', ')}. Say which counts, or take back the later change first.`,
    extra: { conflicts },
  });
}

/** What a package's file says can be changed here, but is there as long as the file is. */
function refuseRemovals(edits: readonly MergedEdit[], { layers }: StoredDefinitions): void {
  const kept = edits.flatMap(({ kind, name, document }) => {
    const owner = layers.find((layer) => isFile(layer) && layer.kind === kind && layer.name === name);
    const isRenamed = edits.some((other) => other.document?.['x-id'] === name && other.kind === kind);
    return document === null && owner && !isRenamed ? [owner] : [];
  });
  if (kept.length === 0) return;
  const names = kept.slice(0, 10).map((owner) => `${owner.kind} "${owner.name}" of package ${owner.package}`);
  const more = kept.length > names.length ? ` and ${kept.length - names.length} more` : '';
  throw new KilnError('KILN_CONFLICT', {
    detail: `This came from definition files: ${names.join(', ')}${more}. Remove the files.`,
  });
}

function isFile({ package: owner, document }: Definition): boolean {
  return owner !== localPackage && document['x-patch'] !== true;
}
