import { quoteIdent } from '../lib/quoteIdent.ts';
import { requiredName } from './identifiers.ts';
import type { AddLinks, CreateTable, FillColumn, Operation, RemoveOption, RestoreOption } from './operations.ts';
import { type Moment, parkedComment, parkedTableComment } from './parkedComment.ts';
import { renderEntries, renderPromotion } from './promotedValues.ts';
import { renderChangeType } from './renderChangeType.ts';
import { renderRowChange } from './renderRowChange.ts';
import { rowChange } from './rowChange.ts';
import type { CheckShape, ColumnShape, ForeignKeyShape, IndexKey, IndexShape, TableShape } from './shape.ts';

type SetNotNull = Extract<Operation, { op: 'setNotNull' }>;

/**
 * SQL statements of an operation, in order; of one that is `online`, what is done of it in the change-set's
 * transaction.
 */
export function render(operation: Operation, moment?: Moment): string[] {
  switch (operation.op) {
    case 'parkTable':
      return parkTable(operation.shape, operation.as, moment);
    case 'renameTable':
      return [`alter table ${table(operation.from)} rename to ${quoteIdent(operation.to)}`];
    case 'unparkTable':
      return [
        `alter table ${parked(operation.from)} rename to ${quoteIdent(operation.to)}`,
        `alter table ${parked(operation.to)} set schema data`,
        `comment on table ${table(operation.to)} is null`,
      ];
    case 'dropForeignKey':
    case 'dropCheck':
      return [`alter table ${table(operation.table)} drop constraint ${quoteIdent(operation.name)}`];
    case 'dropIndex':
      return [`drop index if exists ${table(operation.name)}`];
    case 'dropGenerated':
      return [`alter table ${table(operation.table)} drop column ${quoteIdent(operation.column)}`];
    case 'keepGenerated':
      return [alterColumn(operation.table, operation.column, 'drop expression if exists')];
    case 'parkColumn':
      return parkColumn(operation, moment);
    case 'renameColumn':
      return [renameColumn(operation.table, operation.from, operation.to)];
    case 'createTable':
      return operation.shadow === undefined ? renderTable(operation.shape) : takeTable(operation, operation.shadow);
    case 'unparkColumn':
      return [
        renameColumn(operation.table, operation.from, operation.to),
        `comment on column ${table(operation.table)}.${quoteIdent(operation.to)} is null`,
      ];
    case 'addColumn':
      return addColumn(operation.table, operation.column, operation.fill);
    case 'addGenerated':
      if (operation.shadow !== undefined)
        return [renameColumn(operation.table, operation.shadow, operation.column.name)];
      return addColumn(operation.table, operation.column, undefined);
    case 'changeType':
      return renderChangeType(operation, moment);
    case 'setNotNull':
      if (operation.online) return isFilled(operation) ? [] : [requireValues(operation)];
      return [...changeRows(operation), alterColumn(operation.table, operation.column, 'set not null')];
    case 'dropNotNull':
      return [
        alterColumn(operation.table, operation.column, 'drop not null'),
        dropConstraint(operation.table, operation.constraint),
      ];
    case 'addIndex':
      if (operation.shadow !== undefined) return [renameIndex(operation.shadow, operation.index.name)];
      return operation.online ? [] : [renderIndex(operation.table, operation.index)];
    case 'addCheck':
      return [
        `alter table ${table(operation.table)}
  add ${checkClause(operation.check)}${operation.online ? ' not valid' : ''}`,
      ];
    case 'addForeignKey':
      if (operation.online) return [foreignKey(operation.table, operation.foreignKey, ' not valid')];
      return [...changeRows(operation), foreignKey(operation.table, operation.foreignKey, '')];
    case 'renameReferences':
    case 'renameOption':
      return operation.online ? [] : changeRows(operation);
    case 'promoteValues':
      return renderPromotion(operation, moment);
    case 'keepComputed':
      return operation.shadow === undefined
        ? [operation.read, keepComputed(operation)]
        : takeColumn(operation, operation.shadow);
    case 'fillColumn':
      return operation.shadow === undefined ? [fillColumn(operation)] : takeColumn(operation, operation.shadow);
    case 'addLinks':
      return operation.shadow === undefined ? addLinks(operation) : [];
    case 'removeOption':
      return [...keepOptions(operation, moment), ...(operation.online ? [] : changeRows(operation))];
    case 'restoreOption':
      return operation.online ? [] : [...changeRows(operation), ...dropRestored(operation)];
  }
}

/**
 * SQL statements of an operation that runs beside everybody's work, each in a transaction of its own; rows are changed
 * some at a time.
 */
