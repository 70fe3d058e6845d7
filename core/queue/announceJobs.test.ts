import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDb } from '../db/createDb.ts';
import type { Db } from '../db/types.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { announceJobs } from './announceJobs.ts';

const log = pino({ level: 'silent' });
const added = { text: `do $$ begin raise info 'kiln: jobs added'; end $$`, values: [] };
let database: TestDatabase;
/** Of another process. */
let other: Db;
let undos: (() => Promise<void>)[];

beforeEach(async () => {
  database = await testDatabase();
  other = createDb({ url: database.url });
  undos = [];
});
afterEach(async () => {
  for (const undo of undos) await undo();
  await other.close();
  await database.close();
});

async function count(db: Db): Promise<{ nudges: number }> {
  const counted = { nudges: 0 };
  undos.push(
    await announceJobs(db, log, () => {
      counted.nudges += 1;
    }),
  );
  return counted;
}

test('workers of every process hear of jobs once the transaction that added them is over', async () => {
  const [here, there] = [await count(database.db), await count(other)];
  await database.db.withTx(async (tx) => {
    await tx.query(added);
    await other.query({ text: 'select 1', values: [] });
    expect(here.nudges + there.nudges).toBe(0);
  });
  expect(here.nudges).toBe(1);
  await expect.poll(() => there.nudges).toBe(1);
  expect(here.nudges).toBe(1);
});

test('a statement by itself and a session of its own tell it, too; what they say otherwise does not', async () => {
  const there = await count(other);
  await database.db.query(added);
  await database.db.query({ text: `do $$ begin raise info 'kiln: something'; end $$`, values: [] });
  expect(there.nudges).toBe(0);
  const here = await count(database.db);
  await database.db.query({ text: `do $$ begin raise info 'kiln: something'; end $$`, values: [] });
  expect(here.nudges).toBe(0);
  const session = await database.db.session();
  await session.withTx(async (tx) => void (await tx.query(added)));
  expect(here.nudges).toBe(1);
  await expect.poll(() => there.nudges).toBe(1);
  await session.close();
});

test('many writes at once are few nudges, and none of them is the last one to be missed', async () => {
  const [here, there] = [await count(database.db), await count(other)];
  let before = 0;
  for (let n = 0; n < 3; n += 1) {
    await Promise.all(Array.from({ length: 100 }, () => database.db.query(added)));
    // The last one of them was followed by a nudge, or will be.
    await database.db.query({ text: 'select 1', values: [] });
    await expect.poll(() => here.nudges).toBeGreaterThan(before);
    before = here.nudges;
  }
  expect(here.nudges).toBeLessThan(300);
  await expect.poll(() => there.nudges).toBeGreaterThan(0);
  expect(there.nudges).toBeLessThan(here.nudges + 3);
});
