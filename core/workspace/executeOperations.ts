import { DbError } from '../db/DbError.ts';
import type { Tx } from '../db/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { type ComputedColumn, followComputed, withoutRows } from '../migrations/computed.ts';
import { duplicatesSql } from '../migrations/duplicates.ts';
import type { Operation } from '../migrations/operations.ts';
import type { Moment } from '../migrations/parkedComment.ts';
import { type ReasonCode, refusal } from '../migrations/refusal.ts';
import { render } from '../migrations/render.ts';
import { type ComputedTable, readComputed, writeComputed } from '../online/computedColumns.ts';
import type { Reached } from '../online/JobRun.ts';
import { type AddIndex, findDuplicates, notUnique } from './duplicates.ts';
import { refuseUnfit } from './unfitValues.ts';

export interface Execution {
  readonly moment: Moment;
  readonly reached: Reached;
}

/**
 * Runs the SQL of operations, and keeps up the triggers that compute columns. Throws what Postgres holds against them.
 */
export async function executeOperations(
  tx: Tx,
  operations: readonly Operation[],
  { moment, reached }: Execution,
): Promise<void> {
  if (operations.length === 0) return;
  const computed = await readComputed(tx);
  // While everything that formulas look at is where it was.
  for (const operation of operations) {
    if (isRead(operation)) await run(tx, operation, [operation.read]);
  }
  for (const operation of operations) {
    await execute(tx, operation, moment);
    await keepUp(tx, computed, operation);
    reached(`apply: ${operation.op}`);
  }
}

async function execute(tx: Tx, operation: Operation, moment: Moment): Promise<void> {
  if (operation.op === 'addIndex' && operation.index.unique && !operation.online) await refuseDuplicates(tx, operation);
  if (operation.op === 'changeType') await refuseUnfit(tx, operation);
  const statements = render(operation, moment);
  await run(tx, operation, isRead(operation) ? statements.slice(1) : statements);
}

function isRead(operation: Operation): operation is Extract<Operation, { op: 'keepComputed' }> {
  return operation.op === 'keepComputed' && operation.shadow === undefined;
}

async function run(tx: Tx, operation: Operation, statements: readonly string[]): Promise<void> {
  for (const text of statements) {
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
    const { shadow } = 'shadow' in operation ? operation : {};
    const follow = (columns: readonly ComputedColumn[]) => followComputed(columns, operation);
    await change(tx, computed, data(operation.table), follow);
    if ((operation.op !== 'addLinks' && operation.op !== 'promoteValues') || shadow === undefined) return;
    await change(tx, computed, data(operation.source), (columns) => withoutRows(columns, shadow));
  }
}

async function change(
  tx: Tx,
  computed: Map<string, ComputedTable>,
  table: string,
  follow: (columns: readonly ComputedColumn[]) => readonly ComputedColumn[],
): Promise<void> {
  const found = computed.get(table);
  const columns = found && follow(found.columns);
  if (!found || !columns || columns === found.columns) return;
  await writeComputed(tx, { ...found, columns });
  if (columns.length > 0) computed.set(found.table, { ...found, columns });
  else computed.delete(found.table);
}

function move(computed: Map<string, ComputedTable>, from: string, to: string): void {
  const found = computed.get(from);
  if (!found) return;
  computed.delete(from);
  computed.set(to, { ...found, table: to });
}

/**
 * Once more: values may only now have become what they are, by another type or a default. Postgres would name one of
 * them.
 */
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
    return new KilnError('KILN_UNAVAILABLE', { detail, extra: refusal('noRoom', operation), cause: error });
  }
  if (state !== '42' && state !== '54' && state !== '0A') return error;
  const reason = error.cause instanceof Error ? error.cause.message : error.message;
  const detail = `${operation.sentence} The database refuses it: ${reason}. Nothing was changed.`;
  const extra = refusal('databaseRefuses', operation, { message: reason });
  return new KilnError('KILN_BAD_DEFINITION', { detail, extra, cause: error });
}

export function doesNotFit(operation: Operation, cause?: unknown): KilnError {
  const { code, words } = misfits[operation.op] ?? { code: 'dataMisfit', words: 'The data does not fit.' };
  const detail = `${operation.sentence} ${words} Nothing was changed.`;
  return new KilnError('KILN_CONFLICT', { detail, extra: refusal(code, operation), cause });
}

const misfits: Partial<Record<Operation['op'], { readonly code: ReasonCode; readonly words: string }>> = {
  addIndex: { code: 'duplicates', words: 'Several records have the same value.' },
  setNotNull: {
    code: 'noValues',
    words: 'There are records without a value; give the field a default or fill them first.',
  },
  changeType: { code: 'noValues', words: 'There are records without a value that the new type can hold.' },
  removeOption: {
    code: 'optionRequired',
    words: 'The field is required: say what records that have it get instead, or give the field a default.',
  },
};
