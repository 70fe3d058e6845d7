import { encryptedMask } from '../fields/encrypted.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { changeType, fillOf } from './changeType.ts';
import { parkedColumnName, requiredName } from './identifiers.ts';
import type { Operation } from './operations.ts';
import type { Rename } from './orderRenames.ts';
import type { BegunColumn, ColumnShape, ParkedColumn } from './shape.ts';
import type { TableChange } from './tableChange.ts';

export interface ColumnChanges {
  readonly operations: readonly Operation[];
  readonly renames: readonly Rename[];
  /** Old names of columns that go or are made anew. */
  readonly lost: ReadonlySet<string>;
  /** New names of columns that come without values of their own: what is built on them costs little and cannot fail. */
  readonly fresh: ReadonlySet<string>;
  /** New names of columns that come back with their old values. */
  readonly returned: ReadonlySet<string>;
  /** New names of columns whose values become others. */
  readonly converted: ReadonlySet<string>;
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
    converted: new Set(),
    taken: new Set(change.parked.flatMap(({ name, made }) => (made ? [name, made.name] : [name]))),
  };
  for (const column of before.values()) {
    if (after.has(column.id)) continue;
    remove(found, column, column.id.includes(' > ') ? after.get(fieldId(column)) : undefined);
  }
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
  readonly converted: Set<string>;
  /** Names of parked columns. */
  readonly taken: Set<string>;
}

function alter(found: Draft, old: ColumnShape, column: ColumnShape): void {
  if (old.generated && column.generated) {
    if (old.generated.key === column.generated.key && old.type === column.type) rename(found, old, column);
    else replaceGenerated(found, old, column);
  } else if (column.generated || (old.generated && parkedFor(found, column))) {
    remove(found, old);
    bring(found, column);
  } else if (old.generated) {
    keepGenerated(found, old, column);
    alterPlain(found, old, column);
  } else {
    alterPlain(found, old, column);
  }
}

function alterPlain(found: Draft, old: ColumnShape, column: ColumnShape): void {
  const { change, operations } = found;
  const isSame = old.fieldType === column.fieldType && old.type === column.type;
  const changed = !isSame && isPaired(change, old, column) ? undefined : changeType(change, old, column, found.taken);
  if (!changed) {
    remove(found, old, column);
    bring(found, column);
    return;
  }
  rename(found, old, column);
  if (changed.operation) {
    operations.push(changed.operation);
    found.converted.add(column.name);
  }
  if (changed.isAnew) found.lost.add(old.name);
  if (old.notNull && !column.notNull && !changed.isAnew) operations.push(dropNotNull(change, column));
  if (column.notNull && (changed.isAnew || !old.notNull)) operations.push(setNotNull(change, column, old));
}

function rename(found: Draft, old: ColumnShape, column: ColumnShape): void {
  if (old.name !== column.name) found.renames.push({ from: old.name, to: column.name });
}

/**
 * A formula's values can be computed again; all others are parked.
 * @param next what the field becomes, where its values have no way there
 */
function remove(found: Draft, column: ColumnShape, next?: ColumnShape): void {
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
    ...(next ? noWay(change, column, next) : goes(entity, column)),
    affected: count(change.source, `${quoteIdent(column.name)} is not null`),
    table: change.after.name,
    tableId: change.after.id,
    column,
    as,
    ...(next && !next.generated && !isPaired(change, column, next) ? { became: begun(change, column, next) } : {}),
  });
}

function begun({ fields, oldFields, targetOf }: TableChange, old: ColumnShape, next: ColumnShape): BegunColumn {
  const [was, field] = [oldFields.get(old.id), fields.get(next.id)];
  const [from, to] = [was && targetOf(was), field && targetOf(field)];
  const targets = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  return { type: next.type, fieldType: next.fieldType, targets };
}

type Told = Pick<Extract<Operation, { op: 'parkColumn' }>, 'sentence' | 'params' | 'choice' | 'doubt'>;

function goes(entity: string, { field }: ColumnShape): Told {
  return { sentence: `Field ${entity}.${field} goes; its values are parked, out of sight.` };
}

function noWay({ after, source, oldFields, conversions }: TableChange, column: ColumnShape, next: ColumnShape): Told {
  const [from, to] = [column.fieldType, next.fieldType];
  const isSealed = [from, to].includes('encrypted');
  const reason = isSealed ? 'the database can neither seal nor read it' : `${from} says nothing as ${to}`;
  const what = `Values of ${after.entity}.${next.field}`;
  const refused = conversions.get(`${after.entity}.${next.field}`)?.unfit === 'refuse';
  const name = quoteIdent(column.name);
  const isSecret = from === 'encrypted' || oldFields.get(column.id)?.schema['x-sensitive'] === true;
  const value = isSecret ? `'${encryptedMask}'` : `${name}::text`;
  return {
    sentence: `${what} cannot become ${to}, because ${reason}; they are parked, and the field begins empty.`,
    params: { from, to, code: isSealed ? 'sealed' : 'noWay' },
    // A second column says nothing of its own.
    ...(refused && !column.id.includes(' > ')
      ? { choice: 'refuse', doubt: { source, where: `${name} is not null`, value } }
      : { choice: 'park' }),
  };
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
  const parked = parkedFor(found, column);
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

/** What waits for a column from the time before its field went, or became a formula. */
function parkedFor({ change }: Draft, column: ColumnShape): ParkedColumn | undefined {
  return change.parked.findLast(
    ({ shape, made }) =>
      !made && shape.id === column.id && shape.type === column.type && shape.fieldType === column.fieldType,
  );
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
}

function setNotNull(change: TableChange, column: ColumnShape, old: ColumnShape | undefined): Operation {
  const { entity, name: table } = change.after;
  const fill = fillOf(change.fields.get(fieldId(column)), column);
  const filled = fill === undefined ? '' : '; where it is empty it gets its default';
  return {
    op: 'setNotNull',
    entity,
    field: column.field,
    risk: 'locks',
    sentence: `Field ${entity}.${column.field} becomes required${filled}.`,
    affected: count(change.source, old ? `${quoteIdent(old.name)} is null` : 'true'),
    table,
    column: column.name,
    constraint: requiredName(change.after.id, column.id),
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
    constraint: requiredName(change.after.id, column.id),
  };
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
