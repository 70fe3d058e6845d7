import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { createDb } from './createDb.ts';
import { DbError } from './DbError.ts';
import type { Db, Statement } from './types.ts';

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await testDatabase({ poolSize: 3, sharedConnections: 2, statementTimeoutMs: 1_500, lockTimeoutMs: 300 });
  db = database.db;
  await db.script(`
    create table public.thing (id integer primary key, name text not null unique);
    insert into public.thing select i, 'thing ' || i from generate_series(1, 100) as i;
  `);
});
afterAll(() => database.close());

const sql = (text: string, ...values: unknown[]): Statement => ({ text, values });
const readThing = (id: number): Statement => ({
  name: 'read thing',
  text: 'select name from public.thing where id = $1',
  values: [id],
  readOnly: true,
});
/** Enough runs for a statement to be known as quick, and so to be sent on a shared connection. */
async function warm(statement: Statement, on = db): Promise<void> {
  for (let i = 0; i < 3; i++) await on.query(statement);
}
/** Breaks every connection of the test database but that of the caller, which is not one of `db`. */
async function breakConnections(): Promise<void> {
  const other = createDb({ url: database.url, poolSize: 1 });
  await other.query(
    sql(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    ),
  );
  await other.close();
}

describe('query', () => {
  test('gives rows as arrays of the text that Postgres sent', async () => {
    const rows = await db.query(
      sql(
        `select 1, 1.50::numeric, true, null, '{"a": 1}'::jsonb, array[1,2], $1::interval, $2::timestamptz`,
        'PT90M',
        '2024-02-29T12:00:00+08',
      ),
    );
    expect(rows).toEqual([['1', '1.50', 't', null, '{"a": 1}', '{1,2}', 'PT1H30M', '2024-02-29 04:00:00+00']]);
  });

  test('without values takes several statements, and gives the rows of the last', async () => {
    expect(await db.query(sql('select 1; select 2, 3'))).toEqual([['2', '3']]);
    expect(await db.query(sql('create temporary table t (x int); drop table t'))).toEqual([]);
  });

  test('keeps answers apart when many share a connection', async () => {
    await warm(readThing(1));
    const ids = Array.from({ length: 500 }, (_, i) => (i % 100) + 1);
    const rows = await Promise.all(ids.map((id) => db.query(readThing(id))));
    expect(rows).toEqual(ids.map((id) => [[`thing ${id}`]]));
  });

  test('an error on a shared connection is that of its statement alone', async () => {
    const divide = (by: number): Statement => ({
      name: 'divide',
      text: 'select 10 / $1::int',
      values: [by],
      readOnly: true,
    });
    await warm(divide(1));
    const results = await Promise.allSettled([1, 0, 2, 0, 5].map((by) => db.query(divide(by))));
    expect(
      results.map((result) => (result.status === 'fulfilled' ? result.value[0]?.[0] : result.reason.code)),
    ).toEqual(['10', 'KILN_INVALID', '5', 'KILN_INVALID', '2']);
  });

  test('a slow statement holds up few others', async () => {
    const sleepy = (seconds: number): Statement => ({
      name: 'sleepy',
      text: 'select pg_sleep($1)',
      values: [seconds],
      readOnly: true,
    });
    await warm(readThing(1));
    await warm(sleepy(0));
    const slow = db.query(sleepy(1));
    await sleep(50);
    const begun = performance.now();
    await Promise.all(Array.from({ length: 200 }, (_, i) => db.query(readThing((i % 100) + 1))));
    expect(performance.now() - begun).toBeLessThan(500);
    await slow;
  });

  test('stops a statement at its timeout, and one that waits for a lock', async () => {
    await expect(db.query(sql('select pg_sleep(5)'))).rejects.toMatchObject({
      code: 'KILN_TOO_EXPENSIVE',
      sqlState: '57014',
    });
    await db.withTx(async (tx) => {
      await tx.query(sql(`update public.thing set name = 'locked' where id = 1`));
      await expect(db.query(sql(`update public.thing set name = 'waits' where id = 1`))).rejects.toMatchObject({
        code: 'KILN_UNAVAILABLE',
        sqlState: '55P03',
      });
      await tx.query(sql(`update public.thing set name = 'thing 1' where id = 1`));
    });
  });
});

