import pg from 'pg';
import { KilnError } from '../errors/KilnError.ts';
import { hearInfos } from './hearInfos.ts';
import { inTransaction } from './inTransaction.ts';
import { runStatement, spoilsConnection } from './runStatement.ts';
import { toKilnError } from './toKilnError.ts';
import type { DbLoad, Statement, TextRow, Tx } from './types.ts';

export interface Pool {
  query(statement: Statement): Promise<TextRow[]>;
  withTx<T>(f: (tx: Tx) => Promise<T>): Promise<T>;
  script(sql: string): Promise<void>;
  load(): Pick<DbLoad, 'connections' | 'idle' | 'waiting'>;
  close(): Promise<void>;
}

/**
 * Connections that one caller has to itself at a time. A single statement that only reads is stopped after
 * `readTimeoutMs`, everything else as `config` says. `tell` hears what they said by `raise info` when they are done.
 */
export function createPool(
  config: pg.ClientConfig,
  size: number,
  readTimeoutMs: number,
  tell: (message: string) => void,
): Pool {
  const writeTimeoutMs = config.statement_timeout || 0;
  /** The statement timeout that a connection has now, where it is not that of `config`. */
  const timeouts = new WeakMap<pg.PoolClient, number>();
  const infos = new WeakMap<pg.PoolClient, () => void>();
  const pool = new pg.Pool({
    ...config,
    // So that a transaction may send several statements without waiting for each.
    pipeline: true,
    max: size,
    // Prepared statements stay with the connection, and each model has its own: a new connection frees them.
    maxLifetimeSeconds: 30 * 60,
  });
  // A connection that breaks while nothing runs on it leaves the pool by itself. Without listeners the error would be
  // thrown: the pool's is for connections in the pool, the client's for those that a transaction holds.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    infos.set(client, hearInfos(client, tell));
  });

  async function use<T>(f: (client: pg.PoolClient, spoil: () => void) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch((error: unknown) => {
      throw isExhausted(error) ? exhausted(error) : toKilnError(error, false);
    });
    let spoiled = false;
    try {
      return await f(client, () => {
        spoiled = true;
      });
    } catch (error) {
      spoiled ||= spoilsConnection(error);
      throw error;
    } finally {
      client.release(spoiled);
      infos.get(client)?.();
    }
  }

  /**
   * Sent ahead of the next statement, which does not wait for it; nothing where the connection has the timeout already.
   */
  async function limitTime(client: pg.PoolClient, ms: number): Promise<void> {
    if ((timeouts.get(client) ?? writeTimeoutMs) === ms) return;
    timeouts.set(client, ms);
    await runStatement(client, { text: `set statement_timeout = ${ms}`, values: [] });
  }

  return {
    query: (statement) =>
      use(async (client) => {
        const ready = limitTime(client, statement.readOnly ? readTimeoutMs : writeTimeoutMs);
        const [rows] = await Promise.all([runStatement(client, statement), ready]);
        return rows;
      }),
    withTx: (f) =>
      use(async (client, spoil) => {
        const ready = limitTime(client, writeTimeoutMs);
        const [result] = await Promise.all([inTransaction(client, spoil, f), ready]);
        return result;
      }),
    async script(sql) {
      await use((client) => runStatement(client, { text: sql, values: [] }));
    },
    load: () => ({ connections: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  };
}

function isExhausted(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect';
}

function exhausted(cause: unknown): KilnError {
  return new KilnError('KILN_UNAVAILABLE', { detail: 'The server is too busy. Try again in a moment.', cause });
}
