import { setTimeout as sleep } from 'node:timers/promises';
import { DbError } from '../db/DbError.ts';
import type { Session, Tx } from '../db/types.ts';

/** How long a statement may hold up others by waiting for its turn, in milliseconds. */
const patience = 200;
const tries = 150;

/**
 * Runs a short transaction that needs locks which others hold: waits for them a moment, lets those through who wait
 * behind, and tries again, for about a minute. f may run several times.
 */
export async function patiently<T>(session: Pick<Session, 'withTx'>, f: (tx: Tx) => Promise<T>): Promise<T> {
  for (let turn = 1; ; turn++) {
    try {
      return await session.withTx(async (tx) => {
        await tx.query({ text: `set local lock_timeout = ${patience}`, values: [] });
        return f(tx);
      });
    } catch (error) {
      if (turn === tries || !isBusy(error)) throw error;
      await sleep(patience);
    }
  }
}

/** Lock timeout and deadlock: others were at work. */
export function isBusy(error: unknown): boolean {
  return error instanceof DbError && ['55P03', '40P01'].includes(error.sqlState);
}
