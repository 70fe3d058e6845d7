import { quoteIdent } from '../lib/quoteIdent.ts';
import type { LargeTable } from './largeTables.ts';
import type { FillColumn, KeepComputed, Operation } from './operations.ts';
import type { Preparation } from './Preparation.ts';
import { ownSources, sourcesOf } from './sourcesOf.ts';

/** The columns that are made before an operation takes place. */
export function preparedColumns(operation: Operation, change: LargeTable, all: readonly Operation[]): Preparation[] {
  const wanted = wantedColumns(operation, change, all);
  const { entity, field = '' } = operation;
  return wanted.map(({ column, type, sql, lookups, links, looksBeyond }) => ({
    table: change.before.name,
    tableId: change.before.id,
    entity,
    field,
    type,
    computed: {
      column,
      sql,
      ...(looksBeyond ? ownSources(sql, change.before) : sourcesOf(sql, operation, change, all)),
    },
    ...(looksBeyond ? { looksBeyond } : {}),
    ...(links === undefined ? {} : { links }),
    lookups,
    indexes: [],
  }));
}

interface WantedColumn extends Pick<Preparation, 'links' | 'lookups' | 'looksBeyond'> {
  readonly column: string;
  readonly type: string;
  readonly sql: string;
}

function wantedColumns(operation: Operation, change: LargeTable, all: readonly Operation[]): WantedColumn[] {
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
    case 'keepComputed': {
      const { shadow, table, column } = operation;
      const type = change.after.columns.find(({ name }) => name === column)?.type;
      if (shadow === undefined || type === undefined) return [];
      const added = all.find((each) => each.op === 'addColumn' && each.table === table && each.column.name === column);
      const sql = keptSql(operation, added);
      return [{ column: shadow, type, sql, lookups: [], looksBeyond: true }];
    }
    default:
      return [];
  }
}

function filledSql({ beside: { sql }, column, keepsOthers }: FillColumn): string {
  return keepsOthers ? `coalesce(${sql}, ${quoteIdent(column)})` : sql;
}

/** As the transaction of a change would do it: what the new column is filled with stays where nothing was computed. */
function keptSql({ value }: KeepComputed, added: Operation | undefined): string {
  const kept = `(select ${value} from (select source.*) as t)`;
  return added?.op === 'addColumn' && added.fill !== undefined ? `coalesce(${kept}, ${added.fill})` : kept;
}
