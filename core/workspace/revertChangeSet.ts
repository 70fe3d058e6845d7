import type { Actor } from '../context/types.ts';
import type { Queryable } from '../db/types.ts';
import type { Definition } from '../definitions/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { canonicalJson, isObject, type JsonObject } from '../lib/json.ts';
import type { DocumentChange } from './changedDocuments.ts';
import { type ChangeOptions, type ChangeSetResult, changeLayers } from './changeLayers.ts';
import { localPackage } from './editLayers.ts';
import type { Workspace } from './types.ts';

/**
 * Takes a change-set back by another one: the documents become what they were before it, and what it parked comes back.
 * Throws KILN_NOT_FOUND; KILN_CONFLICT for one that came from files, or whose documents were changed since; and what
 * changeLayers throws.
 */
export async function revertChangeSet(
  workspace: Workspace,
  id: string,
  options: ChangeOptions,
  actor: Actor,
): Promise<ChangeSetResult> {
  const changes = await readChanges(workspace.db, id);
  if (changes.some((change) => change.package !== localPackage)) {
    throw new KilnError('KILN_CONFLICT', { detail: 'This change came from definition files. Change the files back.' });
  }
  return changeLayers(workspace, (layers) => revert(layers, changes), options, actor);
}

async function readChanges(db: Queryable, id: string): Promise<DocumentChange[]> {
  const [row] = await db.query({ text: 'select changes from kiln.changeset where id::text = $1', values: [id] });
  if (!row) throw new KilnError('KILN_NOT_FOUND', { detail: 'There is no such change-set.' });
  const changes: unknown = JSON.parse(row[0] ?? '[]');
  return Array.isArray(changes) ? changes.flatMap(parseChange) : [];
}

function parseChange(value: unknown): DocumentChange[] {
  if (!isObject(value)) return [];
  const { kind, name, package: owner, before, after } = value;
  if (typeof kind !== 'string' || typeof name !== 'string' || typeof owner !== 'string') return [];
  return [{ kind, name, package: owner, before: documentOf(before), after: documentOf(after) }];
}

function documentOf(value: unknown): JsonObject | null {
  return isObject(value) ? value : null;
}

function revert(layers: readonly Definition[], changes: readonly DocumentChange[]): Definition[] {
  const left = layers.filter((layer) => !changes.some((change) => isOf(layer, change)));
  const later = changes.filter((change) => {
    const now = layers.find((layer) => isOf(layer, change))?.document ?? null;
    return canonicalJson(now) !== canonicalJson(change.after);
  });
  if (later.length > 0) {
    const names = later.map(({ kind, name }) => `${kind} "${name}"`).join(', ');
    throw new KilnError('KILN_CONFLICT', {
      detail: `Changed again since then: ${names}. Take back the later change first.`,
    });
  }
  return [
    ...left,
    ...changes.flatMap(({ before, after: _after, ...change }) => (before ? [{ ...change, document: before }] : [])),
  ];
}

function isOf(layer: Definition, change: DocumentChange): boolean {
  return layer.kind === change.kind && layer.name === change.name && layer.package === change.package;
}
