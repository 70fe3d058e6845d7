import { type LargeTable, largeTables, type OnlineContext } from './largeTables.ts';
import type { Operation } from './operations.ts';
import type { Preparation } from './Preparation.ts';
import { preparedColumns } from './preparedColumns.ts';
import { indexBefore } from './preparedIndexes.ts';
import { preparedRows } from './preparedRows.ts';
import type { IndexShape } from './shape.ts';

/** What has to be made before these operations take place. */
export function preparations(operations: readonly Operation[], context: OnlineContext): Preparation[] {
  const tables = largeTables(context);
  const columns = operations.flatMap((operation): Preparation[] => {
    const change = 'table' in operation ? tables.get(operation.table) : undefined;
    return change ? preparedColumns(operation, change, operations) : [];
  });
  const rows = operations.flatMap((operation): Preparation[] => {
    const isFiller = operation.op === 'addLinks' || operation.op === 'promoteValues';
    const change = isFiller ? tables.get(operation.source) : undefined;
    return isFiller && change ? preparedRows(operation, change, operations, context) : [];
  });
  return [...rows, ...withIndexes(columns, operations, tables)];
}

/** Each index stands with the first column that it is over. */
function withIndexes(
  columns: readonly Preparation[],
  operations: readonly Operation[],
  tables: ReadonlyMap<string, LargeTable>,
): Preparation[] {
  const built = operations.flatMap((operation) => {
    const change = operation.op === 'addIndex' ? tables.get(operation.table) : undefined;
    const index = operation.op === 'addIndex' && change ? indexBefore(operation, change, operations) : undefined;
    return operation.op === 'addIndex' && change && index ? [{ operation, index, table: change.before.name }] : [];
  });
  const isOver = (index: IndexShape, { computed }: Preparation) =>
    index.keys.some(({ column }) => column === computed.column);
  return columns.map((each) => ({
    ...each,
    indexes: built.flatMap(({ operation, index, table }) => {
      const first = columns.find((column) => column.table === table && isOver(index, column));
      return first === each ? [{ operation, index }] : [];
    }),
  }));
}
