import { mergeDocuments } from '../definitions/mergeDocuments.ts';
import type { Definition } from '../definitions/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import { jsonEqual } from '../lib/jsonEqual.ts';
import type { DocumentChange } from './changedDocuments.ts';

/**
 * Makes changes of documents that were thought out on earlier layers, which others may have changed since. Throws
 * KILN_STALE where the same was changed.
 */
export function rebaseLayers(layers: readonly Definition[], changes: readonly DocumentChange[]): readonly Definition[] {
  let result = layers;
  for (const change of changes) {
    const { kind, name, package: owner } = change;
    const found = result.find((layer) => layer.kind === kind && layer.name === name && layer.package === owner);
    const document = rebased(change, found?.document ?? null);
    const others = result.filter((layer) => layer !== found);
    result = document === null ? others : [...others, { kind, name, package: owner, document }];
  }
  return result;
}

function rebased(change: DocumentChange, current: JsonObject | null): JsonObject | null {
  const { before, after } = change;
  if (jsonEqual(current, before) || jsonEqual(current, after)) return after;
  if (!current || !before || !after) throw stale(change);
  const { merged, conflicts } = mergeDocuments(before, after, current, { asPatch: after['x-patch'] === true });
  if (conflicts.length > 0) throw stale(change);
  return merged;
}

function stale({ kind, name }: DocumentChange): KilnError {
  return new KilnError('KILN_STALE', {
    detail: `While the change was prepared, somebody else changed the same of ${kind} ${name}. Nothing was changed.`,
  });
}
