import { setTimeout as sleep } from 'node:timers/promises';
import { KilnError } from '../errors/KilnError.ts';
import { type ConnectionSettings, connectionOptions, defaultTimeouts } from './connectionOptions.ts';
import { createListener } from './createListener.ts';
import { createPool } from './createPool.ts';
import { DbError } from './DbError.ts';
import { openSession } from './openSession.ts';
import { Pace } from './Pace.ts';
import { PipelinedConnection } from './PipelinedConnection.ts';
import type { Db, Statement, TextRow } from './types.ts';

export interface DbOptions extends ConnectionSettings {
  /** Connections for transactions, and for single statements that write or are slow. Default 10. */
  readonly poolSize?: number;
  /** Connections that quick reads share. Default 4. */
  readonly sharedConnections?: number;
}

/** More than this many statements under way on each shared connection, and the pool answers sooner. */
const deepest = 32;

/**
 * The database. Connects when first used.
 *
 * A read-only statement outside a transaction shares a connection with others, each sent without waiting for the
 * answers before it. Measured with 16 callers that each read one row of 12 columns as JSON by primary key, on 2 cores
 * with Postgres beside it, medians of three runs in requests/s: pool of 8: 55,000; pool of 16: 48,800; 1 shared
 * connection: 68,100; 2: 65,800; 4: 66,500; 8: 70,600; and 10 us of Node's time a statement instead of 13. Four,
 * because more gain nothing and one slow statement then holds up a quarter of the reads at worst. It seldom holds up
 * any: only statements whose runs so far were quick are shared (Pace), a connection that stopped answering gets no more
 * of them, and what writes or waits for locks never comes here, because it could wait for the very transaction whose
 * next read it blocks.
 */
export function createDb(options: DbOptions): Db {
  const { poolSize = 10, sharedConnections = 4, readTimeoutMs = defaultTimeouts.readMs } = options;
  const config = connectionOptions(options);
  const infos = new Set<{ readonly message: string; readonly heard: () => void }>();
  const tell = (said: string) => {
    for (const { message, heard } of infos) if (message === said) heard();
  };
  const pool = createPool(config, poolSize, readTimeoutMs, tell);
  const reading = { ...config, statement_timeout: readTimeoutMs };
  const shared = Array.from({ length: sharedConnections }, () => new PipelinedConnection(reading));
  const listener = createListener(config);
  const pace = new Pace();
  let version: Promise<number> | undefined;
  let closing: Promise<void> | undefined;

  async function readVersion(): Promise<number> {
    const [row] = await pool.query({ text: 'show server_version_num', values: [], readOnly: true });
    return Number(row?.[0]);
  }

  async function once(statement: Statement): Promise<TextRow[]> {
    const { name } = statement;
    if (!name || !statement.readOnly) return pool.query(statement);
    const connection = pace.isQuick(name) ? leastBusy(shared) : undefined;
    if (connection) return connection.query(statement, (ms) => pace.record(name, ms));
    const begun = performance.now();
    try {
      return await pool.query(statement);
    } finally {
      pace.record(name, performance.now() - begun);
    }
  }

  function refuseWhenClosing(): void {
    if (closing) throw new KilnError('KILN_UNAVAILABLE', { detail: 'The server is stopping.' });
  }

  return {
    async query(statement) {
      refuseWhenClosing();
      try {
        return await once(statement);
      } catch (error) {
        if (!(error instanceof DbError && error.lost)) throw error;
        // What may have run is only sent again when that makes no difference.
        if (error.lost === 'during' && !statement.readOnly) throw error;
        await sleep(100);
        return once(statement);
      }
    },
    async withTx(f) {
      refuseWhenClosing();
      return pool.withTx(f);
    },
    async script(sql) {
      refuseWhenClosing();
      return pool.script(sql);
    },
    serverVersion() {
      version ??= readVersion().catch((error: unknown) => {
        version = undefined;
        throw error;
      });
      return version;
    },
    async session() {
      refuseWhenClosing();
      return openSession(config, tell);
    },
    listen: listener.listen,
    onInfo(message, heard) {
      const entry = { message, heard };
      infos.add(entry);
      return () => infos.delete(entry);
    },
    load: () => ({ ...pool.load(), shared: shared.reduce((sum, { waiting }) => sum + waiting, 0) }),
    close() {
      closing ??= Promise.all([pool.close(), listener.close(), ...shared.map((connection) => connection.close())]).then(
        () => undefined,
      );
      return closing;
    },
  };
}

/** Undefined when every connection is blocked by a slow statement or full. */
function leastBusy(connections: readonly PipelinedConnection[]): PipelinedConnection | undefined {
  const now = performance.now();
  let best: PipelinedConnection | undefined;
  for (const connection of connections) {
    if (connection.waiting >= (best?.waiting ?? deepest) || connection.isBlocked(now)) continue;
    best = connection;
    if (best.waiting === 0) break;
  }
  return best;
}
