/** How much a table holds, roughly; by its id. */
export type TableSizes = ReadonlyMap<string, TableSize>;

export interface TableSize {
  readonly rows: number;
  readonly bytes: number;
}

/**
 * More rows than this, or bytes, and what reads or writes all of them goes on beside everybody's work. Below, it takes
 * a fraction of a second in the transaction of the change-set, which is simpler: all or nothing at once.
 */
const mostRows = 20_000;
const mostBytes = 16 * 1024 * 1024;

export function isLarge(size: TableSize | undefined): boolean {
  return size !== undefined && (size.rows > mostRows || size.bytes > mostBytes);
}
