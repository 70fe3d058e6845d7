import { quoteIdent } from '../lib/quoteIdent.ts';
import { shadowPrefix } from './computed.ts';
import { requiredName, stableName } from './identifiers.ts';
import { type LargeTable, largeTables, type OnlineContext } from './largeTables.ts';
import type { Operation } from './operations.ts';
import type { ColumnShape, TableShape } from './shape.ts';

/**
 * The same operations, so that none keeps others from a large table: what reads or writes all of it is marked `online`.
 * Types and formulas are prepared in a column beside, before the definitions change; everything else follows afterwards.
 */
export function goOnline(operations: readonly Operation[], context: OnlineContext): Operation[] {
  const tables = largeTables(context);
  return operations.flatMap((operation) => {
    const change = 'table' in operation ? tables.get(operation.table) : undefined;
    return change ? beside(operation, change, operations) : [operation];
  });
}

function beside(operation: Operation, change: LargeTable, all: readonly Operation[]): Operation[] {
  switch (operation.op) {
    case 'changeType': {
      if (operation.atOnce || readsNewTables(operation.using, all)) return [operation];
      const column = change.after.columns.find(({ name }) => name === operation.column);
      const shadow = shadowName(change.after, operation.column, [operation.type, operation.using]);
      const made =
        operation.keep && shadowName(change.after, operation.column, ['made', operation.type, operation.using]);
      const { gone, back } = standingOn(operation, change, all, column);
      return [...gone, { ...operation, online: true, shadow, ...(made ? { shadowMade: made } : {}) }, ...back];
    }
    case 'addGenerated': {
      const { name, type, generated } = operation.column;
      const shadow = shadowName(change.after, name, [type, generated?.key ?? '']);
      return [{ ...operation, online: true, shadow }];
    }
    case 'setNotNull':
      return isFresh(all, operation.table, operation.column) ? [operation] : [{ ...operation, online: true }];
    case 'addIndex':
    case 'addCheck':
    case 'addForeignKey':
      return [
        { ...operation, online: true, risk: operation.risk === 'locks' && !operation.rows ? 'safe' : operation.risk },
      ];
    case 'renameReferences':
      return [changesPlaces(operation.names) ? operation : { ...operation, online: true }];
    case 'renameOption':
      return [changesPlaces(operation.values) ? operation : { ...operation, online: true }];
    case 'removeOption':
    case 'restoreOption':
      return [{ ...operation, online: true }];
    default:
      return [operation];
  }
}

/** Values that change places would change back when a batch is done twice. */
function changesPlaces(values: Readonly<Record<string, string>>): boolean {
  return Object.values(values).some((value) => Object.hasOwn(values, value));
}

/** What is looked up in a table that this very change makes or renames cannot be prepared before it. */
function readsNewTables(sql: string, all: readonly Operation[]): boolean {
  return all.some((each) => {
    const name = each.op === 'createTable' ? each.shape.name : each.op === 'renameTable' ? each.to : undefined;
    return name !== undefined && sql.includes(`data.${quoteIdent(name)}`);
  });
}

/** A field that is new has no values to look at: where it has no default either, and there are records, the plan is refused. */
function isFresh(all: readonly Operation[], table: string, column: string): boolean {
  return all.some((each) => each.op === 'addColumn' && each.table === table && each.column.name === column);
}

/** With the meaning in it, so that what was prepared for one try of a change-set serves the next, if it still fits. */
function shadowName(table: TableShape, name: string, meaning: readonly string[]): string {
  const id = table.columns.find((column) => column.name === name)?.id ?? name;
  return stableName(`${shadowPrefix}${id}`, 'n', JSON.stringify([table.id, id, ...meaning]));
}

/** What stood on the old column and goes with it, though its name and meaning stay. */
function standingOn(
  { entity, field, table }: Operation & { table: string },
  { before, after }: LargeTable,
  all: readonly Operation[],
  column: ColumnShape | undefined,
): { gone: Operation[]; back: Operation[] } {
  if (!column) return { gone: [], back: [] };
  const base = { entity, ...(field ? { field } : {}), risk: 'safe', table } as const;
  const planned = new Set(all.flatMap((each) => ('name' in each && each.op.startsWith('drop') ? [each.name] : [])));
  const old = before.columns.find(({ id }) => id === column.id)?.name;
  const stays = (name: string, columns: readonly string[]) => columns.includes(old ?? '') && !planned.has(name);
  const indexes = before.indexes
    .filter(({ name, keys }) =>
      stays(
        name,
        keys.map((key) => key.column),
      ),
    )
    .flatMap(({ name }) => after.indexes.filter((index) => index.name === name))
    .map(
      (index): Operation => ({
        op: 'addIndex',
        ...base,
        sentence: `The index over ${field ?? column.field} of ${entity} is built anew.`,
        online: true,
        index,
        fields: index.keys.map((key) => after.columns.find(({ name }) => name === key.column)?.field ?? key.column),
      }),
    );
  const keys = before.foreignKeys
    .filter((key) => stays(key.name, [key.column]))
    .flatMap(({ name }) => after.foreignKeys.filter((key) => key.name === name))
    .map(
      (foreignKey): Operation => ({
        op: 'addForeignKey',
        ...base,
        sentence: `Field ${entity}.${column.field} points at a record of ${foreignKey.target}.`,
        online: true,
        foreignKey,
        orphans: 'none',
      }),
    );
  const droppedIndexes = indexes.flatMap((each): Operation[] =>
    each.op === 'addIndex'
      ? [{ op: 'dropIndex', entity, risk: 'safe', sentence: each.sentence, name: each.index.name }]
      : [],
  );
  const droppedKeys = keys.flatMap((each): Operation[] =>
    each.op === 'addForeignKey'
      ? [{ op: 'dropForeignKey', ...base, sentence: each.sentence, name: each.foreignKey.name }]
      : [],
  );
  const required: Operation[] =
    column.notNull &&
    !all.some((each) => each.op === 'setNotNull' && each.table === table && each.column === column.name)
      ? [
          {
            op: 'setNotNull',
            ...base,
            sentence: `Field ${entity}.${column.field} stays required.`,
            online: true,
            column: column.name,
            constraint: requiredName(after.id, column.id),
          },
        ]
      : [];
  return { gone: [...droppedIndexes, ...droppedKeys], back: [...indexes, ...keys, ...required] };
}
