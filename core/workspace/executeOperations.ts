import { DbError } from '../db/DbError.ts';
import type { Tx } from '../db/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { followComputed } from '../migrations/computed.ts';
import { duplicatesSql } from '../migrations/duplicates.ts';
import type { Operation } from '../migrations/operations.ts';
import type { Moment } from '../migrations/parkedComment.ts';
import { render } from '../migrations/render.ts';
import { type ComputedTable, readComputed, writeComputed } from '../online/computedColumns.ts';
import type { Reached } from '../online/JobRun.ts';
import { type AddIndex, findDuplicates, notUnique } from './duplicates.ts';
import { refuseUnfit } from './unfitValues.ts';

export interface Execution {
  readonly moment: Moment;
  readonly reached: Reached;
}

/** Runs the SQL of operations, and keeps up the triggers that compute columns. Throws what Postgres holds against them. */
export async function executeOperations(
  tx: Tx,
  operations: readonly Operation[],
  { moment, reached }: Execution,
): Promise<void> {
  if (operations.length === 0) return;
  const computed = await readComputed(tx);
  for (const operation of operations) {
    await execute(tx, operation, moment);
    await keepUp(tx, computed, operation);
    reached(`apply: ${operation.op}`);
  }
}

async function execute(tx: Tx, operation: Operation, moment: Moment): Promise<void> {
  if (operation.op === 'addIndex' && operation.index.unique && !operation.online) await refuseDuplicates(tx, operation);
  if (operation.op === 'changeType') await refuseUnfit(tx, operation);
  for (const text of render(operation, moment)) {
    try {
      await tx.query({ text, values: [] });
    } catch (error) {
      throw error instanceof DbError ? explain(operation, error) : error;
    }
  }
}

/** A trigger knows columns by name, so it hears of each new one before anything is written again. */
async function keepUp(tx: Tx, computed: Map<string, ComputedTable>, operation: Operation): Promise<void> {
  if (computed.size === 0) return;
  const data = (name: string) => `"data".${quoteIdent(name)}`;
  if (operation.op === 'renameTable') move(computed, data(operation.from), data(operation.to));
  else if (operation.op === 'parkTable') {
    move(computed, data(operation.shape.name), `"parked".${quoteIdent(operation.as)}`);
  } else if (operation.op === 'unparkTable') {
    move(computed, `"parked".${quoteIdent(operation.from)}`, data(operation.to));
  } else if ('table' in operation) {
    const found = computed.get(data(operation.table));
    if (!found) return;
    const columns = followComputed(found.columns, operation);
    if (columns === found.columns) return;
    await writeComputed(tx, { ...found, columns });
    if (columns.length > 0) computed.set(found.table, { ...found, columns });
    else computed.delete(found.table);
  }
}

function move(computed: Map<string, ComputedTable>, from: string, to: string): void {
  const found = computed.get(from);
  if (!found) return;
  computed.delete(from);
  computed.set(to, { ...found, table: to });
}

/** Once more: values may only now have become what they are, by another type or a default. Postgres would name one of them. */
async function refuseDuplicates(tx: Tx, operation: AddIndex): Promise<void> {
  const { table, index } = operation;
  const found = await findDuplicates(tx, duplicatesSql(`data.${quoteIdent(table)}`, index.keys));
  if (found.records > 0) throw notUnique(operation, found);
}

/** What Postgres holds against an operation, by the class of its SQLSTATE. */
function explain(operation: Operation, error: DbError): KilnError {
  const state = error.sqlState.slice(0, 2);
  if (state === '22' || state === '23') return doesNotFit(operation, error);
  if (state === '53') {
    const detail = `${operation.sentence} The database has no room for it. Nothing was changed.`;
    return new KilnError('KILN_UNAVAILABLE', { detail, cause: error });
  }
  if (state !== '42' && state !== '54' && state !== '0A') return error;
  const reason = error.cause instanceof Error ? error.cause.message : error.message;
  const detail = `${operation.sentence} The database refuses it: ${reason}. Nothing was changed.`;
  return new KilnError('KILN_BAD_DEFINITION', { detail, cause: error });
}

export function doesNotFit(operation: Operation, cause?: unknown): KilnError {
  const reason: Partial<Record<Operation['op'], string>> = {
    addIndex: 'Several records have the same value.',
    setNotNull: 'There are records without a value; give the field a default or fill them first.',
    changeType: 'There are records without a value that the new type can hold.',
    removeOption: 'The field is required: say what records that have it get instead, or give the field a default.',
  };
  const detail = `${operation.sentence} ${reason[operation.op] ?? 'The data does not fit.'} Nothing was changed.`;
  return new KilnError('KILN_CONFLICT', { detail, cause });
}
