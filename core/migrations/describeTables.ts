import type { Entity, Field, Model } from '../model/types.ts';
import { generatedColumn, searchColumns } from './generated.ts';
import { stableName } from './identifiers.ts';
import type {
  CheckShape,
  ColumnShape,
  ForeignKeyShape,
  IndexKey,
  IndexShape,
  TableShape,
  TablesShape,
} from './shape.ts';

/** The tables that a model needs: one per entity, one per many-to-many field. */
export function describeTables(model: Model): TablesShape {
  return [...model.entities.values()].flatMap((entity) => [
    describeEntity(model, entity),
    ...[...entity.fields.values()].flatMap((field) => describeJoin(model, entity, field)),
  ]);
}

function describeEntity(model: Model, entity: Entity): TableShape {
  const fields = [...entity.fields.values()];
  const columns = columnsInOrder(entity, fields);
  const table = { id: entity.id, columns: new Map(columns.map((column) => [column.name, column])) };
  return {
    id: entity.id,
    name: entity.table,
    entity: entity.name,
    columns,
    primaryKey: { name: stableName(entity.id, 'pk', entity.id), columns: ['id'] },
    indexes: unrepeated([
      makeIndex(table, [{ column: 'created_at' }, { column: 'id' }]),
      ...ownerIndexes(table, entity),
      ...fields.flatMap((field) => fieldIndexes(table, field)),
      ...[...entity.indexes, ...awaitedDates(model, entity)].flatMap((names) => wantedIndex(table, entity, names)),
      ...entity.unique.map((rule) => makeIndex(table, keysOf(entity, rule.fields, rule.ignoreCase), { unique: true })),
      ...searchIndexes(table),
    ]),
    foreignKeys: fields.flatMap((field) => describeForeignKey(model, table, field)),
    checks: fields.flatMap((field) => describeCheck(table, field)),
  };
}

/**
 * Columns of fixed width in front make rows smaller and their reading faster. A search reads many rows up to the
 * searched text and few beyond it: behind the other fields it would take a tenth longer.
 */
function columnsInOrder(entity: Entity, fields: readonly Field[]): ColumnShape[] {
  const describe = (field: Field) => describeColumns(entity, field);
  const system = fields.filter((field) => field.system).flatMap(describe);
  const own = fields.filter((field) => !field.system).flatMap(describe);
  return [...system, ...searchColumns(entity), ...own];
}

function describeColumns(entity: Entity, field: Field): ColumnShape[] {
  return field.columns.flatMap((column, index) => {
    const generated = generatedColumn(entity, field);
    return {
      id: columnId(field, index),
      name: column.name,
      field: field.name,
      fieldType: field.type.name,
      type: column.type,
      notNull: generated === undefined && field.required && index === 0,
      ...(field.system && field.name === 'version' ? { default: '1' } : {}),
      ...(generated ? { generated } : {}),
    };
  });
}

/** A field's first column carries the field's id; further ones that id and what they add to the name. */
function columnId(field: Field, index: number): string {
  if (field.system) return `$${field.name}`;
  const suffix = field.columns[index]?.name.slice(field.column.length + 1) ?? '';
  return index === 0 ? field.id : `${field.id} > ${suffix}`;
}

interface IndexedTable {
  readonly id: string;
  readonly columns: ReadonlyMap<string, ColumnShape>;
}

/** Serve the lists of what one owns, and of what one's team owns, newest first by date or by id (see ownersPage). */
function ownerIndexes(table: IndexedTable, entity: Entity): IndexShape[] {
  if (!entity.owned) return [];
  return [['created_at', 'id'], ['id']].map((order) =>
    makeIndex(
      table,
      ['owner_id', ...order].map((column) => ({ column })),
      { liveOnly: true },
    ),
  );
}

/**
 * Relations are followed backwards, encrypted fields are compared by their blind index in the second column, and
 * whoever asks for a file has to see a record that holds it.
 */
function fieldIndexes(table: IndexedTable, field: Field): IndexShape[] {
  const [first, second] = field.columns;
  if (field.relation && first) return [makeIndex(table, [{ column: first.name }])];
  if (first && isFile(field)) {
    return [makeIndex(table, [{ column: first.name, opclass: 'jsonb_path_ops' }], { method: 'gin' })];
  }
  return second ? [makeIndex(table, [{ column: second.name }])] : [];
}

function isFile({ type, schema }: Field): boolean {
  const cel = type.celType(schema);
  const value = cel.kind === 'list' ? cel.of : cel;
  return value.kind === 'object' && value.name === 'file';
}

/**
 * The id at the end makes the index serve a sorted list page by page. Only records that are not deleted stand in it:
 * lists and aggregates ask for no others, so it answers `count() by stage` without the table.
 */
