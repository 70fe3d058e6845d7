import type { ClientBase } from 'pg';
import { KilnError } from '../errors/KilnError.ts';
import { runStatement, spoilsConnection } from './runStatement.ts';
import { toKilnError } from './toKilnError.ts';
import type { Tx } from './types.ts';

/** Commits when f resolves, rolls back when it throws. `spoil` is told when the connection must not be used again. */
export async function inTransaction<T>(client: ClientBase, spoil: () => void, f: (tx: Tx) => Promise<T>): Promise<T> {
  let open = true;
  const tx: Tx = {
    inTransaction: true,
    async query(statement) {
      if (!open) throw new KilnError('KILN_INTERNAL', { cause: new Error('The transaction has ended already.') });
      try {
        return await runStatement(client, statement);
      } catch (error) {
        if (spoilsConnection(error)) spoil();
        throw error;
      }
    },
  };
  await runStatement(client, { text: 'begin', values: [] });
  let result: T;
  try {
    result = await f(tx);
  } catch (error) {
    open = false;
    await client.query('rollback').catch(spoil);
    throw error;
  }
  open = false;
  await commit(client);
  return result;
}

async function commit(client: ClientBase): Promise<void> {
  let command: string;
  try {
    ({ command } = await client.query('commit'));
  } catch (error) {
    throw toKilnError(error);
  }
  // Postgres answers so, without an error, when a statement failed before and the caller went on regardless.
  if (command === 'ROLLBACK') {
    throw new KilnError('KILN_INTERNAL', {
      cause: new Error('The transaction was rolled back: a statement had failed.'),
    });
  }
}
