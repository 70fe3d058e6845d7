/** Selected records: some, or all that the list finds but some. */
export interface Selection {
  readonly all: boolean;
  /** The selected ones; where all are, those that are not. */
  readonly ids: ReadonlySet<string>;
}

export const nothingSelected: Selection = { all: false, ids: new Set() };
export const everythingSelected: Selection = { all: true, ids: new Set() };

export function isSelected({ all, ids }: Selection, id: string): boolean {
  return ids.has(id) !== all;
}

/** `total`: of records that the list finds. */
export function selectedCount({ all, ids }: Selection, total: number): number {
  return all ? Math.max(0, total - ids.size) : ids.size;
}

/** With the ids selected, or not. */
export function select({ all, ids }: Selection, changed: Iterable<string>, on: boolean): Selection {
  const next = new Set(ids);
  for (const id of changed) {
    if (on === all) next.delete(id);
    else next.add(id);
  }
  return { all, ids: next };
}
