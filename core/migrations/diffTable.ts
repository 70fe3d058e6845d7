import { quoteIdent } from '../lib/quoteIdent.ts';
import { snakeCase } from '../lib/snakeCase.ts';
import { type ColumnChanges, diffColumns } from './diffColumns.ts';
import { duplicatesSql } from './duplicates.ts';
import type { Operation } from './operations.ts';
import { orderRenames } from './orderRenames.ts';
import type { ColumnShape, ForeignKeyShape, IndexShape, TableShape } from './shape.ts';
import type { TableChange } from './tableChange.ts';

/** Operations that turn one table into another, in no order between kinds. */
export function diffTable(change: TableChange): Operation[] {
  const { before, after } = change;
  const columns = diffColumns(change);
  const lost = new Set(columns.lost);
  const fresh = new Set(columns.fresh);
  const touches = (names: readonly string[]) => names.some((name) => lost.has(name));
  const entity = after.entity;
  const table = after.name;

  const indexes = compareByName(before.indexes, after.indexes, (index) => touches(index.keys.map((key) => key.column)));
  const checks = compareByName(before.checks, after.checks, (check) => touches(check.columns));
  const keys = compareByName(before.foreignKeys, after.foreignKeys, (key) => touches([key.column]));

  return [
    ...columns.operations,
    ...orderRenames(columns.renames).map(
      ({ from, to }): Operation => ({
        op: 'renameColumn',
        entity,
        risk: 'safe',
        sentence: renameSentence(before, after, from, to),
        table,
        from,
        to,
      }),
    ),
    ...indexes.removed.map(
      (index): Operation => ({
        op: 'dropIndex',
        entity,
        risk: 'safe',
        sentence: `${indexNamed(before, index)} of ${entity} goes.`,
        params: { fields: fieldsOf(before, columnsOf(index)), unique: index.unique },
        name: index.name,
      }),
    ),
    ...indexes.added.map((index): Operation => {
      const names = fieldsOf(after, columnsOf(index));
      const duplicates = index.unique ? duplicatesBefore(change, index, touches) : undefined;
      return {
        op: 'addIndex',
        entity,
        ...(names.length === 1 && names[0] ? { field: names[0] } : {}),
        risk: columnsOf(index).some((name) => fresh.has(name)) ? 'safe' : 'locks',
        sentence: index.unique
          ? `Values of ${list(names)} become unique in ${entity}.`
          : `${entity} gets an index over ${list(names)}.`,
        table,
        index,
        fields: columnsOf(index).map((column) => fieldOf(after, column)),
        ...(duplicates === undefined ? {} : { duplicates }),
      };
    }),
    ...checks.removed.map(
      (check): Operation => ({
        op: 'dropCheck',
        entity,
        risk: 'safe',
        sentence: `Both parts of ${list(fieldsOf(before, check.columns))} of ${entity} no longer go together.`,
        params: { fields: fieldsOf(before, check.columns) },
        table,
        name: check.name,
      }),
    ),
    ...checks.added.map(
      (check): Operation => ({
        op: 'addCheck',
        entity,
        risk: check.columns.every((name) => fresh.has(name)) ? 'safe' : 'locks',
        sentence: `Both parts of ${list(fieldsOf(after, check.columns))} of ${entity} go together.`,
        params: { fields: fieldsOf(after, check.columns) },
        table,
        check,
      }),
    ),
    ...keys.removed.map(
      (key): Operation => ({
        op: 'dropForeignKey',
        entity,
        risk: 'safe',
        sentence: `Field ${entity}.${keyNamed(before, key)} no longer has to point at a record of ${key.target}.`,
        params: { fields: fieldsOf(before, [key.column]), target: key.target },
        table,
        name: key.name,
      }),
    ),
    ...keys.added.map((key) => addForeignKey(change, key, columns)),
  ];
}

/**
 * What goes and what comes, by names that stand for the whole definition. `lost`: it stands on a column that goes or is
 * made anew, so it must be made anew with it.
 */
