import type { TableShape, TablesShape } from './shape.ts';
import { isLarge, type TableSizes } from './sizes.ts';

export interface OnlineContext {
  readonly before: TablesShape;
  readonly after: TablesShape;
  /** Of the tables that are there; by id. */
  readonly sizes: TableSizes;
  /** uuid of whoever makes the change. */
  readonly actor?: string;
}

export interface LargeTable {
  readonly before: TableShape;
  readonly after: TableShape;
}

/** By the name afterwards, which operations use. A table that was parked is nobody's yet, so nobody waits for it. */
export function largeTables({ before, after, sizes }: OnlineContext): Map<string, LargeTable> {
  const old = new Map(before.map((table) => [table.id, table]));
  return new Map(
    after.flatMap((table): [string, LargeTable][] => {
      const was = old.get(table.id);
      return was && isLarge(sizes.get(table.id)) ? [[table.name, { before: was, after: table }]] : [];
    }),
  );
}
