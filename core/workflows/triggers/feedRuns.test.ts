import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createQueue } from '../../queue/createQueue.ts';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { feedRuns } from './feedRuns.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const { db, url } = database;
  // Makes its tables; nobody works on them.
  await (await createQueue({ db, url, log: pino({ level: 'silent' }) })).close();
});
afterAll(() => database.close());

async function count(from: string): Promise<number> {
  const [row] = await database.db.query({ text: `select count(*) from ${from}`, values: [] });
  return Number(row?.[0]);
}
const jobs = () => count(`kiln_queue.jobs where task_identifier = 'workflow.run'`);
const feeders = () => count(`kiln_queue.jobs where task_identifier = 'workflow.feed'`);
const add = (n: number, held: boolean) =>
  database.db.query({
    text: `insert into kiln.run (workflow, version, trigger, starter_kind, starter_name, request_id, held)
      select 'w', 'v', '{}', 'system', 'Kiln', 'r', $2 from generate_series(1, $1::integer)`,
    values: [n, held],
  });

test('of many runs few are jobs at a time, in their order, and behind all others', async () => {
  await add(10_000, true);
  expect(await jobs()).toBe(0);
  expect(await feeders()).toBe(1);
  await feedRuns(database.db);
  expect(await jobs()).toBe(4_000);
  expect(await count('kiln.run where held')).toBe(6_000);
  expect(await count('kiln.run where not held and seq > 4000')).toBe(0);
  await feedRuns(database.db);
  expect(await jobs()).toBe(4_000);
  await add(1, false);
  const [first] = await database.db.query({
    text: `select priority from kiln_queue.jobs where task_identifier = 'workflow.run' order by priority, run_at limit 1`,
    values: [],
  });
  expect(first).toEqual(['0']);
});

test('what was cancelled meanwhile gets none, and at the end nobody comes again', async () => {
  await database.db.query({ text: `update kiln.run set state = 'cancelled' where held`, values: [] });
  await database.db.query({ text: 'delete from kiln_queue._private_jobs', values: [] });
  await feedRuns(database.db);
  await feedRuns(database.db);
  expect(await count('kiln.run where held')).toBe(0);
  expect(await jobs()).toBe(0);
  await database.db.query({ text: 'delete from kiln_queue._private_jobs', values: [] });
  await feedRuns(database.db);
  expect(await feeders()).toBe(0);
});
