import pg from 'pg';
import { hearInfos } from './hearInfos.ts';
import { inTransaction } from './inTransaction.ts';
import { runStatement } from './runStatement.ts';
import { toKilnError } from './toKilnError.ts';
import type { Session } from './types.ts';

export async function openSession(config: pg.ClientConfig, tell: (message: string) => void): Promise<Session> {
  const client = new pg.Client({ ...config, pipeline: true, statement_timeout: 0, lock_timeout: 0 });
  // Whoever waits for an answer is told by it; without a listener it would be thrown.
  client.on('error', () => undefined);
  const tellInfos = hearInfos(client, tell);
  try {
    await client.connect();
    const [row] = await runStatement(client, { text: 'select pg_backend_pid()', values: [] });
    return {
      pid: Number(row?.[0]),
      query: (statement) => runStatement(client, statement).finally(tellInfos),
      withTx: (f) => inTransaction(client, () => undefined, f).finally(tellInfos),
      close: () => client.end(),
    };
  } catch (error) {
    await client.end().catch(() => undefined);
    throw toKilnError(error, false);
  }
}
