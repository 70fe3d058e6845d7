import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { Operation } from './operations.ts';
import type { CheckShape, ColumnShape, ForeignKeyShape, IndexKey, IndexShape, TableShape } from './shape.ts';

/** SQL statements of an operation, in order. */
export function render(operation: Operation): string[] {
  switch (operation.op) {
    case 'parkTable':
      return parkTable(operation.shape, operation.as);
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
      return [`drop index ${table(operation.name)}`];
    case 'dropGenerated':
      return [`alter table ${table(operation.table)} drop column ${quoteIdent(operation.column)}`];
    case 'keepGenerated':
      return [alterColumn(operation.table, operation.column, 'drop expression')];
    case 'parkColumn':
      return parkColumn(operation);
    case 'renameColumn':
      return [renameColumn(operation.table, operation.from, operation.to)];
    case 'createTable':
      return createTable(operation.shape);
    case 'unparkColumn':
      return [
        renameColumn(operation.table, operation.from, operation.to),
        `comment on column ${table(operation.table)}.${quoteIdent(operation.to)} is null`,
      ];
    case 'addColumn':
      return addColumn(operation.table, operation.column, operation.fill);
    case 'addGenerated':
      return addColumn(operation.table, operation.column, undefined);
    case 'changeType':
      return [alterColumn(operation.table, operation.column, `type ${operation.type}\n  using ${operation.using}`)];
    case 'setNotNull':
      return [
        ...(operation.fill === undefined ? [] : [fillEmpty(operation.table, operation.column, operation.fill)]),
        alterColumn(operation.table, operation.column, 'set not null'),
      ];
    case 'dropNotNull':
      return [alterColumn(operation.table, operation.column, 'drop not null')];
    case 'addIndex':
      return [createIndex(operation.table, operation.index)];
    case 'addCheck':
      return [`alter table ${table(operation.table)}\n  add ${checkClause(operation.check)}`];
    case 'addForeignKey':
      return addForeignKey(operation.table, operation.foreignKey, operation.orphans);
    case 'renameReferences':
      return [renameReferences(operation.table, operation.column, operation.names)];
    case 'removeOption':
      return [];
  }
}

function createTable(shape: TableShape): string[] {
  const { primaryKey } = shape;
  const lines = [
    ...shape.columns.map(columnClause),
    `constraint ${quoteIdent(primaryKey.name)} primary key (${primaryKey.columns.map(quoteIdent).join(', ')})`,
    ...shape.checks.map(checkClause),
  ];
  return [
    `create table ${table(shape.name)} (\n  ${lines.join(',\n  ')}\n)`,
    ...shape.indexes.map((index) => createIndex(shape.name, index)),
  ];
}

/** Rows out of sight must not hold back or follow the deletion of rows in sight, so foreign keys go. */
function parkTable(shape: TableShape, as: string): string[] {
  const name = quoteIdent(as);
  return [
    'create schema if not exists parked',
    ...shape.foreignKeys.map((key) => `alter table ${table(shape.name)} drop constraint ${quoteIdent(key.name)}`),
    `alter table ${table(shape.name)} rename to ${name}`,
    `alter table data.${name} set schema parked`,
    `comment on table parked.${name} is ${quoteLiteral(JSON.stringify(shape)).trim()}`,
  ];
}

function parkColumn(operation: Extract<Operation, { op: 'parkColumn' }>): string[] {
  const { column, as } = operation;
  const description = JSON.stringify({ table: operation.tableId, shape: column });
  return [
    ...(column.notNull ? [alterColumn(operation.table, column.name, 'drop not null')] : []),
    renameColumn(operation.table, column.name, as),
    `comment on column ${table(operation.table)}.${quoteIdent(as)} is ${quoteLiteral(description).trim()}`,
  ];
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

function createIndex(name: string, index: IndexShape): string {
  const create = `create ${index.unique ? 'unique ' : ''}index ${quoteIdent(index.name)} on ${table(name)}`;
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

function addForeignKey(name: string, key: ForeignKeyShape, orphans: 'none' | 'clear' | 'delete'): string[] {
  const column = quoteIdent(key.column);
  const action = { restrict: 'restrict', setNull: 'set null', cascade: 'cascade' }[key.onDelete];
  const pointless = `where ${column} is not null
  and not exists (select from ${table(key.target)} as target where target."id" = referrer.${column})`;
  const clear = {
    none: [],
    clear: [`update ${table(name)} as referrer\nset ${column} = null\n${pointless}`],
    delete: [`delete from ${table(name)} as referrer\n${pointless}`],
  }[orphans];
  return [
    ...clear,
    `alter table ${table(name)}
  add constraint ${quoteIdent(key.name)} foreign key (${column})
  references ${table(key.target)} ("id") on delete ${action}`,
  ];
}

function renameReferences(name: string, column: string, names: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(names).map(([from, to]) => [from, to].map((text) => quoteLiteral(text).trim()));
  const cases = pairs.map(([from, to]) => `when ${from} then ${to}`).join(' ');
  return `update ${table(name)}
set ${quoteIdent(column)} = case ${quoteIdent(column)} ${cases} end
where ${quoteIdent(column)} in (${pairs.map(([from]) => from).join(', ')})`;
}

function fillEmpty(name: string, column: string, value: string): string {
  return `update ${table(name)}\nset ${quoteIdent(column)} = ${value}\nwhere ${quoteIdent(column)} is null`;
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