function wantedIndex(table: IndexedTable, entity: Entity, names: readonly string[]): IndexShape[] {
  const keys = keysOf(entity, names, false);
  const [only] = keys;
  if (!only) return [];
  const field = entity.fields.get(names[0] ?? '');
  if (keys.length > 1) return [makeIndex(table, keys, { liveOnly: true })];
  if (field?.relation || field?.columns[1]) return [];
  const isList = table.columns.get(only.column)?.type.endsWith('[]');
  if (isList) return [makeIndex(table, keys, { method: 'gin', liveOnly: true })];
  return [makeIndex(table, [only, { column: 'id' }], { liveOnly: true })];
}

/**
 * Dates of records that workflows wait for, looking each minute for those that have come. `createdAt` has an index; none
 * finds those that come each year, which are looked for once a day.
 */
function awaitedDates({ workflows }: Model, entity: Entity): string[][] {
  return [...workflows.values()].flatMap(({ enabled, trigger }) =>
    enabled &&
    trigger.on === 'date' &&
    !trigger.every &&
    trigger.entity === entity.name &&
    trigger.field !== 'createdAt'
      ? [[trigger.field]]
      : [],
  );
}

function searchIndexes(table: IndexedTable): IndexShape[] {
  return [{ column: 'search_short', opclass: 'gin_trgm_ops' }, { column: 'search_long' }].flatMap((key) =>
    table.columns.has(key.column) ? [makeIndex(table, [key], { method: 'gin' })] : [],
  );
}

function keysOf(entity: Entity, names: readonly string[], ignoreCase: boolean): IndexKey[] {
  return names.flatMap((name) => {
    const field = entity.fields.get(name);
    const column = field?.relation ? field.columns[0] : (field?.columns[1] ?? field?.columns[0]);
    if (!column) return [];
    return [{ column: column.name, ...(ignoreCase && column.type === 'text' ? { ignoreCase } : {}) }];
  });
}

function makeIndex(
  table: IndexedTable,
  keys: readonly IndexKey[],
  options: { unique?: boolean; method?: 'btree' | 'gin'; liveOnly?: boolean } = {},
): IndexShape {
  const { unique = false, method = 'btree', liveOnly = unique } = options;
  const columns = keys.map(({ column, ignoreCase, opclass }) => {
    const shape = table.columns.get(column);
    return `${shape?.id}:${shape?.type}${ignoreCase ? ':lower' : ''}${opclass ? `:${opclass}` : ''}`;
  });
  const ids = keys.map(({ column }) => table.columns.get(column)?.id ?? column);
  const suffix = unique ? 'key' : 'idx';
  return {
    name: stableName(`${table.id}_${ids.join('_')}`, suffix, `${table.id}(${columns.join()})${suffix}${method}`),
    unique,
    method,
    keys,
    liveOnly,
  };
}

function unrepeated(indexes: readonly IndexShape[]): IndexShape[] {
  return [...new Map(indexes.map((index) => [index.name, index])).values()];
}

function describeForeignKey(model: Model, table: IndexedTable, field: Field): ForeignKeyShape[] {
  const column = field.columns[0];
  if (field.relation?.kind !== 'one' || !column) return [];
  const target = model.entities.get(field.relation.targets[0] ?? '');
  if (!target) return [];
  return [makeForeignKey(table.id, { id: field.id, name: column.name }, target, field.relation.onDelete)];
}

function makeForeignKey(
  tableId: string,
  column: { id: string; name: string },
  target: Entity,
  onDelete: ForeignKeyShape['onDelete'],
): ForeignKeyShape {
  const meaning = `${tableId}.${column.id}->${target.id}:${onDelete}`;
  const name = stableName(`${tableId}_${column.id}`, 'fk', meaning);
  return { name, column: column.name, target: target.table, targetId: target.id, onDelete };
}

function describeCheck(table: IndexedTable, field: Field): CheckShape[] {
  const [id, entity] = field.columns;
  if (field.relation?.kind !== 'polymorphic' || !id || !entity) return [];
  const name = stableName(`${table.id}_${field.id}`, 'ck', `${table.id}.${field.id}:pair`);
  return [{ name, columns: [id.name, entity.name] }];
}

function describeJoin(model: Model, entity: Entity, field: Field): TableShape[] {
  const { relation } = field;
  const target = model.entities.get(relation?.targets[0] ?? '');
  if (!relation?.joinTable || !target) return [];
  const id = `${entity.id} > ${field.id}`;
  const columns = [joinColumn('source', 'uuid'), joinColumn('target', 'uuid'), joinColumn('position', 'integer')];
  const table = { id, columns: new Map(columns.map((column) => [column.name, column])) };
  return [
    {
      id,
      name: relation.joinTable,
      entity: entity.name,
      field: field.name,
      columns,
      primaryKey: { name: stableName(id, 'pk', id), columns: ['source', 'target'] },
      indexes: [makeIndex(table, [{ column: 'target' }])],
      foreignKeys: [
        makeForeignKey(id, { id: 'source', name: 'source' }, entity, 'cascade'),
        makeForeignKey(id, { id: 'target', name: 'target' }, target, 'cascade'),
      ],
      checks: [],
    },
  ];
}

function joinColumn(name: string, type: string): ColumnShape {
  return { id: `$${name}`, name, field: name, fieldType: '', type, notNull: true };
}
