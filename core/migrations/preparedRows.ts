import type { ComputedColumn } from './computed.ts';
import type { LargeTable, OnlineContext } from './largeTables.ts';
import { keptLinks, linkRows } from './linkRows.ts';
import type { AddLinks, Operation, PromoteValues } from './operations.ts';
import type { Preparation } from './Preparation.ts';
import { promotedAside, promotedRows, promotedTable } from './promotedValues.ts';
import { renderTable } from './render.ts';
import { sourcesOf } from './sourcesOf.ts';

/** The table of rows that is made of a large one before an operation takes place. */
export function preparedRows(
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
      ...(made.aside === undefined ? {} : { aside: made.aside }),
      lookups: made.lookups,
      indexes: [],
    },
  ];
}

interface Made extends Pick<Preparation, 'lookups' | 'aside'> {
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
  return {
    sql: operation.values,
    lookups: [],
    rows: { table: shadow, insert: promotedRows(operation, shadow) },
    creates: operation.merges ? [promotedTable(operation, shadow)] : [],
    aside: promotedAside(operation, shadow, actor),
  };
}
