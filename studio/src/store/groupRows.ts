import type { ShownGroup } from './groupedBy.ts';

/** What stands in one row of a grouped list: the head of a group, or a record by its place in its group. */
export type GroupRow =
  | { readonly kind: 'head'; readonly group: ShownGroup }
  | { readonly kind: 'record'; readonly group: ShownGroup; readonly at: number };

export interface GroupRows {
  readonly total: number;
  readonly rowAt: (index: number) => GroupRow | undefined;
}

/** The rows of groups of which some are open: their heads, and below them their records. */
export function groupRows(groups: readonly ShownGroup[], isOpen: (key: string) => boolean): GroupRows {
  const starts: number[] = [];
  let total = 0;
  for (const { key, count } of groups) {
    starts.push(total);
    total += 1 + (isOpen(key) ? count : 0);
  }
  return {
    total,
    rowAt(index) {
      if (index < 0 || index >= total) return undefined;
      let [low, high] = [0, starts.length - 1];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if ((starts[middle] ?? 0) <= index) low = middle;
        else high = middle - 1;
      }
      const group = groups[low];
      if (!group) return undefined;
      const at = index - (starts[low] ?? 0) - 1;
      return at < 0 ? { kind: 'head', group } : { kind: 'record', group, at };
    },
  };
}
