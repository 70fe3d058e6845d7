import pg from 'pg';

/** Any two numbers; every Kiln process that uses an embedded server holds this advisory lock, shared, while it does. */
const lockKey = '1802071150, 1';

/** One Kiln process's use of an embedded server. */
export interface Presence {
  /**
   * Ends it. True when no other process uses the server: then this one has to stop it, and nobody can join meanwhile.
   */
  leave(): Promise<boolean>;
}

/**
 * Registers this process with the server and makes sure that the database `kiln` is there. A lock in Postgres itself,
 * because it goes when its process is killed, in whatever way.
 *
 * @param url connection string of the database `postgres`
 * @returns undefined when the server takes no connections yet or any more, or is being stopped by another process
 */
export async function attend(url: string): Promise<Presence | undefined> {
  const client = new pg.Client({ connectionString: url, application_name: 'kiln presence', keepAlive: true });
  // Without a listener, the end of the connection at shutdown would be an uncaught error.
  let lost = false;
  client.on('error', () => {
    lost = true;
  });
  try {
    await client.connect();
    if (!(await take(client, 'pg_try_advisory_lock_shared'))) {
      await client.end();
      return undefined;
    }
    await ensureDatabase(client);
  } catch (error) {
    await client.end().catch(() => undefined);
    if (isTransient(error)) return undefined;
    throw error;
  }
  return {
    async leave() {
      if (lost) return leaveAgain(url);
      try {
        await client.query(`select pg_advisory_unlock_shared(${lockKey})`);
        const last = await take(client, 'pg_try_advisory_lock');
        if (!last) await client.end();
        return last;
      } catch (error) {
        // Another one leaves at the same time, was the last, and stops Postgres already.
        if (isTransient(error)) return leaveAgain(url);
        throw error;
      }
    },
  };
}

/** The connection broke, for example because Postgres restarted itself after a crash of one of its processes. */
async function leaveAgain(url: string): Promise<boolean> {
  const presence = await attend(url);
  return presence ? presence.leave() : false;
}

async function take(client: pg.Client, lock: 'pg_try_advisory_lock_shared' | 'pg_try_advisory_lock'): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(`select ${lock}(${lockKey}) as taken`);
  return rows[0]?.taken === true;
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(`select from pg_database where datname = 'kiln'`);
  if (rowCount) return;
  await client.query('create database kiln').catch((error) => {
    // Two processes that start at the same time: the other one has created it.
    if (!['42P04', '23505'].includes(sqlStateOf(error))) throw error;
  });
}

function isTransient(error: unknown): boolean {
  const code = sqlStateOf(error);
  // Starting up, shutting down, full; or nobody listens any more.
  return code.startsWith('57P') || code === '53300' || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', ''].includes(code);
}

function sqlStateOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
