/** What of a list stands in the address. */
export interface ListState {
  /** Name of a view; absent: the default one. */
  readonly view?: string;
  /** `-createdAt` or `name`; absent: the view's own. */
  readonly sort?: string;
  /** Search text. */
  readonly q?: string;
}

/** Reads the part of the address after `?`. What is not understood is left out. */
export function parseListState(search: Readonly<Record<string, unknown>>): ListState {
  const text = (name: string) => {
    const value = search[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const [view, sort, q] = [text('view'), text('sort'), text('q')];
  return {
    ...(view ? { view } : {}),
    ...(sort && /^-?[a-zA-Z][\w.]*$/.test(sort) ? { sort } : {}),
    ...(q ? { q } : {}),
  };
}

/** What a click on a column's head does: ascending, descending, back to the view's own order. */
export function nextSort(sort: string | undefined, column: string): string | undefined {
  if (sort === column) return `-${column}`;
  return sort === `-${column}` ? undefined : column;
}
