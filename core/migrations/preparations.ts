import { quoteIdent } from '../lib/quoteIdent.ts';
import type { ComputedColumn } from './computed.ts';
import { type LargeTable, largeTables, type OnlineContext } from './largeTables.ts';
import type { Operation } from './operations.ts';

/** A column that has to be prepared before an operation, by the names that tables and columns have now. */
export interface Preparation {
  /** Name of the table as it is. */
  readonly table: string;
  readonly tableId: string;
  readonly entity: string;
  readonly field: string;
  readonly type: string;
  readonly computed: ComputedColumn;
}

/** What has to be made before these operations take place. */
export function preparations(operations: readonly Operation[], context: OnlineContext): Preparation[] {
  const tables = largeTables(context);
  return operations.flatMap((operation): Preparation[] => {
    if ((operation.op !== 'changeType' && operation.op !== 'addGenerated') || operation.shadow === undefined) return [];
    const change = tables.get(operation.table);
    const sql = operation.op === 'changeType' ? operation.using : operation.column.generated?.sql;
    if (!change || sql === undefined) return [];
    const { entity, field = '' } = operation;
    const type = operation.op === 'changeType' ? operation.type : operation.column.type;
    const made = operation.op === 'changeType' ? operation.shadowMade : undefined;
    return [operation.shadow, ...(made === undefined ? [] : [made])].map((column) => ({
      table: change.before.name,
      tableId: change.before.id,
      entity,
      field,
      type,
      computed: { column, sql, ...sourcesOf(sql, operation, change, operations) },
    }));
  });
}

/** Which columns, of those that are there now, an expression over the later ones reads. */
function sourcesOf(
  sql: string,
  target: Operation,
  { before, after }: LargeTable,
  all: readonly Operation[],
): Pick<ComputedColumn, 'names' | 'constants'> {
  const names: Record<string, string> = {};
  const constants: Record<string, string> = {};
  const here = all.filter((each) => 'table' in each && each.table === after.name);
  for (const column of after.columns) {
    if (!sql.includes(quoteIdent(column.name))) continue;
    const old = before.columns.find(({ id }) => id === column.id);
    const changed = here.find((each) => each.op === 'changeType' && each.column === column.name && each !== target);
    const parked = here.find((each) => each.op === 'unparkColumn' && each.to === column.name);
    const added = here.find((each) => each.op === 'addColumn' && each.column.name === column.name);
    if (changed?.op === 'changeType' && changed.shadow !== undefined) names[column.name] = changed.shadow;
    else if (parked?.op === 'unparkColumn') names[column.name] = parked.from;
    else if (added?.op === 'addColumn') constants[column.name] = `${added.fill ?? 'null'}::${column.type}`;
    else if (old) names[column.name] = old.name;
  }
  if (target.op === 'changeType' && target.restored) {
    for (const name of [target.restored.original, target.restored.made]) names[name] = name;
  }
  return { names, constants };
}
