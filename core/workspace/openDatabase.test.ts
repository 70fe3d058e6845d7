import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeEntries } from '../audit/writeEntries.ts';
import { systemActor } from '../context/systemActor.ts';
import { createDb } from '../db/createDb.ts';
import { type OpenDatabase, openDatabase } from './openDatabase.ts';

let data: string;
let database: OpenDatabase;
const open = () => openDatabase({ data: join(data, 'data'), poolSize: 2 }, () => undefined);

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'kiln-open-'));
  // Postgres runs as another user when this is root, and has to pass through.
  await chmod(data, 0o755);
  database = await open();
  await writeEntries(database.db, [
    { action: 'read', actor: systemActor, via: 'system', requestId: 'test', details: { text: 'kept' } },
  ]);
}, 60_000);
afterAll(async () => {
  await database.close();
  await rm(data, { recursive: true, force: true });
});

const run = (text: string) => database.db.query({ text, values: [] });

test.each([
  `update audit.entry set actor_name = 'Eve'`,
  'delete from audit.entry',
  'truncate audit.entry',
  'delete from audit.seal',
  'drop table audit.entry cascade',
  'drop schema audit cascade',
  'alter table audit.entry disable trigger all',
  'alter table audit.entry owner to kiln',
  'create table audit.mine ()',
  `create or replace function audit.refuse_change() returns trigger language plpgsql as 'begin return old; end'`,
  'set role kiln_audit',
  'set role postgres',
  `set session_replication_role = 'replica'`,
  'grant kiln_audit to kiln',
  'alter role kiln superuser',
  'create role eve superuser',
  `copy (select 1) to program 'true'`,
])('on the Postgres that Kiln runs itself, its own role cannot: %s', async (text) => {
  await expect(run(text)).rejects.toThrow();
  expect(await run(`select details->>'text' from audit.entry where request_id = 'test'`)).toEqual([['kept']]);
});

test('nor can it drop the database from another one', async () => {
  const elsewhere = createDb({ url: database.url.replace(/\/kiln$/, '/postgres'), poolSize: 1 });
  await expect(elsewhere.script('drop database kiln with (force)')).rejects.toThrow();
  await elsewhere.close();
});

test('it can do its work, and a second start changes nothing of that', async () => {
  const second = await open();
  await second.db.script(
    'create table data.thing (id uuid); drop table data.thing; create table kiln.other (); drop table kiln.other',
  );
  await second.db.query({ text: 'select audit.make_partitions()', values: [] });
  expect(await second.db.query({ text: 'select count(*) from audit.entry', values: [] })).toEqual([['1']]);
  expect(
    await second.db.query({
      text: 'select current_user, usesuper from pg_user where usename = current_user',
      values: [],
    }),
  ).toEqual([['kiln', 'f']]);
  await second.close();
});