describe('a statement that only reads has less time', () => {
  const slow: Statement = { text: 'select pg_sleep(0.4)', values: [] };
  const stopped = { code: 'KILN_TOO_EXPENSIVE', sqlState: '57014' };

  test('than others on the same connection', async () => {
    const one = createDb({ url: database.url, poolSize: 1, statementTimeoutMs: 2_000, readTimeoutMs: 150 });
    for (let i = 0; i < 2; i++) {
      await expect(one.query({ ...slow, readOnly: true })).rejects.toMatchObject(stopped);
      expect(await one.query(slow)).toEqual([['']]);
      await expect(one.query({ ...slow, readOnly: true })).rejects.toMatchObject(stopped);
      expect(await one.withTx((tx) => tx.query({ ...slow, readOnly: true }))).toEqual([['']]);
    }
    await one.close();
  });

  test('also where quick reads share a connection', async () => {
    const one = createDb({ url: database.url, poolSize: 1, sharedConnections: 1, readTimeoutMs: 150 });
    const named = (seconds: number): Statement => ({
      name: 'nap',
      text: 'select pg_sleep($1)',
      values: [seconds],
      readOnly: true,
    });
    await warm(named(0), one);
    await expect(one.query(named(5))).rejects.toMatchObject(stopped);
    await one.close();
  });
});

describe('transaction', () => {
  test('commits what it did, and gives what f gave', async () => {
    const name = await db.withTx(async (tx) => {
      await tx.query(sql(`insert into public.thing values (1001, 'new')`));
      const [row] = await tx.query(readThing(1001));
      return row?.[0];
    });
    expect(name).toBe('new');
    expect(await db.query(readThing(1001))).toEqual([['new']]);
  });

  test('rolls back when f throws, and throws the same', async () => {
    const mine = new Error('mine');
    const failing = db.withTx(async (tx) => {
      await tx.query(sql(`insert into public.thing values (1002, 'never')`));
      throw mine;
    });
    await expect(failing).rejects.toBe(mine);
    expect(await db.query(readThing(1002))).toEqual([]);
  });

  test('does not pretend to have committed after a statement failed', async () => {
    const careless = db.withTx(async (tx) => {
      await tx.query(sql(`insert into public.thing values (1003, 'never')`));
      await tx.query(sql('select 1 / 0')).catch(() => undefined);
    });
    await expect(careless).rejects.toMatchObject({ code: 'KILN_INTERNAL' });
    expect(await db.query(readThing(1003))).toEqual([]);
  });

  test('is over when it is over', async () => {
    const tx = await db.withTx(async (open) => open);
    await expect(tx.query(sql('select 1'))).rejects.toMatchObject({ code: 'KILN_INTERNAL' });
  });

  test('takes statements that do not wait for each other', async () => {
    const rows = await db.withTx((tx) => Promise.all([1, 2, 3].map((id) => tx.query(readThing(id)))));
    expect(rows).toEqual([[['thing 1']], [['thing 2']], [['thing 3']]]);
  });
});

describe('a lost connection', () => {
  test('is replaced, and a read that was under way is sent again', async () => {
    const slowRead: Statement = { name: 'slow read', text: `select 'read', pg_sleep(0.3)`, values: [], readOnly: true };
    await warm(readThing(1));
    const reading = db.query(slowRead);
    await sleep(100);
    await breakConnections();
    expect((await reading)[0]?.[0]).toBe('read');
    expect(await Promise.all([1, 2, 3, 4].map((id) => db.query(readThing(id))))).toHaveLength(4);
    expect(await db.withTx((tx) => tx.query(readThing(1)))).toEqual([['thing 1']]);
  });

  test('fails a write that may have run', async () => {
    const writing = db.query(
      sql(`with slept as (select pg_sleep(0.3)) insert into public.thing select 2001, 'x' from slept`),
    );
    const refused = expect(writing).rejects.toMatchObject({ code: 'KILN_UNAVAILABLE', lost: 'during' });
    await sleep(100);
    await breakConnections();
    await refused;
  });

  test('fails its transaction', async () => {
    const broken = db.withTx(async (tx) => {
      await tx.query(sql(`insert into public.thing values (2002, 'never')`));
      await breakConnections();
      await tx.query(readThing(1));
    });
    await expect(broken).rejects.toMatchObject({ code: 'KILN_UNAVAILABLE' });
    expect(await db.query(readThing(2002))).toEqual([]);
  });
});

