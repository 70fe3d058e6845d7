import type { OnlineContext } from './largeTables.ts';
import type { Operation } from './operations.ts';

/**
 * Operations with the time that each takes, in milliseconds, by the sizes of its table. Told to people who decide
 * whether to do it now: right within a factor of about three on a small server that has other work to do.
 */
export function estimated(operations: readonly Operation[], { after, sizes }: OnlineContext): Operation[] {
  const tables = new Map(after.map((table) => [table.name, table]));
  const sizeOfLinks = (name: string) => {
    const made = operations.find((each) => each.op === 'addLinks' && each.table === name);
    const source = made?.op === 'addLinks' ? tables.get(made.source) : undefined;
    const { rows = 0 } = sizes.get(source?.id ?? '') ?? {};
    return { rows, bytes: rows * bytesOfLink };
  };
  return operations.map((operation) => {
    const name = 'source' in operation ? operation.source : 'table' in operation ? operation.table : '';
    const table = tables.get(name);
    const { rows, bytes } = sizes.get(table?.id ?? '') ?? sizeOfLinks(name);
    const work = { rows, bytes, indexes: (table?.indexes.length ?? 0) + 1 };
    return { ...operation, ms: Math.round(instant + timeOf(operation, work)) };
  });
}

/** All of a table; `bytes` are those of its rows, without indexes. */
interface TableWork {
  readonly rows: number;
  readonly bytes: number;
  readonly indexes: number;
}

const instant = 5;
const bytesOfLink = 64;

/**
 * Milliseconds a row, an index of a row, and a byte. From 100,000 rows of 160 and 370 bytes with 2 and 8 indexes, and
 * 50,000 rows of 2 KB, on two busy cores (estimate.test.ts has the figures). Batches rest for as long as they work.
 */
const costs = {
  scan: { row: 0.0002, index: 0, byte: 1e-6 },
  sort: { row: 0.001, index: 0, byte: 5e-7 },
  invert: { row: 0.02, index: 0, byte: 5e-7 },
  /** All at once. */
  rewrite: { row: 0.004, index: 0.002, byte: 5e-6 },
  /** Looked at in batches. */
  walk: { row: 0.005, index: 0, byte: 1e-6 },
  /** Changed in batches. */
  batch: { row: 0.02, index: 0.005, byte: 1e-5 },
  /** Computed by a trigger, in batches. */
  compute: { row: 0.03, index: 0.01, byte: 3e-5 },
  insert: { row: 0.03, index: 0, byte: 0 },
} as const;

function time(cost: keyof typeof costs, { rows, bytes, indexes }: TableWork): number {
  const { row, index, byte } = costs[cost];
  return rows * (row + index * indexes) + bytes * byte;
}

function timeOf(operation: Operation, table: TableWork): number {
  switch (operation.op) {
    case 'changeType':
    case 'addGenerated':
    case 'fillColumn':
    case 'keepComputed':
      return time(operation.shadow === undefined ? 'rewrite' : 'compute', table);
    case 'addLinks':
      return time('insert', table) + (operation.shadow === undefined ? 0 : time('compute', table));
    case 'promoteValues':
      return time(operation.shadow === undefined ? 'scan' : 'insert', table);
    case 'addIndex':
      return time(operation.index.method === 'gin' ? 'invert' : 'sort', table);
    case 'setNotNull':
      return time('scan', table) + (operation.fill === undefined ? 0 : changing(operation, table));
    case 'renameReferences':
    case 'renameOption':
    case 'removeOption':
    case 'restoreOption':
      return changing(operation, table);
    case 'addForeignKey':
      return time('sort', table) + (operation.orphans === 'none' ? 0 : changing({ ...operation, rows: 0 }, table));
    case 'addCheck':
      return time('scan', table);
    default:
      return 0;
  }
}

/** Only some of the rows become others. */
function changing({ rows, online }: Operation, table: TableWork): number {
  const part = table.rows === 0 ? 0 : Math.min(1, (rows ?? table.rows) / table.rows);
  const changed = { ...table, rows: table.rows * part, bytes: table.bytes * part };
  if (!online) return time('scan', table) + time('rewrite', changed);
  return time('walk', table) + time('batch', changed);
}
