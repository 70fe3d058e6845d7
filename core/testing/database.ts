import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, inject } from 'vitest';
import { createDb, type DbOptions } from '../db/createDb.ts';
import type { Db } from '../db/types.ts';

export interface TestDatabase {
  readonly url: string;
  readonly db: Db;
  /** Closes `db` and drops the database. Throws when a connection is left open: something was not closed. */
  close(): Promise<void>;
}

/**
 * A database of the test file's own with Kiln's system tables in it. For `beforeAll`; `close()` belongs in `afterAll`.
 */
export async function testDatabase(options: Omit<DbOptions, 'url'> = {}): Promise<TestDatabase> {
  const server = inject('testPostgres');
  const name = databaseName();
  await onServer(server, (client) => client.query(`create database ${name} template kiln`));
  const url = server.replace(/\/kiln$/, `/${name}`);
  const db = createDb({ ...options, url });
  return {
    url,
    db,
    async close() {
      await db.close();
      await onServer(server, async (client) => {
        const left = await openConnections(client, name);
        await client.query(`drop database ${name} with (force)`);
        if (left.length > 0) throw new Error(`Connections were left open:\n${left.join('\n')}`);
      });
    },
  };
}

/** With the name of the test file in it, for whoever looks into the server or at a leftover. */
function databaseName(): string {
  const file = basename(expect.getState().testPath ?? '', '.test.ts')
    .replaceAll(/\W/g, '')
    .toLowerCase()
    .slice(0, 40);
  return `test_${file}_${randomBytes(4).toString('hex')}`;
}

async function onServer<T>(server: string, f: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: server.replace(/\/kiln$/, '/postgres'),
    application_name: 'kiln test',
  });
  await client.connect();
  try {
    return await f(client);
  } finally {
    await client.end();
  }
}

/** Postgres needs a moment to notice that a connection was closed, so a few looks. */
async function openConnections(client: pg.Client, database: string): Promise<string[]> {
  for (let look = 0; ; look++) {
    const { rows } = await client.query<{ line: string }>(
      `select format('%s: %s, last: %s', application_name, state, left(query, 200)) as line
       from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
      [database],
    );
    if (rows.length === 0 || look === 25) return rows.map(({ line }) => line);
    await sleep(20);
  }
}