export function renderAfterwards(operation: Operation, moment?: Moment): string[] {
  if (!operation.online) return [];
  switch (operation.op) {
    case 'addIndex':
      return operation.shadow === undefined ? [renderIndex(operation.table, operation.index, 'concurrently ')] : [];
    case 'promoteValues':
      return renderEntries(operation, moment);
    case 'setNotNull':
      return [
        ...changeRows(operation),
        ...(isFilled(operation) ? [requireValues(operation)] : []),
        validate(operation.table, operation.constraint),
        alterColumn(operation.table, operation.column, 'set not null'),
        dropConstraint(operation.table, operation.constraint),
      ];
    case 'addCheck':
      return [validate(operation.table, operation.check.name)];
    case 'addForeignKey':
      return [...changeRows(operation), validate(operation.table, operation.foreignKey.name)];
    case 'restoreOption':
      return [...changeRows(operation), ...dropRestored(operation)];
    default:
      return 'table' in operation ? changeRows(operation) : [];
  }
}

function fillColumn({ table: name, column, using, keepsOthers }: FillColumn): string {
  const others = keepsOthers ? ' and given.value is not null' : '';
  return `update ${table(name)} as record
set ${quoteIdent(column)} = given.value
from (select "id", ${using} as value from ${table(name)} offset 0) as given
where given."id" = record."id" and record.${quoteIdent(column)} is distinct from given.value${others}`;
}

/** What was prepared takes the place of the column, which is new, or has its values in it. */
function takeColumn(
  { table: name, column, links }: Pick<FillColumn, 'table' | 'column' | 'links'>,
  shadow: string,
): string[] {
  return [
    ...(links === undefined ? [] : [`drop function if exists ${followLinks(shadow)}() cascade`]),
    `alter table ${table(name)} drop column ${quoteIdent(column)}`,
    renameColumn(name, shadow, column),
    `comment on column ${table(name)}.${quoteIdent(column)} is null`,
  ];
}

/** Name of the trigger's function by which a column that is prepared follows a table of links. */
export function followLinks(shadow: string): string {
  return `kiln.${quoteIdent(shadow)}`;
}

function takeTable({ shape, parked: old }: CreateTable, shadow: string): string[] {
  return [
    `alter table ${table(shadow)} rename to ${quoteIdent(shape.name)}`,
    `comment on table ${table(shape.name)} is null`,
    ...(old === undefined ? [] : [`drop table ${parked(old)}`]),
  ];
}

/** Links that came back from parking stay where they still begin with what the column holds. */
function addLinks({ table: name, source, targets, isExact }: AddLinks): string[] {
  const wanted = `select record."id" as source, given.list
  from ${table(source)} as record
  cross join lateral (select ${targets} as list from (select record.*) as row) as given`;
  return [
    `delete from ${table(name)} as link
using (${wanted}) as wanted
where link.source = wanted.source${isExact ? '' : ' and wanted.list is not null'} and wanted.list[1] is distinct from (
  select first.target from ${table(name)} as first where first.source = wanted.source order by first.position limit 1)`,
    `insert into ${table(name)} (source, target, position)
select wanted.source, item.target, min(item.place) - 1
from (${wanted}) as wanted
cross join lateral unnest(wanted.list) with ordinality as item(target, place)
where not exists (select from ${table(name)} as link where link.source = wanted.source)
group by 1, 2`,
  ];
}

function keepOptions({ table: name, column, options, keep }: RemoveOption, moment: Moment | undefined): string[] {
  const { original, made, tableId, column: shape } = keep;
  return [
    `alter table ${table(name)}
  add column ${quoteIdent(original)} ${shape.type}, add column ${quoteIdent(made)} ${shape.type}`,
    parkedComment(name, original, moment, {
      table: tableId,
      shape: { ...shape, name: column },
      made: { name: made, type: shape.type, fieldType: shape.fieldType },
      options,
    }),
  ];
}

function dropRestored({ table: name, restored, isWhole }: RestoreOption): string[] {
  const { original, made } = restored;
  return isWhole
    ? [`alter table ${table(name)} drop column ${quoteIdent(original)}, drop column ${quoteIdent(made)}`]
    : [];
}

function validate(name: string, constraint: string): string {
  return `alter table ${table(name)} validate constraint ${quoteIdent(constraint)}`;
}

function changeRows(operation: Operation & { readonly table: string }): string[] {
  const change = rowChange(operation);
  return change ? [renderRowChange(operation.table, change)] : [];
}

/**
 * Where rows are empty still, the check comes when they are filled: it would refuse every other change of them until
 * then.
 */
function isFilled(operation: SetNotNull): boolean {
  return operation.fill !== undefined && operation.rows !== 0;
}

/** New and changed rows obey at once; whether all others do is looked at afterwards. */
function requireValues({ table: name, column, constraint }: SetNotNull): string {
  return `alter table ${table(name)}
  add constraint ${quoteIdent(constraint)} check (${quoteIdent(column)} is not null) not valid`;
}

