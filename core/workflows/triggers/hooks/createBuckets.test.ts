import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../testing/database.ts';
import { cleanBuckets, createBuckets } from './createBuckets.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Seconds, on a machine that may be slow. */
const aboutHundred: unknown = expect.closeTo(100, -2);
/** As if so many seconds had gone by. */
const pass = (seconds: number) =>
  database.db.query({
    text: `update kiln.bucket set full_at = full_at - make_interval(secs => $1)`,
    values: [seconds],
  });
/** Those of another server process, which knows nothing of what this one was told. */
const buckets = (options = { name: 'a', capacity: 3, perSecond: 0.01 }) => createBuckets(database.db, options);
const take = (key = 'a', from = buckets()) => from.take(key);

test('so many at once, then as many as there is time for, each key by itself', async () => {
  expect([await take(), await take(), await take(), await take()]).toEqual([0, 0, 0, aboutHundred]);
  expect(await take('b')).toBe(0);
  expect(await take('a', buckets({ name: 'b', capacity: 1, perSecond: 1 }))).toBe(0);
  await pass(100);
  expect([await take(), await take()]).toEqual([0, aboutHundred]);
  await pass(60_000);
  expect([await take(), await take(), await take(), await take()]).toEqual([0, 0, 0, aboutHundred]);
});

test('many processes at the same time are no more than the limit', async () => {
  const processes = [buckets(), buckets(), buckets(), buckets()];
  const taken = await Promise.all(
    Array.from({ length: 40 }, (_, index) => processes[index % processes.length]?.take('together')),
  );
  expect(taken.filter((wait) => wait === 0)).toHaveLength(3);
  expect(taken.filter((wait) => wait !== 0).every((wait) => wait !== undefined && wait > 0 && wait <= 100)).toBe(true);
});

test('where nothing is left, the database is not asked again before there is', async () => {
  const own = buckets();
  while ((await own.take('known')) === 0);
  await pass(60_000);
  expect(await own.take('known')).toEqual(aboutHundred);
  expect(await take('known')).toBe(0);
});

test('buckets that are full are forgotten', async () => {
  await take('kept');
  await take('full');
  await database.db.query({
    text: `update kiln.bucket set full_at = now() - interval '1 s' where key = 'a full'`,
    values: [],
  });
  await cleanBuckets(database.db);
  const rows = await database.db.query({
    text: `select key from kiln.bucket where key in ('a kept', 'a full')`,
    values: [],
  });
  expect(rows).toEqual([['a kept']]);
});
