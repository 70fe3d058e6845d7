import pg from 'pg';
import type { Logger } from 'pino';
import { connectionOptions } from '../db/connectionOptions.ts';

export interface LivePool {
  readonly pool: pg.Pool;
  /** Whether a notification has come in yet. */
  heard(): boolean;
  close(): Promise<void>;
}

/** A connection still held so long after the end was asked for belongs to a reconnection that nobody will finish. */
const CLOSE_MS = 1000;

/**
 * Connections for live events: one listens, one speaks. The adapter neither hears the errors of a connection that it
 * holds, which would end the process, nor gives a broken one back, which would fill the pool: both are done here.
 */
export function createLivePool(databaseUrl: string, log: Logger): LivePool {
  const { types: _rawText, ...settings } = connectionOptions({ url: databaseUrl, applicationName: 'kiln live' });
  const pool = new pg.Pool({ ...settings, max: 2 });
  const held = new Set<pg.PoolClient>();
  let heard = false;
  const warn = (error: Error) => log.warn({ err: error }, 'a connection for live events broke');
  pool.on('error', warn);
  pool.on('acquire', (client) => held.add(client));
  pool.on('release', (_error, client) => held.delete(client));
  pool.on('connect', (client) => {
    client.on('error', warn);
    client.once('notification', () => {
      heard = true;
    });
    // A query gives its connection back by itself, right after this event; what is still held then is the adapter's.
    client.once('end', () => setImmediate(() => held.has(client) && client.release(true)));
  });
  return {
    pool,
    heard: () => heard,
    async close() {
      const timer = setTimeout(() => {
        for (const client of held) client.release(true);
      }, CLOSE_MS);
      await pool.end();
      clearTimeout(timer);
    },
  };
}
