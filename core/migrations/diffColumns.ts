import type { Json } from '../lib/json.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Field } from '../model/types.ts';
import { convert } from './convert.ts';
import { parkedColumnName } from './identifiers.ts';
import type { Operation } from './operations.ts';
import type { Rename } from './orderRenames.ts';
import type { ColumnShape, ParkedColumn, TableShape } from './shape.ts';
import { sqlLiteral } from './sqlLiteral.ts';

export interface TableChange {
  readonly before: TableShape;
  readonly after: TableShape;
  /** Quoted and qualified name of the table as it is before the plan: where questions are asked. */
  readonly source: string;
  readonly parked: readonly ParkedColumn[];
  /** Fields as they will be, by x-id. */
  readonly fields: ReadonlyMap<string, Field>;
  /** True when the table itself was parked: rows it points at may be gone. */
  readonly unparked: boolean;
}

export interface ColumnChanges {
  readonly operations: readonly Operation[];
  readonly renames: readonly Rename[];
  /** Old names of columns that go or are made anew. */
  readonly lost: ReadonlySet<string>;
  /** New names of columns that come without values of their own: what is built on them costs little and cannot fail. */
  readonly fresh: ReadonlySet<string>;
  /** New names of columns that come back with their old values. */
  readonly returned: ReadonlySet<string>;
}

/** What happens to the columns of one table. */
export function diffColumns(change: TableChange): ColumnChanges {
  const before = byId(change.before.columns);
  const after = byId(change.after.columns);
  const found: Draft = {
    change,
    operations: [],
    renames: [],
    lost: new Set(),
    fresh: new Set(),
    returned: new Set(),
    taken: new Set(change.parked.map((column) => column.name)),
  };
  for (const column of before.values()) if (!after.has(column.id)) remove(found, column);
  for (const column of after.values()) {
    const old = before.get(column.id);
    if (old) alter(found, old, column);
    else bring(found, column);
  }
  return found;
}

interface Draft {
  readonly change: TableChange;
  readonly operations: Operation[];
  readonly renames: Rename[];
  readonly lost: Set<string>;
  readonly fresh: Set<string>;
  readonly returned: Set<string>;
  /** Names of parked columns. */
  readonly taken: Set<string>;
}

function alter(found: Draft, old: ColumnShape, column: ColumnShape): void {
  if (old.generated && column.generated) {
    if (old.generated.key === column.generated.key && old.type === column.type) rename(found, old, column);
    else replaceGenerated(found, old, column);
  } else if (old.generated && old.type === column.type) {
    keepGenerated(found, old, column);
  } else if (old.generated || column.generated) {
    remove(found, old);
    bring(found, column);
  } else {
    alterPlain(found, old, column);
  }
}

function alterPlain(found: Draft, old: ColumnShape, column: ColumnShape): void {
  const { change, operations } = found;
  const entity = change.after.entity;
  const field = change.fields.get(fieldId(column));
  const conversion = convert(field, old, column, isPaired(change, old, column));
  if (!conversion) {
    remove(found, old);
    bring(found, column);
    return;
  }
  rename(found, old, column);
  if (conversion.using !== undefined) {
    const fill = fillOf(field, column);
    operations.push({
      op: 'changeType',
      entity,
      field: column.field,
      risk: conversion.lossy ? 'loses data' : 'rewrites',
      sentence: `Values of ${entity}.${column.field} become ${column.fieldType || column.type}${conversion.lossy ? '; what does not fit is lost' : ''}.`,
      affected: count(change.source, `${quoteIdent(old.name)} is not null`),
      table: change.after.name,
      column: column.name,
      type: column.type,
      using:
        conversion.lossy && column.notNull && fill !== undefined
          ? `coalesce(${conversion.using}, ${fill})`
          : conversion.using,
    });
  }
  if (old.notNull && !column.notNull) operations.push(dropNotNull(change, column));
  if (!old.notNull && column.notNull) operations.push(setNotNull(change, column, old));
}

function rename(found: Draft, old: ColumnShape, column: ColumnShape): void {
  if (old.name !== column.name) found.renames.push({ from: old.name, to: column.name });
}

/** A formula's values can be computed again; all others are parked. */
function remove(found: Draft, column: ColumnShape): void {
  const { change, operations, taken } = found;
  const entity = change.before.entity;
  found.lost.add(column.name);
  if (column.generated) {
    operations.push({
      op: 'dropGenerated',
      entity,
      field: column.field,
      risk: 'safe',
      sentence: `Computed column ${column.name} of ${entity} goes.`,
      table: change.after.name,
      column: column.name,
    });
    return;
  }
  const as = parkedColumnName(change.after.id, column.id, taken);
  taken.add(as);
  operations.push({
    op: 'parkColumn',
    entity,
    field: column.field,
    risk: 'loses data',
    sentence: `Field ${entity}.${column.field} goes; its values are parked, out of sight.`,
    affected: count(change.source, `${quoteIdent(column.name)} is not null`),
    table: change.after.name,
    tableId: change.after.id,
    column,
    as,
  });
}

