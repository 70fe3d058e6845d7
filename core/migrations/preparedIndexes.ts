import { shadowPrefix } from './computed.ts';
import { stableName } from './identifiers.ts';
import { type LargeTable, largeTables, type OnlineContext } from './largeTables.ts';
import type { Operation } from './operations.ts';
import type { IndexKey, IndexShape } from './shape.ts';

type AddIndex = Extract<Operation, { op: 'addIndex' }>;

/** The same operations, where indexes over columns that are prepared are built before as well, and stay with them. */
export function withPreparedIndexes(operations: readonly Operation[], context: OnlineContext): Operation[] {
  const tables = largeTables(context);
  return operations.map((operation) => {
    const change = operation.op === 'addIndex' ? tables.get(operation.table) : undefined;
    const keys = operation.op === 'addIndex' && change ? keysBefore(operation, change, operations) : undefined;
    if (operation.op !== 'addIndex' || !keys) return operation;
    const meaning = JSON.stringify([operation.index.name, keys]);
    return { ...operation, online: true, shadow: stableName(`${shadowPrefix}${operation.index.name}`, 'i', meaning) };
  });
}

/** The index that is built before, by the names that columns have then. */
export function indexBefore(
  operation: AddIndex,
  change: LargeTable,
  operations: readonly Operation[],
): IndexShape | undefined {
  const keys = operation.shadow === undefined ? undefined : keysBefore(operation, change, operations);
  return keys && operation.shadow !== undefined ? { ...operation.index, name: operation.shadow, keys } : undefined;
}

/** Undefined where no column is prepared, or one is not there yet. */
function keysBefore({ table, index }: AddIndex, change: LargeTable, all: readonly Operation[]): IndexKey[] | undefined {
  const here = all.filter((each) => 'table' in each && each.table === table);
  const shadows = preparedColumns(here);
  if (!index.keys.some(({ column }) => shadows.has(column))) return undefined;
  const keys = index.keys.flatMap((key) => {
    const parked = here.find((each) => each.op === 'unparkColumn' && each.to === key.column);
    const id = change.after.columns.find(({ name }) => name === key.column)?.id;
    const isNew = here.some((each) => each.op === 'addColumn' && each.column.name === key.column);
    const old = isNew ? undefined : change.before.columns.find((column) => column.id === id)?.name;
    const column = shadows.get(key.column) ?? (parked?.op === 'unparkColumn' ? parked.from : old);
    return column === undefined ? [] : [{ ...key, column }];
  });
  return keys.length === index.keys.length ? keys : undefined;
}

/** Columns by their names afterwards, and the names of those that take their places. */
function preparedColumns(operations: readonly Operation[]): Map<string, string> {
  return new Map(
    operations.flatMap((each): [string, string][] => {
      if (each.op === 'addGenerated') return each.shadow === undefined ? [] : [[each.column.name, each.shadow]];
      const isFilled = each.op === 'changeType' || each.op === 'fillColumn' || each.op === 'keepComputed';
      return isFilled && each.shadow !== undefined ? [[each.column, each.shadow]] : [];
    }),
  );
}
