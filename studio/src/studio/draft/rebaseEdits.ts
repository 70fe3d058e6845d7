import { mergeDocuments } from '../../../../core/definitions/mergeDocuments.ts';
import type { Json, JsonObject } from '../../../../core/lib/json.ts';
import { definitionKey } from './definitionKey.ts';
import { type Edit, type Edits, editKey, isSameDocument, type Saved, splitKey } from './edits.ts';
import type { DraftConflict } from './StudioDraft.ts';

export interface ServerChange {
  readonly before: Saved;
  readonly after: Saved;
  /** New names by old keys, of documents that were renamed there. */
  readonly renamed: ReadonlyMap<string, string>;
}

interface RebasedEdits {
  readonly edits: Edits;
  readonly conflicts: readonly DraftConflict[];
}

/**
 * Puts what somebody else has saved meanwhile under the edits, member by member. Where both changed the same, mine stands and
 * is listed as a conflict.
 */
export function rebaseEdits(edits: Edits, change: ServerChange): RebasedEdits {
  const conflicts: DraftConflict[] = [];
  const next = new Map<string, Edit>();
  for (const edit of edits.values()) {
    const rebased = rebase(edit, change, conflicts);
    if (rebased) next.set(editKey(rebased), rebased);
  }
  return { edits: next, conflicts };
}

function rebase(edit: Edit, change: ServerChange, conflicts: DraftConflict[]): Edit | undefined {
  const { kind, name, was, document } = edit;
  const conflict: Report = (path, base, mine, theirs) => void conflicts.push({ kind, name, path, base, mine, theirs });
  if (was === undefined) {
    const theirs = change.after.get(definitionKey(kind, name));
    if (!theirs || !document) return edit;
    // Somebody else made one of the same name.
    return { ...edit, was: name, document: merge({}, document, theirs, conflict) };
  }
  const key = definitionKey(kind, was);
  const base = change.before.get(key);
  const now = change.renamed.get(key) ?? key;
  const theirs = change.after.get(now);
  if (!base || (now === key && theirs && isSameDocument(base, theirs))) return edit;
  if (!theirs) {
    if (document) conflict([], base, document, null);
    return document ? { ...edit, was: undefined } : undefined;
  }
  const { name: theirName } = splitKey(now);
  const moved = { kind, name: name === was ? theirName : name, was: theirName };
  if (!document) {
    conflict([], base, null, theirs);
    return { ...moved, document };
  }
  const merged = merge(base, document, theirs, conflict);
  if (moved.name === theirName && isSameDocument(merged, theirs)) return undefined;
  return { ...moved, document: { ...merged, $id: moved.name } };
}

type Report = (
  path: DraftConflict['path'],
  base: Json | undefined,
  mine: Json | undefined,
  theirs: Json | undefined,
) => void;

function merge(base: JsonObject, mine: JsonObject, theirs: JsonObject, conflict: Report): JsonObject {
  const { merged, conflicts } = mergeDocuments(base, mine, theirs);
  for (const each of conflicts) {
    // The name is no member like others: whoever renamed last has the say.
    if (each.path.length !== 1 || each.path[0] !== '$id') conflict(each.path, each.base, each.mine, each.theirs);
  }
  return merged;
}
