import { setTimeout as sleep } from 'node:timers/promises';
import { DbError } from '../db/DbError.ts';
import type { Tx } from '../db/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { refusal } from '../migrations/refusal.ts';
import type { TouchedTables } from '../migrations/touchedTables.ts';
import { giveWay } from '../online/giveWay.ts';

/** For which a try may hold up others, in milliseconds, and for how long the others then have the tables. */
const patience = { first: 100, most: 250 };
const tries = 60;
/** Autovacuum gives a table up when somebody has waited for a second. */
const quietMs = 15_000;

/**
 * Locks all the tables that a change-set touches, before it changes any: no writer waits longer than for one try and
 * the change itself. What lets readers and writers through is taken first, without haste: it keeps out what takes long
 * and would not go away within a try (autovacuum, other jobs). Throws KILN_UNAVAILABLE when the tables stay in use for
 * about half a minute; the transaction is then of no more use.
 */
export async function lockTables(tx: Tx, { changed, referenced }: TouchedTables): Promise<void> {
  const all = [...changed, ...referenced].map(qualified);
  if (all.length === 0) return;
  await giveWay(tx, all);
  await run(tx, `set local lock_timeout = ${quietMs}`);
  await run(tx, `lock table ${all.sort().join(', ')} in share update exclusive mode`);
  await run(tx, 'set local lock_timeout = 0');
  for (let turn = 1; ; turn++) {
    const ms = Math.min(patience.most, patience.first * turn);
    try {
      await run(tx, 'savepoint tables');
      // Of the statement, because a timeout of locks begins anew for each table.
      await run(tx, `set local statement_timeout = ${ms}`);
      if (changed.length > 0) await run(tx, `lock table ${changed.map(qualified).join(', ')} in access exclusive mode`);
      if (referenced.length > 0) {
        await run(tx, `lock table ${referenced.map(qualified).join(', ')} in share row exclusive mode`);
      }
      await run(tx, `set local statement_timeout = 0; set local lock_timeout = ${patience.most}`);
      return;
    } catch (error) {
      if (!isTimeout(error)) throw error;
      if (turn === tries) throw stayLocked(error);
      await run(tx, 'rollback to savepoint tables');
      await sleep(ms * 2);
    }
  }
}

function qualified(name: string): string {
  return `data.${quoteIdent(name)}`;
}

/** statement_timeout, or a deadlock with somebody who holds one table and wants another. */
function isTimeout(error: unknown): boolean {
  return error instanceof DbError && ['57014', '40P01', '55P03'].includes(error.sqlState);
}

function stayLocked(cause: unknown): KilnError {
  const detail =
    'The tables that it changes stay in use, by long reads or transactions. Nothing was changed; try again.';
  return new KilnError('KILN_UNAVAILABLE', { detail, extra: refusal('tablesInUse'), cause });
}

function run(tx: Tx, text: string) {
  return tx.query({ text, values: [] });
}