describe('listen', () => {
  const notify = (channel: string, payload: string) => db.query(sql('select pg_notify($1, $2)', channel, payload));

  test('tells what is notified on its channel until it is undone', async () => {
    const heard: string[] = [];
    const undoA = await db.listen('a', (payload) => heard.push(`a ${payload}`));
    const undoB = await db.listen('B "quoted"', (payload) => heard.push(`b ${payload}`));
    await notify('a', '1');
    await notify('B "quoted"', '2');
    await expect.poll(() => heard).toEqual(['a 1', 'b 2']);
    await undoA();
    await notify('a', '3');
    await notify('B "quoted"', '4');
    await expect.poll(() => heard).toEqual(['a 1', 'b 2', 'b 4']);
    await undoB();
  });

  test('listens again after its connection was lost, and says that it may have missed something', async () => {
    const heard: string[] = [];
    const undo = await db.listen(
      'c',
      (payload) => heard.push(payload),
      () => heard.push('gap'),
    );
    await breakConnections();
    await expect.poll(() => heard, { timeout: 5_000 }).toEqual(['gap']);
    await notify('c', 'back');
    await expect.poll(() => heard).toEqual(['gap', 'back']);
    await undo();
  });
});

describe('errors', () => {
  test('name the constraint for the caller and nothing for the client', async () => {
    const error = await db
      .query(sql(`insert into public.thing values (1, 'again')`))
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DbError);
    expect(error).toMatchObject({
      code: 'KILN_NOT_UNIQUE',
      sqlState: '23505',
      constraint: 'thing_pkey',
      table: 'thing',
      extra: {},
    });
    expect(String(error)).not.toContain('thing');
  });

  test.each([
    ['a missing column', 'select nothing from public.thing'],
    ['a missing table', 'select 1 from data.nothing'],
  ])('%s means that the model moved', async (_, text) => {
    await expect(db.query(sql(text))).rejects.toMatchObject({ code: 'KILN_UNAVAILABLE', modelMoved: true });
  });

  test('a prepared statement whose columns changed type means that the model moved, once', async () => {
    await db.script('create table public.changing (x integer); insert into public.changing values (1)');
    const read: Statement = { name: 'changing', text: 'select * from public.changing', values: [], readOnly: true };
    for (let i = 0; i < 20; i++) await db.query(read);
    await db.script('alter table public.changing alter x type text');
    const outcomes = new Set<string>();
    for (let i = 0; i < 20; i++) {
      outcomes.add(
        await db.query(read).then(
          (rows) => `rows ${rows[0]?.[0]}`,
          (error: DbError) => `${error.sqlState} ${error.modelMoved}`,
        ),
      );
    }
    expect([...outcomes]).toEqual(['0A000 true', 'rows 1']);
    expect(await db.query(read)).toEqual([['1']]);
  });

  test('all connections busy', async () => {
    const small = createDb({ url: database.url, poolSize: 1, connectTimeoutMs: 200 });
    await small.withTx(async () => {
      await expect(small.query(sql('select 1'))).rejects.toMatchObject({
        code: 'KILN_UNAVAILABLE',
        message: expect.stringContaining('too busy'),
      });
    });
    await small.close();
  });

  test.each([
    ['nobody listens', (url: string) => url.replace(/:\d+\//, ':1/')],
    ['the password is wrong', (url: string) => url.replace(/:[^:@]+@/, ':wrong@')],
    ['there is no such database', (url: string) => url.replace(/\w+$/, 'nothing')],
  ])('%s', async (_, change) => {
    const away = createDb({ url: change(database.url) });
    await expect(away.query(sql('select 1'))).rejects.toMatchObject({ code: 'KILN_UNAVAILABLE', lost: 'before' });
    await expect(away.withTx(async () => 1)).rejects.toMatchObject({ code: 'KILN_UNAVAILABLE' });
    await expect(away.listen('x', () => undefined)).rejects.toMatchObject({ code: 'KILN_UNAVAILABLE' });
    await away.close();
  });
});

test('close waits for what runs and refuses the rest', async () => {
  const closing = createDb({ url: database.url });
  await warm(readThing(1), closing);
  await closing.listen('x', () => undefined);
  const running = closing.query(sql('select pg_sleep(0.2), 1'));
  const inTx = closing.withTx(async (tx) => {
    await sleep(100);
    return tx.query(readThing(2));
  });
  await sleep(20);
  const closed = closing.close();
  await expect(closing.query(sql('select 1'))).rejects.toMatchObject({ code: 'KILN_UNAVAILABLE' });
  await expect(closing.listen('x', () => undefined)).rejects.toMatchObject({ code: 'KILN_UNAVAILABLE' });
  expect(await running).toEqual([['', '1']]);
  expect(await inTx).toEqual([['thing 2']]);
  await closed;
  await closing.close();
});
