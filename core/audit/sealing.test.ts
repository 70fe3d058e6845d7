import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemActor } from '../context/systemActor.ts';
import type { AuditEntry } from '../context/types.ts';
import { createVault } from '../context/vault.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { pruneAudit } from './pruneAudit.ts';
import { sealEntries } from './sealEntries.ts';
import { verifyAudit } from './verifyAudit.ts';
import { writeEntries } from './writeEntries.ts';

const vault = createVault('a secret that only this test knows');

const entry = (text: string, at?: Date): AuditEntry => ({
  action: 'read',
  actor: systemActor,
  via: 'system',
  requestId: 'test',
  details: { text },
  ...(at ? { at } : {}),
});

let database: TestDatabase;
/** Somebody who may do anything with the database. */
let thief: pg.Client;
beforeEach(async () => {
  database = await testDatabase();
  thief = new pg.Client({ connectionString: database.url });
  await thief.connect();
  await thief.query('set session_replication_role = replica');
});
afterEach(async () => {
  await thief.end();
  await database.close();
});

const write = (...texts: string[]) =>
  writeEntries(
    database.db,
    texts.map((text) => entry(text)),
  );
const verify = () => verifyAudit(database.db, vault);

/**
 * Other databases of the server have transactions, too, and whatever is younger than the oldest of them has to wait.
 */
async function seal(count: number): Promise<void> {
  let sealed = 0;
  while (sealed < count) {
    sealed += await sealEntries(database.db, vault);
    if (sealed < count) await sleep(20);
  }
  expect(sealed).toBe(count);
}

/** Three seals over three entries each. */
async function sealThree(): Promise<void> {
  for (const name of ['a', 'b', 'c']) {
    await write(`${name}1`, `${name}2`, `${name}3`);
    await seal(3);
  }
}

describe('what was not touched', () => {
  test('is proved, and what is not sealed yet is counted', async () => {
    await sealThree();
    await write('d1');
    expect(await verify()).toMatchObject({
      fault: null,
      entries: 9,
      seals: 3,
      open: 1,
      head: expect.stringMatching(/^3:/),
    });
  });

  test('an empty audit is in order', async () => {
    expect(await sealEntries(database.db, vault)).toBe(0);
    expect(await verify()).toMatchObject({ fault: null, entries: 0, seals: 0, open: 0 });
  });

  test('several that seal at once seal each entry once', async () => {
    await write(...Array.from({ length: 50 }, (_, n) => String(n)));
    let sealed = 0;
    while (sealed < 50) {
      const counts = await Promise.all([1, 2, 3, 4].map(() => sealEntries(database.db, vault)));
      sealed += counts.reduce((sum, count) => sum + count);
    }
    expect(sealed).toBe(50);
    expect(await verify()).toMatchObject({ fault: null, entries: 50 });
  });

  test('a transaction that began before and ends after a seal comes under the next', async () => {
    await database.db.withTx(async (tx) => {
      await writeEntries(tx, [entry('slow 1')]);
      await write('quick');
      expect(await sealEntries(database.db, vault)).toBe(0);
      await writeEntries(tx, [entry('slow 2')]);
    });
    await seal(3);
    expect(await verify()).toMatchObject({ fault: null, entries: 3, open: 0 });
  });
});

describe('who may do anything with the database is found out:', () => {
  beforeEach(sealThree);

  test.each([
    [
      'a change of what was done',
      `update audit.entry set details = '{"text":"x"}' where details->>'text' = 'b2'`,
      'Entry 5 .* was changed.*seal 2',
    ],
    [
      'a change of who did it',
      `update audit.entry set actor_name = 'Eve' where details->>'text' = 'a1'`,
      'Entry 1 .* was changed',
    ],
    [
      'a change of when',
      `update audit.entry set at = at - interval '1 s' where details->>'text' = 'c3'`,
      'Entry 9 .* was changed',
    ],
    [
      'a record that was created otherwise',
      `update audit.entry set snapshot = '{"name":"Eve"}' where details->>'text' = 'b1'`,
      'Entry 4 .* was changed',
    ],
    ['a removal', `delete from audit.entry where details->>'text' = 'b2'`, 'Entry 5 was removed .*seal 2'],
    ['a removal at the end', `delete from audit.entry where details->>'text' = 'c3'`, 'Entry 9 was removed'],
    [
      'an insertion',
      `insert into audit.entry select 999, at, tx, request_id, actor_kind, actor, 'Eve', via, action, entity, record, parent_entity, parent, changes, snapshot, details
       from audit.entry where details->>'text' = 'b2'`,
      'Entry 999 .* was inserted; it says: Eve read',
    ],
    [
      'a copy',
      `insert into audit.entry select * from audit.entry where details->>'text' = 'b2'`,
      'Entry 5 .* was inserted',
    ],
    [
      'a move to another time',
      `update audit.entry set tx = '3' where details->>'text' = 'b2'`,
      'Entry 5 .* was inserted.*seal 1',
    ],
    ['a truncated table', 'truncate audit.entry', 'Entry 1 was removed'],
    ['a removed seal', 'delete from audit.seal where id = 2', 'Seal 2 was removed'],
    ['a changed seal', `update audit.seal set digests = digests || digests where id = 2`, 'Seal 2 was changed'],
    ['a pruned range made up', `update audit.seal set pruned = '{[1,9]}' where id = 3`, 'Seal 3 was changed'],
  ])('%s', async (_, text, found) => {
    await thief.query(text);
    expect((await verify()).fault).toMatch(new RegExp(found));
  });

  test('a chain made anew without the secret', async () => {
    await thief.query('truncate audit.seal');
    await thief.query(`update audit.entry set actor_name = 'Eve' where details->>'text' = 'b2'`);
    const { open } = await verify();
    for (let sealed = 0; sealed < open; ) sealed += await sealEntries(database.db, createVault('made up by the thief'));
    expect((await verify()).fault).toContain('KILN_SECRET');
  });

  test('an end that was cut off, by who kept the head', async () => {
    const { head } = await verify();
    await thief.query('delete from audit.seal where id = 3');
    await thief.query(`delete from audit.entry where details->>'text' like 'c%'`);
    expect((await verify()).fault).toBeNull();
    expect((await verifyAudit(database.db, vault, { expect: head })).fault).toContain(`The seal ${head} is not there`);
  });
});

