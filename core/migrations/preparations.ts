import { quoteIdent } from '../lib/quoteIdent.ts';
import type { ComputedColumn } from './computed.ts';
import { type LargeTable, largeTables, type OnlineContext } from './largeTables.ts';
import { keptLinks, linkRows } from './linkRows.ts';
import type { AddLinks, FillColumn, Lookup, Operation, PromoteValues } from './operations.ts';
import { indexBefore } from './preparedIndexes.ts';
import { promotedRows, renderPromotedTable } from './promotedValues.ts';
import { renderTable } from './render.ts';
import type { GeneratedShape, IndexShape, TableShape } from './shape.ts';

/** What has to be prepared before an operation, by the names that tables and columns have now. */
export interface Preparation {
  /** Name of the table as it is. */
  readonly table: string;
  readonly tableId: string;
  readonly entity: string;
  readonly field: string;
  readonly computed: ComputedColumn;
  /** Of the column, as Postgres calls it; absent where rows of a table of their own are computed. */
  readonly type?: string;
  /** Statements that make that table. */
  readonly creates?: readonly string[];
  /** Name of the table of links that it reads. */
  readonly links?: string;
  readonly lookups: readonly Lookup[];
  /** Indexes that are built over it, and are not there yet. */
  readonly indexes: readonly PreparedIndex[];
}

interface PreparedIndex {
  readonly operation: Extract<Operation, { op: 'addIndex' }>;
  readonly index: IndexShape;
}

/** What has to be made before these operations take place. */
export function preparations(operations: readonly Operation[], context: OnlineContext): Preparation[] {
  const tables = largeTables(context);
  const columns = operations.flatMap((operation): Preparation[] => {
    const change = 'table' in operation ? tables.get(operation.table) : undefined;
    return change ? preparedColumns(operation, change, operations) : [];
  });
  const rows = operations.flatMap((operation): Preparation[] => {
    const isFiller = operation.op === 'addLinks' || operation.op === 'promoteValues';
    const change = isFiller ? tables.get(operation.source) : undefined;
    return isFiller && change ? preparedRows(operation, change, operations, context) : [];
  });
  return [...rows, ...withIndexes(columns, operations, tables)];
}

function preparedColumns(operation: Operation, change: LargeTable, all: readonly Operation[]): Preparation[] {
  const wanted = wantedColumns(operation, change);
  const { entity, field = '' } = operation;
  return wanted.map(({ column, type, sql, lookups, links }) => ({
    table: change.before.name,
    tableId: change.before.id,
    entity,
    field,
    type,
    computed: { column, sql, ...sourcesOf(sql, operation, change, all) },
    ...(links === undefined ? {} : { links }),
    lookups,
    indexes: [],
  }));
}

interface WantedColumn extends Pick<Preparation, 'links' | 'lookups'> {
  readonly column: string;
  readonly type: string;
  readonly sql: string;
}

function wantedColumns(operation: Operation, change: LargeTable): WantedColumn[] {
  switch (operation.op) {
    case 'addGenerated': {
      const { type, generated } = operation.column;
      if (operation.shadow === undefined || !generated) return [];
      return [{ column: operation.shadow, type, sql: generated.sql, lookups: [] }];
    }
    case 'changeType': {
      const { type, beside, shadow, shadowMade } = operation;
      return [shadow, shadowMade].flatMap((column) => (column === undefined ? [] : [{ column, type, ...beside }]));
    }
    case 'fillColumn': {
      const { shadow, links, beside } = operation;
      const type = change.after.columns.find(({ name }) => name === operation.column)?.type;
      if (shadow === undefined || type === undefined) return [];
      return [
        { column: shadow, type, ...beside, sql: filledSql(operation), ...(links === undefined ? {} : { links }) },
      ];
    }
    default:
      return [];
  }
}

function filledSql({ beside: { sql }, column, keepsOthers }: FillColumn): string {
  return keepsOthers ? `coalesce(${sql}, ${quoteIdent(column)})` : sql;
}

function preparedRows(
  operation: Extract<Operation, { op: 'addLinks' | 'promoteValues' }>,
  change: LargeTable,
  all: readonly Operation[],
  { after, actor }: OnlineContext,
): Preparation[] {
  const shape = after.find(({ name }) => name === operation.table);
  const { entity, field = '', shadow } = operation;
  if (!shape || shadow === undefined) return [];
  const made = operation.op === 'addLinks' ? madeLinks(operation, shadow) : madeRecords(operation, shadow, actor);
  const computed = { sql: made.sql, ...sourcesOf(made.sql, operation, change, all), rows: made.rows };
  const isOwn = operation.op === 'addLinks' || !operation.merges;
  return [
    {
      table: change.before.name,
      tableId: change.before.id,
      entity,
      field,
      // Several fields may fill the same table.
      computed: { column: `${shadow} ${change.before.id} ${made.sql}`, ...computed },
      creates: [...(isOwn ? renderTable({ ...shape, name: shadow }) : []), ...made.creates],
      lookups: made.lookups,
      indexes: [],
    },
  ];
}