export function renderTable(shape: TableShape): string[] {
  const { primaryKey } = shape;
  const lines = [
    ...shape.columns.map(columnClause),
    `constraint ${quoteIdent(primaryKey.name)} primary key (${primaryKey.columns.map(quoteIdent).join(', ')})`,
    ...shape.checks.map(checkClause),
  ];
  return [
    `create table ${table(shape.name)} (\n  ${lines.join(',\n  ')}\n)`,
    ...shape.indexes.map((index) => renderIndex(shape.name, index)),
  ];
}

/** Rows out of sight must not hold back or follow the deletion of rows in sight, so foreign keys go. */
function parkTable(shape: TableShape, as: string, moment: Moment | undefined): string[] {
  const name = quoteIdent(as);
  return [
    'create schema if not exists parked',
    ...shape.foreignKeys.map((key) => `alter table ${table(shape.name)} drop constraint ${quoteIdent(key.name)}`),
    `alter table ${table(shape.name)} rename to ${name}`,
    `alter table data.${name} set schema parked`,
    parkedTableComment(as, moment, shape),
  ];
}

function parkColumn(operation: Extract<Operation, { op: 'parkColumn' }>, moment: Moment | undefined): string[] {
  const { column, as } = operation;
  return [
    ...(column.notNull
      ? [
          alterColumn(operation.table, column.name, 'drop not null'),
          dropConstraint(operation.table, requiredName(operation.tableId, column.id)),
        ]
      : []),
    renameColumn(operation.table, column.name, as),
    parkedComment(operation.table, as, moment, {
      table: operation.tableId,
      shape: column,
      ...(operation.became ? { became: operation.became } : {}),
    }),
  ];
}

function keepComputed({ table: name, column, kept }: Extract<Operation, { op: 'keepComputed' }>): string {
  return `update ${table(name)} as t set ${quoteIdent(column)} = kept.value
from ${quoteIdent(kept)} as kept where kept.id = t.id`;
}

/** A default that is a constant fills existing rows without touching them; then it goes, for values come from Kiln. */
function addColumn(name: string, column: ColumnShape, fill: string | undefined): string[] {
  const add = `alter table ${table(name)}\n  add column ${columnClause(column)}`;
  if (fill === undefined) return [add];
  return [`${add} default ${fill}`, alterColumn(name, column.name, 'drop default')];
}

function columnClause(column: ColumnShape): string {
  return [
    quoteIdent(column.name),
    column.type,
    ...(column.generated ? [`generated always as (${column.generated.sql}) stored`] : []),
    ...(column.notNull ? ['not null'] : []),
    ...(column.default === undefined ? [] : [`default ${column.default}`]),
  ].join(' ');
}

function renameIndex(from: string, to: string): string {
  return `alter index ${table(from)} rename to ${quoteIdent(to)}`;
}

export function renderIndex(name: string, index: IndexShape, how: '' | 'concurrently ' = ''): string {
  const create = `create ${index.unique ? 'unique ' : ''}index ${how}${quoteIdent(index.name)} on ${table(name)}`;
  const where = index.liveOnly ? `\n  where ${quoteIdent('deleted_at')} is null` : '';
  return `${create}\n  using ${index.method} (${index.keys.map(indexKey).join(', ')})${where}`;
}

function indexKey(key: IndexKey): string {
  const column = quoteIdent(key.column);
  return `${key.ignoreCase ? `lower(${column})` : column}${key.opclass ? ` ${key.opclass}` : ''}`;
}

function checkClause(check: CheckShape): string {
  const [first, second] = check.columns.map(quoteIdent);
  return `constraint ${quoteIdent(check.name)} check ((${first} is null) = (${second} is null))`;
}

function foreignKey(name: string, key: ForeignKeyShape, validity: '' | ' not valid'): string {
  const action = { restrict: 'restrict', setNull: 'set null', cascade: 'cascade' }[key.onDelete];
  return `alter table ${table(name)}
  add constraint ${quoteIdent(key.name)} foreign key (${quoteIdent(key.column)})
  references ${table(key.target)} ("id") on delete ${action}${validity}`;
}

function dropConstraint(name: string, constraint: string): string {
  return `alter table ${table(name)} drop constraint if exists ${quoteIdent(constraint)}`;
}

function renameColumn(name: string, from: string, to: string): string {
  return `alter table ${table(name)} rename column ${quoteIdent(from)} to ${quoteIdent(to)}`;
}

function alterColumn(name: string, column: string, action: string): string {
  return `alter table ${table(name)} alter column ${quoteIdent(column)} ${action}`;
}

function table(name: string): string {
  return `data.${quoteIdent(name)}`;
}

function parked(name: string): string {
  return `parked.${quoteIdent(name)}`;
}
