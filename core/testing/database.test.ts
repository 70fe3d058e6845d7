import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from './database.ts';

test('gives databases with system tables that know nothing of each other', async () => {
  const [a, b] = await Promise.all([testDatabase(), testDatabase()]);
  await a.db.script('create table data.only_here (x integer)');
  const exists = { text: `select to_regclass('data.only_here') is not null`, values: [] };
  expect(await a.db.query(exists)).toEqual([['t']]);
  expect(await b.db.query(exists)).toEqual([['f']]);
  await Promise.all([a.close(), b.close()]);
});

test('fails when a connection is left open', async () => {
  const database = await testDatabase();
  const client = new pg.Client({ connectionString: database.url, application_name: 'forgotten' });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('select 42');
  await expect(database.close()).rejects.toThrow('Connections were left open:\nforgotten: idle, last: select 42');
});
