import { diff } from '../definitions/diff.ts';
import type { Definition } from '../definitions/types.ts';
import { canonicalJson, type JsonObject } from '../lib/json.ts';

/** A document before and after a change; null: there is none. */
export interface DocumentChange {
  readonly kind: string;
  /** After the change, else before it. */
  readonly name: string;
  readonly package: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
}

/** The packages' own documents that differ between two sets of layers. */
export function changedDocuments(from: readonly Definition[], to: readonly Definition[]): DocumentChange[] {
  const before = new Map(from.map((definition) => [keyOf(definition), definition]));
  const after = new Map(to.map((definition) => [keyOf(definition), definition]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [old, next] = [before.get(key), after.get(key)];
    const { kind, name, package: owner } = next ?? old ?? { kind: '', name: '', package: '' };
    const same =
      old && next && (old.document === next.document || canonicalJson(old.document) === canonicalJson(next.document));
    return same ? [] : [{ kind, name, package: owner, before: old?.document ?? null, after: next?.document ?? null }];
  });
}

/** The definitions that differ between two sets, all packages merged; a renamed one is one change. */
export function changedDefinitions(from: readonly Definition[], to: readonly Definition[]): DocumentChange[] {
  return diff(from, to).flatMap(({ from: old, to: next }): DocumentChange[] => {
    const known = next ?? old;
    if (!known) return [];
    const { kind, name, package: owner } = known;
    return [{ kind, name, package: owner, before: old?.document ?? null, after: next?.document ?? null }];
  });
}

function keyOf({ kind, name, package: owner }: Definition): string {
  return JSON.stringify([kind, name, owner]);
}