/** Fields with a second column are spoken of once as a field. */
function renameSentence(before: TableShape, after: TableShape, from: string, to: string): string {
  const old = before.columns.find((column) => column.name === from);
  const now = after.columns.find((column) => column.name === to);
  if (!old || !now || old.name !== snakeCase(old.field))
    return `Column ${from} of ${after.entity} is renamed to ${to}.`;
  return `Field ${after.entity}.${old.field} is renamed to ${now.field} and keeps its values.`;
}

function compareByName<T extends { name: string }>(
  before: readonly T[],
  after: readonly T[],
  lost: (item: T) => boolean,
) {
  const staying = new Set(before.filter((item) => !lost(item)).map((item) => item.name));
  const wanted = new Set(after.map((item) => item.name));
  return {
    removed: before.filter((item) => lost(item) || !wanted.has(item.name)),
    added: after.filter((item) => !staying.has(item.name)),
  };
}

function addForeignKey(
  change: TableChange,
  key: ForeignKeyShape,
  { fresh, returned, converted }: ColumnChanges,
): Operation {
  const { before, after } = change;
  const column = after.columns.find((each) => each.name === key.column);
  const rowsStandOnIt = after.primaryKey.columns.includes(key.column);
  const remove = rowsStandOnIt ? 'delete' : 'clear';
  const what = `Field ${after.entity}.${after.field ?? column?.field ?? key.column}`;
  const base = {
    op: 'addForeignKey',
    entity: after.entity,
    ...(column?.field ? { field: column.field } : {}),
    sentence: `${what} points at a record of ${key.target}.`,
    table: after.name,
    foreignKey: key,
  } as const;
  if (fresh.has(key.column)) return { ...base, risk: 'safe', orphans: 'none' };
  if (converted.has(key.column)) return { ...base, risk: 'locks', orphans: 'none' };
  if (change.unparked || returned.has(key.column)) return { ...base, risk: 'locks', orphans: remove };
  const old = before.columns.find((each) => each.id === column?.id);
  const same = before.foreignKeys.some((each) => each.column === old?.name && each.targetId === key.targetId);
  if (same) return { ...base, risk: 'locks', orphans: 'none' };
  const points = `${what} points at a record of ${key.target}`;
  return {
    ...base,
    risk: 'loses data',
    sentence: rowsStandOnIt
      ? `${points}. Links that point elsewhere cannot be kept: give them a field of their own.`
      : `${points}; values that point elsewhere are emptied.`,
    orphans: remove,
    ...(rowsStandOnIt ? { choice: 'refuse' } : {}),
    ...(old ? { affected: countNotNull(change.source, old) } : {}),
  };
}

function columnsOf(index: IndexShape): string[] {
  return index.keys.map((key) => key.column);
}

/** Names of the fields that columns belong to, for people; without the id that ends the index of a list. */
function fieldsOf(table: TableShape, columns: readonly string[]): string[] {
  const names = [...new Set(columns.map((column) => fieldOf(table, column)))];
  return names.length > 1 ? names.filter((name) => name !== 'id') : names;
}

function fieldOf(table: TableShape, name: string): string {
  const column = table.columns.find((each) => each.name === name);
  return column?.id.startsWith('$search_') ? 'the fields of x-search' : (column?.field ?? name);
}

/** Undefined where the values only come to be what they will be while the plan is applied. */
function duplicatesBefore(
  { before, after, source }: TableChange,
  index: IndexShape,
  isLost: (names: readonly string[]) => boolean,
): string | undefined {
  const keys = index.keys.flatMap((key) => {
    const column = after.columns.find((each) => each.name === key.column);
    const old = before.columns.find((each) => each.id === column?.id);
    return old && old.type === column?.type && !isLost([old.name]) ? [{ ...key, column: old.name }] : [];
  });
  return keys.length === index.keys.length ? duplicatesSql(source, keys) : undefined;
}

function countNotNull(source: string, column: ColumnShape): string {
  return `select count(*) from ${source} where ${quoteIdent(column.name)} is not null`;
}

function list(names: readonly string[]): string {
  return names.join(', ');
}

function indexNamed(before: TableShape, index: IndexShape): string {
  const what = index.unique ? 'rule that values are unique' : 'index';
  return `The ${what} over ${list(fieldsOf(before, columnsOf(index)))}`;
}

function keyNamed(before: TableShape, { column }: ForeignKeyShape): string {
  return list(fieldsOf(before, [column]));
}
