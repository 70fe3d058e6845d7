import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '../testing/database.ts';
import { authOptions } from './authOptions.ts';

test('the tables in schema auth are those that better-auth asks for', async () => {
  const database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.url, options: '-c search_path=auth' });
  try {
    const none = async () => undefined;
    const { toBeCreated, toBeAdded } = await getMigrations(
      authOptions({
        pool,
        secret: 'x'.repeat(40),
        minPassword: 10,
        oidc: undefined,
        log: () => undefined,
        hooks: { before: none, after: none, enter: none, sendReset: none, heard: () => undefined },
      }),
    );
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  } finally {
    await pool.end();
    await database.close();
  }
});
