import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Field, Model } from '../model/types.ts';
import type { Conversions } from './conversion.ts';
import { describeTables } from './describeTables.ts';
import { diffTable } from './diffTable.ts';
import { parkedTableName } from './identifiers.ts';
import { movedValues } from './movedValues.ts';
import type { Operation, Plan } from './operations.ts';
import { orderRenames, type Rename } from './orderRenames.ts';
import { promotedValues } from './promotedValues.ts';
import { recordTitles } from './recordTitles.ts';
import { removedOptions } from './removedOptions.ts';
import { renamedOptions } from './renamedOptions.ts';
import { renamedReferences } from './renamedReferences.ts';
import { type ForeignKeyShape, nothingParked, type Parked, type TableShape } from './shape.ts';

/**
 * What has to happen to a database built for `from` so that it fits `to`. Nothing is dropped but what can be computed
 * again: fields and entities that go are parked, and come back with their values when their x-id does.
 * @param from undefined for an empty database
 */
export function plan(
  from: Model | undefined,
  to: Model,
  parked: Parked = nothingParked,
  conversions: Conversions = new Map(),
): Plan {
  const before = new Map((from ? describeTables(from) : []).map((table) => [table.id, table]));
  const after = new Map(describeTables(to).map((table) => [table.id, table]));
  const operations: Operation[] = [];
  const renames: { rename: Rename; entity: string }[] = [];
  const shared = { titles: recordTitles(from, to), targetOf: targetsIn(from, to), conversions };

  for (const table of before.values()) if (!after.has(table.id)) operations.push(parkTable(table));
  for (const table of after.values()) {
    const old = before.get(table.id);
    const waiting = parked.tables.find(({ shape }) => shape.id === table.id);
    const columns = parked.columns.filter((column) => column.table === table.id);
    const oldFields = old && from ? fieldsOf(from, old) : new Map<string, Field>();
    const common = { ...shared, after: table, parked: columns, fields: fieldsOf(to, table), oldFields };
    if (old) {
      renames.push({ rename: { from: old.name, to: table.name }, entity: table.entity });
      operations.push(
        ...diffTable({ ...common, before: old, source: `data.${quoteIdent(old.name)}`, unparked: false }),
      );
    } else if (waiting) {
      const shape = { ...waiting.shape, foreignKeys: [] };
      operations.push(
        unparkTable(table, waiting.name),
        ...diffTable({ ...common, before: shape, source: `parked.${quoteIdent(waiting.name)}`, unparked: true }),
      );
    } else operations.push(...createTable(table));
  }
  for (const rename of orderRenames(renames.map((each) => each.rename))) {
    const entity = renames.find((each) => each.rename.to === rename.to || each.rename.from === rename.from)?.entity;
    operations.push(renameTable(entity ?? rename.to, rename));
  }
  if (from) {
    const moved = movedValues({ from, to, tables: [...after.values()], operations, ...shared });
    operations.splice(0, operations.length, ...operations.map((operation) => keptAside(operation, moved)), ...moved);
    operations.push(
      ...promotedValues({ from, to, operations, conversions }),
      ...renamedReferences(from, to),
      ...renamedOptions(from, to),
      ...removedOptions(from, to, { before, after }, parked, conversions),
    );
  }
  return { from: from?.version ?? null, to: to.version, operations: inOrder(operations) };
}

/** Tables take their places first; what refers to something comes after it and goes before it. */
const order: readonly Operation['op'][] = [
  'parkTable',
  'renameTable',
  'unparkTable',
  'dropForeignKey',
  'dropCheck',
  'dropIndex',
  'keepGenerated',
  'dropGenerated',
  'parkColumn',
  'renameColumn',
  'createTable',
  'unparkColumn',
  'addColumn',
  'dropNotNull',
  'promoteValues',
  'changeType',
  'fillColumn',
  'addLinks',
  'setNotNull',
  'renameReferences',
  'renameOption',
  'addGenerated',
  'addIndex',
  'addCheck',
  'addForeignKey',
  'removeOption',
  'restoreOption',
];

function inOrder(operations: readonly Operation[]): Operation[] {
  return operations.toSorted((a, b) => order.indexOf(a.op) - order.indexOf(b.op));
}

function fieldsOf(model: Model, table: TableShape): ReadonlyMap<string, Field> {
  const fields = table.field === undefined ? model.entities.get(table.entity)?.fields : undefined;
  return new Map([...(fields?.values() ?? [])].filter((field) => !field.system).map((field) => [field.id, field]));
}

/** Values that move elsewhere are not lost with their old place. */
function keptAside(operation: Operation, moved: readonly Operation[]): Operation {
  if (operation.op !== 'parkColumn' && operation.op !== 'parkTable') return operation;
  const { entity, field } = operation;
  if (!field || !moved.some((each) => each.entity === entity && each.field === field)) return operation;
  const sentence = `What ${entity}.${field} held until now is kept aside.`;
  return { ...operation, risk: 'safe', sentence, params: { code: 'kept' } };
}

/** Entities go by x-id, because names may change. */
function targetsIn(...models: (Model | undefined)[]): (field: Field) => string | undefined {
  const targets = new Map<Field, string>();
  for (const model of models) {
    for (const field of [...(model?.entities.values() ?? [])].flatMap((entity) => [...entity.fields.values()])) {
      const name = field.relation?.kind === 'polymorphic' ? undefined : field.relation?.targets[0];
      const target = model?.entities.get(field.type.name === 'user' ? 'user' : (name ?? ''));
      if (target) targets.set(field, target.id);
    }
  }
  return (field) => targets.get(field);
}

function fieldNamed(table: TableShape, key: ForeignKeyShape): string {
  return `Field ${table.entity}.${table.field ?? fieldOf(table, key.column)}`;
}

function createTable(table: TableShape): Operation[] {
  const owner = { entity: table.entity, ...(table.field ? { field: table.field } : {}) };
  const what = table.field ? `The list ${table.entity}.${table.field}` : `Entity ${table.entity}`;
  return [
    { op: 'createTable', ...owner, risk: 'safe', sentence: `${what} gets its table.`, shape: table },
    ...table.foreignKeys.map(
      (key): Operation => ({
        op: 'addForeignKey',
        ...owner,
        risk: 'safe',
        sentence: `${fieldNamed(table, key)} points at a record of ${key.target}.`,
        table: table.name,
        foreignKey: key,
        orphans: 'none',
      }),
    ),
  ];
}

function fieldOf(table: TableShape, column: string): string {
  return table.columns.find(({ name }) => name === column)?.field ?? column;
}

function parkTable(table: TableShape): Operation {
  const what = table.field ? `The list ${table.entity}.${table.field}` : `Entity ${table.entity}`;
  return {
    op: 'parkTable',
    entity: table.entity,
    ...(table.field ? { field: table.field } : {}),
    risk: 'loses data',
    sentence: `${what} goes; its table is parked, out of sight.`,
    affected: `select count(*) from data.${quoteIdent(table.name)}`,
    shape: table,
    as: parkedTableName(table.id),
  };
}

function unparkTable(table: TableShape, from: string): Operation {
  const what = table.field ? `The list ${table.entity}.${table.field}` : `Entity ${table.entity}`;
  const sentence = `${what} comes back with its parked rows.`;
  return { op: 'unparkTable', entity: table.entity, risk: 'safe', sentence, from, to: table.name };
}

function renameTable(entity: string, { from, to }: Rename): Operation {
  const sentence = `The table of ${entity} is renamed from ${from} to ${to}.`;
  return { op: 'renameTable', entity, risk: 'safe', sentence, from, to };
}
