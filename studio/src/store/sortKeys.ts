/** One key of a sort. */
export interface SortKey {
  readonly path: string;
  readonly descending: boolean;
}

/** `-createdAt,name` as keys, the first the strongest. */
export function parseSort(sort: string | undefined): SortKey[] {
  return (sort ?? '')
    .split(',')
    .filter((key) => key !== '')
    .map((key) => (key.startsWith('-') ? { path: key.slice(1), descending: true } : { path: key, descending: false }));
}

/** undefined for no keys. */
export function printSort(keys: readonly SortKey[]): string | undefined {
  return keys.map(({ path, descending }) => (descending ? `-${path}` : path)).join(',') || undefined;
}

/**
 * What a click on a column's head does: ascending, descending, back to none. Alone, or (`keep`) after the keys that are there.
 */
export function nextSort(sort: string | undefined, path: string, keep: boolean): string | undefined {
  const keys = parseSort(sort);
  const at = keys.findIndex((key) => key.path === path);
  const next = (key: SortKey | undefined): SortKey[] => {
    if (!key) return [{ path, descending: false }];
    return key.descending ? [] : [{ path, descending: true }];
  };
  if (!keep) return printSort(next(keys.length === 1 ? keys[at] : undefined));
  if (at === -1) return printSort([...keys, ...next(undefined)]);
  return printSort(keys.toSpliced(at, 1, ...next(keys[at])));
}
