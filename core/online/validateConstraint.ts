import { DbError } from '../db/DbError.ts';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Operation } from '../migrations/operations.ts';
import { refusal } from '../migrations/refusal.ts';
import { rowChange } from '../migrations/rowChange.ts';
import type { TableShape } from '../migrations/shape.ts';
import { inBatches } from './inBatches.ts';
import type { JobRun } from './JobRun.ts';
import { JobObsolete } from './JobRun.ts';

type Constraint = Extract<Operation, { op: 'addForeignKey' | 'addCheck' }>;

/** Looks whether all rows obey a constraint that new ones obey already; what points at nothing goes first. */
export async function validateConstraint(run: JobRun, operation: Constraint, table: TableShape): Promise<void> {
  const { name: constraint } = operation.op === 'addCheck' ? operation.check : operation.foreignKey;
  const wanted = operation.op === 'addCheck' ? table.checks : table.foreignKeys;
  if (!wanted.some(({ name }) => name === constraint)) throw new JobObsolete();
  const key = table.foreignKeys.find(({ name }) => name === constraint);
  const change = rowChange(operation.op === 'addForeignKey' && key ? { ...operation, foreignKey: key } : operation);
  if (change) await inBatches(run, { name: table.name, key: table.primaryKey.columns }, change);
  run.reached('constraint: rows changed');
  const name = `data.${quoteIdent(table.name)}`;
  try {
    await run.session.query({
      text: `alter table ${name} validate constraint ${quoteIdent(constraint)}`,
      values: [],
    });
  } catch (error) {
    if (!(error instanceof DbError && ['23503', '23514'].includes(error.sqlState))) throw error;
    const which = error.detail ?? 'see the log';
    const next = 'Correct them and try again; records that are written now are checked already.';
    const detail = `${operation.sentence} There are records that do not fit: ${which}. ${next}`;
    throw new KilnError('KILN_CONFLICT', { detail, extra: refusal('dataMisfit', operation), cause: error });
  }
}
