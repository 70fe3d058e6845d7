import { DbError } from '../db/DbError.ts';
import type { Tx } from '../db/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Operation } from '../migrations/operations.ts';
import { refusal } from '../migrations/refusal.ts';
import { rowChange } from '../migrations/rowChange.ts';
import type { TableShape } from '../migrations/shape.ts';
import { inBatches } from './inBatches.ts';
import type { JobRun } from './JobRun.ts';
import { patiently } from './patiently.ts';

type SetNotNull = Extract<Operation, { op: 'setNotNull' }>;

/**
 * Makes a column NOT NULL without keeping writers out: fills what is empty, has a check see to what is written, looks
 * at all rows, and only then says so in an instant, because Postgres trusts the check.
 */
export async function requireValues(run: JobRun, operation: SetNotNull, table: TableShape): Promise<void> {
  const { column, constraint } = operation;
  const change = rowChange(operation);
  const batched = { name: table.name, key: table.primaryKey.columns };
  if (change) await inBatches(run, batched, change);
  run.reached('required: filled');
  const name = `data.${quoteIdent(table.name)}`;
  await patiently(run.session, async (tx) => {
    if (await hasCheck(tx, name, constraint)) return;
    const check = `check (${quoteIdent(column)} is not null)`;
    await tx.query({
      text: `alter table ${name} add constraint ${quoteIdent(constraint)} ${check} not valid`,
      values: [],
    });
  });
  run.reached('required: checked');
  // What a process wrote that had not heard of the new definitions when all were filled.
  if (change) await inBatches({ ...run, job: { ...run.job, position: null } }, batched, change);
  await validate(run, operation, name);
  run.reached('required: validated');
  await patiently(run.session, (tx) =>
    tx.query({
      text: `alter table ${name}
        alter column ${quoteIdent(column)} set not null, drop constraint ${quoteIdent(constraint)}`,
      values: [],
    }),
  );
}

async function hasCheck(tx: Tx, table: string, constraint: string): Promise<boolean> {
  const [row] = await tx.query({
    text: 'select from pg_constraint where conrelid = $1::regclass and conname = $2',
    values: [table, constraint],
  });
  return row !== undefined;
}

async function validate({ session }: JobRun, operation: SetNotNull, table: string): Promise<void> {
  try {
    await session.query({
      text: `alter table ${table} validate constraint ${quoteIdent(operation.constraint)}`,
      values: [],
    });
  } catch (error) {
    if (!(error instanceof DbError && error.sqlState === '23514')) throw error;
    const rows = await session.query({
      text: `select id from ${table} where ${quoteIdent(operation.column)} is null limit 5`,
      values: [],
    });
    const next = 'Fill them and try again; records that are written now need one already.';
    const detail = `${operation.sentence} There are records without a value. ${next}`;
    throw new KilnError('KILN_CONFLICT', {
      detail,
      extra: { ...refusal('noValues', operation), examples: rows.map(([id]) => ({ id: id ?? null })) },
      cause: error,
    });
  }
}