interface Made extends Pick<Preparation, 'lookups'> {
  readonly sql: string;
  readonly rows: Required<ComputedColumn>['rows'];
  readonly creates: readonly string[];
}

function madeLinks(operation: AddLinks, shadow: string): Made {
  const { sql, lookups } = operation.beside;
  const list = operation.parked === undefined ? sql : keptLinks(sql, operation.parked, operation.isExact);
  return { sql: list, lookups, rows: { table: shadow, insert: linkRows(shadow), replaces: true }, creates: [] };
}

function madeRecords(operation: PromoteValues, shadow: string, actor: string | undefined): Made {
  const rows = { table: shadow, insert: promotedRows(operation, shadow, actor) };
  return { sql: operation.values, lookups: [], rows, creates: renderPromotedTable(operation, shadow, actor) };
}

/** Each index stands with the first column that it is over. */
function withIndexes(
  columns: readonly Preparation[],
  operations: readonly Operation[],
  tables: ReadonlyMap<string, LargeTable>,
): Preparation[] {
  const built = operations.flatMap((operation) => {
    const change = operation.op === 'addIndex' ? tables.get(operation.table) : undefined;
    const index = operation.op === 'addIndex' && change ? indexBefore(operation, change, operations) : undefined;
    return operation.op === 'addIndex' && change && index ? [{ operation, index, table: change.before.name }] : [];
  });
  const isOver = (index: IndexShape, { computed }: Preparation) =>
    index.keys.some(({ column }) => column === computed.column);
  return columns.map((each) => ({
    ...each,
    indexes: built.flatMap(({ operation, index, table }) => {
      const first = columns.find((column) => column.table === table && isOver(index, column));
      return first === each ? [{ operation, index }] : [];
    }),
  }));
}

/** Which columns, of those that are there now, an expression over the later ones reads. */
function sourcesOf(
  sql: string,
  target: Operation,
  { before, after }: LargeTable,
  all: readonly Operation[],
): Pick<ComputedColumn, 'names' | 'constants' | 'formulas'> {
  const names: Record<string, string> = {};
  const constants: Record<string, string> = {};
  const formulas: Record<string, Pick<ComputedColumn, 'sql' | 'names'>> = {};
  // Records are made of the values of before.
  const isLater = ({ op }: Operation) => target.op !== 'promoteValues' || (op !== 'changeType' && op !== 'fillColumn');
  const here = all.filter((each) => 'table' in each && each.table === after.name && isLater(each));
  for (const column of after.columns) {
    if (!sql.includes(quoteIdent(column.name))) continue;
    const old = before.columns.find(({ id }) => id === column.id);
    const changed = here.find((each) => each.op === 'changeType' && each.column === column.name && each !== target);
    const filled = here.find((each) => each.op === 'fillColumn' && each.column === column.name && each !== target);
    const parked = here.find((each) => each.op === 'unparkColumn' && each.to === column.name);
    const added = here.find((each) => each.op === 'addColumn' && each.column.name === column.name);
    if (changed?.op === 'changeType' && changed.shadow !== undefined) names[column.name] = changed.shadow;
    else if (filled?.op === 'fillColumn' && filled.shadow !== undefined) names[column.name] = filled.shadow;
    else if (parked?.op === 'unparkColumn') names[column.name] = parked.from;
    else if (added?.op === 'addColumn') constants[column.name] = `${added.fill ?? 'null'}::${column.type}`;
    else if (old?.generated) formulas[column.name] = formulaOf(old.generated, before);
    else if (old) names[column.name] = old.name;
  }
  for (const each of all) {
    if (each.op !== 'parkColumn' || each.table !== after.name || !sql.includes(quoteIdent(each.as))) continue;
    names[each.as] = each.column.name;
  }
  if (target.op === 'changeType' && target.restored) {
    const { original, made } = target.restored;
    for (const name of made === undefined ? [original] : [original, made]) names[name] = name;
  }
  return { names, constants, ...(Object.keys(formulas).length > 0 ? { formulas } : {}) };
}

function formulaOf({ sql }: GeneratedShape, { columns }: TableShape): Pick<ComputedColumn, 'sql' | 'names'> {
  const read = columns.filter(({ name, generated }) => !generated && sql.includes(quoteIdent(name)));
  return { sql, names: Object.fromEntries(read.map(({ name }) => [name, name])) };
}
