import { requiredName } from './identifiers.ts';
import { type LargeTable, largeTables, type OnlineContext } from './largeTables.ts';
import type { Operation } from './operations.ts';
import { withPreparedIndexes } from './preparedIndexes.ts';
import { shadowName } from './shadowColumns.ts';
import { withShadowTables } from './shadowTables.ts';
import type { ColumnShape } from './shape.ts';

/**
 * The same operations, so that none keeps others from a large table: what reads or writes all of it is marked `online`.
 * Types, formulas and what moves between columns and links are prepared beside, before the definitions change, with the
 * indexes over them; everything else follows afterwards.
 */
export function goOnline(operations: readonly Operation[], context: OnlineContext): Operation[] {
  const tables = largeTables(context);
  const online = operations.flatMap((operation) => {
    const change = 'table' in operation ? tables.get(operation.table) : undefined;
    return change ? beside(operation, change, operations) : [operation];
  });
  return withPreparedIndexes(withShadowTables(online, context), context);
}

function beside(operation: Operation, change: LargeTable, all: readonly Operation[]): Operation[] {
  switch (operation.op) {
    case 'changeType': {
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
    case 'fillColumn': {
      const column = change.after.columns.find(({ name }) => name === operation.column);
      if (!column) return [operation];
      const shadow = shadowName(change.after, operation.column, ['filled', column.type, operation.using]);
      return [{ ...operation, online: true, shadow }, ...staysRequired(operation, change, all, column)];
    }
    case 'keepComputed': {
      const column = change.after.columns.find(({ name }) => name === operation.column);
      if (!column) return [operation];
      const shadow = shadowName(change.after, operation.column, ['kept', column.type, operation.value]);
      return [{ ...operation, online: true, shadow }, ...staysRequired(operation, change, all, column)];
    }
    case 'setNotNull': {
      const { rows: _, ...rest } = operation;
      // How many will be empty shows when they are filled.
      if (isFilled(all, operation)) return [{ ...rest, online: true }];
      return isFresh(all, operation.table, operation.column) ? [operation] : [{ ...operation, online: true }];
    }
    case 'addIndex':
    case 'addCheck':
      return [{ ...operation, online: true, risk: riskOnline(operation) }];
    case 'addForeignKey': {
      // Who was found by a title may be gone by then.
      const orphans = operation.orphans === 'none' && isLookedUp(all, operation) ? 'clear' : operation.orphans;
      return [{ ...operation, online: true, risk: riskOnline(operation), orphans }];
    }
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

function riskOnline({ risk, rows }: Operation): Operation['risk'] {
  return risk === 'locks' && !rows ? 'safe' : risk;
}

function isFilled(all: readonly Operation[], { table, column }: { table: string; column: string }): boolean {
  return all.some(
    (each) =>
      (each.op === 'fillColumn' || each.op === 'keepComputed') && each.table === table && each.column === column,
  );
}

function isLookedUp(
  all: readonly Operation[],
  { table, foreignKey }: Extract<Operation, { op: 'addForeignKey' }>,
): boolean {
  return all.some(
    (each) =>
      (each.op === 'changeType' || each.op === 'fillColumn') &&
      each.table === table &&
      each.column === foreignKey.column,
  );
}

/**
 * A field that is new has no values to look at: where it has no default either, and there are records, the plan is
 * refused.
 */
function isFresh(all: readonly Operation[], table: string, column: string): boolean {
  return all.some((each) => each.op === 'addColumn' && each.table === table && each.column.name === column);
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
      ? [
          {
            op: 'dropIndex',
            entity,
            risk: 'safe',
            sentence: each.sentence,
            params: { fields: [...each.fields], unique: each.index.unique },
            name: each.index.name,
          },
        ]
      : [],
  );
  const droppedKeys = keys.flatMap((each): Operation[] =>
    each.op === 'addForeignKey'
      ? [
          {
            op: 'dropForeignKey',
            ...base,
            sentence: each.sentence,
            params: { fields: field ? [field] : [], target: each.foreignKey.target },
            name: each.foreignKey.name,
          },
        ]
      : [],
  );
  const required = staysRequired({ entity, field, table }, { before, after }, all, column);
  return { gone: [...droppedIndexes, ...droppedKeys], back: [...indexes, ...keys, ...required] };
}

function staysRequired(
  { entity, field, table }: { entity: string; field?: string | undefined; table: string },
  { after }: LargeTable,
  all: readonly Operation[],
  column: ColumnShape,
): Operation[] {
  const isPlanned = all.some((each) => each.op === 'setNotNull' && each.table === table && each.column === column.name);
  if (!column.notNull || isPlanned) return [];
  return [
    {
      op: 'setNotNull',
      entity,
      ...(field ? { field } : {}),
      risk: 'safe',
      sentence: `Field ${entity}.${column.field} stays required.`,
      online: true,
      table,
      column: column.name,
      constraint: requiredName(after.id, column.id),
    },
  ];
}
