import type { Queryable } from '../db/types.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { type ComputedColumn, shadowPrefix } from '../migrations/computed.ts';
import type { Operation } from '../migrations/operations.ts';
import { type ComputedTable, readComputed, writeComputed } from '../online/computedColumns.ts';

export interface StaleShadows {
  /** Name of the table in schema data, unquoted. */
  readonly name: string;
  readonly computed: ComputedTable;
  /** What its trigger still computes without them. */
  readonly kept: readonly ComputedColumn[];
}

/**
 * What is prepared for another change-set out of tables or columns whose names these operations change: its trigger would
 * fail everybody who writes. The job of that change-set makes it anew.
 */
export async function findStale(run: Queryable, operations: readonly Operation[]): Promise<StaleShadows[]> {
  const changed = operations.flatMap((operation) => changedName(operation, operations));
  if (changed.length === 0) return [];
  const own = new Set(operations.flatMap(shadowsOf));
  const isStale = ({ column, sql, rows }: ComputedColumn) =>
    column.startsWith(shadowPrefix) && !own.has(rows?.table ?? column) && changed.some((name) => sql.includes(name));
  return [...(await readComputed(run)).values()].flatMap((computed): StaleShadows[] => {
    const kept = computed.columns.filter((column) => !isStale(column));
    const [, quoted] = /^"data"\."(.*)"$/.exec(computed.table) ?? [];
    if (kept.length === computed.columns.length || quoted === undefined) return [];
    return [{ name: quoted.replaceAll('""', '"'), computed, kept }];
  });
}

/** In the transaction of the operations, which holds the tables. */
export async function leaveStale(run: Queryable, stale: readonly StaleShadows[]): Promise<void> {
  for (const { computed, kept } of stale) await writeComputed(run, { ...computed, columns: kept });
}

/** As SQL has it, quoted and qualified, before the operations. */
function changedName(operation: Operation, all: readonly Operation[]): string[] {
  switch (operation.op) {
    case 'renameTable':
      return [data(operation.from)];
    case 'parkTable':
      return [data(operation.shape.name)];
    case 'unparkTable':
      return [`parked.${quoteIdent(operation.from)}`];
    case 'renameColumn':
    case 'parkColumn':
    case 'changeType':
    case 'dropGenerated': {
      const renamed = all.find((each) => each.op === 'renameTable' && each.to === operation.table);
      return [data(renamed?.op === 'renameTable' ? renamed.from : operation.table)];
    }
    default:
      return [];
  }
}

function shadowsOf(operation: Operation): string[] {
  const shadows = [
    'shadow' in operation ? operation.shadow : undefined,
    operation.op === 'changeType' ? operation.shadowMade : undefined,
  ];
  return shadows.flatMap((shadow) => shadow ?? []);
}

function data(name: string): string {
  return `data.${quoteIdent(name)}`;
}