function bring(found: Draft, column: ColumnShape): void {
  const { change, operations, fresh } = found;
  const { entity, name: table } = change.after;
  const base = { entity, field: column.field, table, column };
  if (column.generated) {
    fresh.add(column.name);
    operations.push({
      op: 'addGenerated',
      ...base,
      risk: 'rewrites',
      sentence: `${entity} gets the computed column ${column.name}.`,
    });
    return;
  }
  const parked = change.parked.findLast(
    ({ shape }) => shape.id === column.id && shape.type === column.type && shape.fieldType === column.fieldType,
  );
  if (parked) {
    found.returned.add(column.name);
    operations.push({
      op: 'unparkColumn',
      entity,
      field: column.field,
      risk: 'safe',
      sentence: `Field ${entity}.${column.field} comes back with its parked values.`,
      table,
      from: parked.name,
      to: column.name,
    });
    if (column.notNull) operations.push(setNotNull(change, column, { ...column, name: parked.name }));
    return;
  }
  fresh.add(column.name);
  const fill = fillOf(change.fields.get(fieldId(column)), column);
  const sentence = `${entity} gets the field ${column.field}.`;
  if (fill !== undefined) operations.push({ op: 'addColumn', ...base, risk: 'safe', sentence, fill });
  else {
    operations.push({ op: 'addColumn', ...base, column: { ...column, notNull: false }, risk: 'safe', sentence });
    if (column.notNull) operations.push(setNotNull(change, column, undefined));
  }
}

function replaceGenerated(found: Draft, old: ColumnShape, column: ColumnShape): void {
  const { change } = found;
  found.lost.add(old.name);
  const base = { entity: change.after.entity, field: column.field, table: change.after.name };
  found.operations.push(
    {
      op: 'dropGenerated',
      ...base,
      risk: 'safe',
      sentence: `Computed column ${old.name} of ${change.after.entity} makes room for its new formula.`,
      column: old.name,
    },
    {
      op: 'addGenerated',
      ...base,
      risk: 'rewrites',
      sentence: `Computed column ${column.name} of ${change.after.entity} is computed anew.`,
      column,
    },
  );
}

function keepGenerated(found: Draft, old: ColumnShape, column: ColumnShape): void {
  const { change } = found;
  found.operations.push({
    op: 'keepGenerated',
    entity: change.after.entity,
    field: column.field,
    risk: 'safe',
    sentence: `Field ${change.after.entity}.${column.field} keeps its computed values and can be edited.`,
    table: change.after.name,
    column: old.name,
  });
  rename(found, old, column);
  if (column.notNull) found.operations.push(setNotNull(change, column, old));
}

function setNotNull(change: TableChange, column: ColumnShape, old: ColumnShape | undefined): Operation {
  const { entity, name: table } = change.after;
  const fill = fillOf(change.fields.get(fieldId(column)), column);
  return {
    op: 'setNotNull',
    entity,
    field: column.field,
    risk: 'locks',
    sentence: `Field ${entity}.${column.field} becomes required${fill === undefined ? '' : '; where it is empty it gets its default'}.`,
    affected: count(change.source, old ? `${quoteIdent(old.name)} is null` : 'true'),
    table,
    column: column.name,
    ...(fill === undefined ? {} : { fill }),
  };
}

function dropNotNull(change: TableChange, column: ColumnShape): Operation {
  const { entity, name: table } = change.after;
  return {
    op: 'dropNotNull',
    entity,
    field: column.field,
    risk: 'safe',
    sentence: `Field ${entity}.${column.field} may be empty.`,
    table,
    column: column.name,
  };
}

/** SQL of a field's constant default. */
function fillOf(field: Field | undefined, column: ColumnShape): string | undefined {
  if (field?.defaultValue === undefined || field.defaultValue === null) return undefined;
  const values: Record<string, Json> = field.type.toColumns?.(field.defaultValue, field.schema, field.column) ?? {
    [field.column]: field.defaultValue,
  };
  const value = values[column.name];
  return value === undefined || value === null ? undefined : sqlLiteral(value, column.type);
}

function isPaired(change: TableChange, old: ColumnShape, column: ColumnShape): boolean {
  const pair = (columns: readonly ColumnShape[], id: string) => columns.some((each) => each.id.startsWith(`${id} > `));
  const id = fieldId(column);
  return pair(change.before.columns, id) || pair(change.after.columns, id) || old.id.includes(' > ');
}

function fieldId(column: ColumnShape): string {
  return column.id.split(' > ')[0] ?? column.id;
}

function count(source: string, condition: string): string {
  return `select count(*) from ${source} where ${condition}`;
}

function byId(columns: readonly ColumnShape[]): Map<string, ColumnShape> {
  return new Map(columns.map((column) => [column.id, column]));
}