describe('append-only', () => {
  beforeEach(sealThree);

  test.each([
    `update audit.entry set actor_name = 'Eve'`,
    'delete from audit.entry',
    'truncate audit.entry',
    'truncate audit.entry_default',
    `update audit.seal set signature = ''`,
    'delete from audit.seal',
    'truncate audit.seal',
  ])('the database refuses: %s', async (text) => {
    await expect(database.db.query({ text, values: [] })).rejects.toMatchObject({
      code: expect.stringMatching(/^KILN_/),
    });
    expect(await verify()).toMatchObject({ fault: null, entries: 9 });
  });

  test('so does each partition by itself', async () => {
    const [row] = await database.db.query({
      text: `select string_agg(format('truncate audit.%I', relname), ';') from pg_class where relname ~ '^entry_\\d{4}_\\d{2}$'`,
      values: [],
    });
    for (const text of String(row?.[0]).split(';')) {
      await expect(database.db.query({ text, values: [] })).rejects.toThrow();
    }
    const month = new Date().toISOString().slice(0, 7).replace('-', '_');
    await expect(database.db.query({ text: `delete from audit.entry_${month}`, values: [] })).rejects.toThrow();
    expect(await verify()).toMatchObject({ fault: null, entries: 9 });
  });
});

describe('partitions', () => {
  const partitions = async () =>
    (
      await database.db.query({
        text: `select relname from pg_class where relname ~ '^entry_\\d{4}_\\d{2}$' order by 1`,
        values: [],
      })
    ).flat();

  test('this month and the two after it are made, by several at once', async () => {
    await Promise.all([1, 2, 3].map(() => database.db.query({ text: 'select audit.make_partitions()', values: [] })));
    expect(await partitions()).toHaveLength(3);
  });

  test('what belongs to no month is taken all the same', async () => {
    await writeEntries(database.db, [entry('old', new Date('2001-02-03')), entry('far', new Date('2101-02-03'))]);
    const [row] = await database.db.query({ text: 'select count(*) from audit.entry_default', values: [] });
    expect(row?.[0]).toBe('2');
  });
});

describe('pruning', () => {
  const month = async (from: string, to: string) => {
    const name = `entry_${from.slice(0, 7).replace('-', '_')}`;
    await database.db.script(
      `create table audit.${name} partition of audit.entry for values from ('${from}') to ('${to}')`,
    );
  };

  beforeEach(async () => {
    await month('2020-01-01', '2020-02-01');
    await month('2020-02-01', '2020-03-01');
    await writeEntries(database.db, [
      entry('january 1', new Date('2020-01-05')),
      entry('january 2', new Date('2020-01-06')),
      entry('february', new Date('2020-02-05')),
      entry('now'),
    ]);
  });

  test('removes whole months and leaves a seal, so that the rest is still proved', async () => {
    await seal(4);
    expect(await pruneAudit(database.db, vault, new Date('2020-02-15'))).toEqual({
      months: ['entry_2020_01'],
      entries: 2,
    });
    expect(await verify()).toMatchObject({ fault: null, seals: 2 });
    await write('later');
    await seal(1);
    expect(await verify()).toMatchObject({ fault: null, seals: 3, open: 0 });
    await thief.query(`delete from audit.entry where details->>'text' = 'february'`);
    expect((await verify()).fault).toMatch(/Entry 3 was removed/);
  });

  test('refuses while they are not sealed, and does nothing where no month has ended', async () => {
    await expect(pruneAudit(database.db, vault, new Date('2020-02-15'))).rejects.toMatchObject({
      code: 'KILN_CONFLICT',
    });
    expect(await pruneAudit(database.db, vault, new Date('2020-01-31'))).toEqual({ months: [], entries: 0 });
    await seal(4);
    expect(await verify()).toMatchObject({ fault: null, entries: 4 });
  });
});
