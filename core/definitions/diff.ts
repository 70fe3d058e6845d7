import { canonicalJson } from '../lib/json.ts';
import { definitionId } from './kind.ts';
import type { Definition } from './types.ts';

/** A definition that is new (no `from`), gone (no `to`), or has another document, name or package. */
export interface DefinitionChange {
  readonly kind: string;
  /** x-id: the same on both sides, whatever the names are. */
  readonly id: string;
  readonly from?: Definition;
  readonly to?: Definition;
}

/**
 * What changed from one set of definitions to another, found by kind and x-id; in the order of `to`, then what is gone.
 */
export function diff(from: readonly Definition[], to: readonly Definition[]): DefinitionChange[] {
  const before = byId(from);
  const after = byId(to);
  const changes: DefinitionChange[] = [];
  for (const [key, next] of after) {
    const old = before.get(key);
    const identity = { kind: next.kind, id: definitionId(next) };
    if (old === undefined) changes.push({ ...identity, to: next });
    else if (differs(old, next)) changes.push({ ...identity, from: old, to: next });
  }
  for (const [key, old] of before) {
    if (!after.has(key)) changes.push({ kind: old.kind, id: definitionId(old), from: old });
  }
  return changes;
}

function byId(definitions: readonly Definition[]): Map<string, Definition> {
  return new Map(definitions.map((definition) => [`${definition.kind} ${definitionId(definition)}`, definition]));
}

function differs(a: Definition, b: Definition): boolean {
  if (a.name !== b.name || a.package !== b.package) return true;
  return a.document !== b.document && canonicalJson(a.document) !== canonicalJson(b.document);
}
