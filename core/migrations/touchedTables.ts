import type { Operation } from './operations.ts';
import { render } from './render.ts';

export interface TouchedTables {
  /** Names in schema data, unquoted, as they are before the operations; sorted. */
  readonly changed: readonly string[];
  /** Those that others are made to point at. */
  readonly referenced: readonly string[];
}

/** The tables that these operations lock, so that all can be locked at once. Those that they make are nobody's yet. */
export function touchedTables(operations: readonly Operation[]): TouchedTables {
  const changed = new Set<string>();
  const referenced = new Set<string>();
  /** By the name that a table has by then, the one it had first; null: it was not there. */
  const names = new Map<string, string | null>();
  const first = (name: string) => (names.has(name) ? names.get(name) : name);
  const add = (to: Set<string>, name: string) => {
    const original = first(name);
    if (original) to.add(original);
  };
  for (const operation of operations) {
    if (operation.op === 'renameTable') {
      const original = first(operation.from) ?? null;
      if (original !== null) changed.add(original);
      names.delete(operation.from);
      names.set(operation.to, original);
    } else if (operation.op === 'unparkTable') names.set(operation.to, null);
    else if (operation.op === 'createTable') {
      if (operation.shadow !== undefined) changed.add(operation.shadow);
      names.set(operation.shape.name, null);
    } else if (operation.op === 'promoteValues' && operation.merges && operation.shadow !== undefined) {
      changed.add(operation.shadow);
    } else if (operation.op === 'parkTable') add(changed, operation.shape.name);
    else if ('table' in operation && render(operation).length > 0) add(changed, operation.table);
    if (operation.op === 'addForeignKey') add(referenced, operation.foreignKey.target);
  }
  return {
    changed: [...changed].sort(),
    referenced: [...referenced].filter((name) => !changed.has(name)).sort(),
  };
}
