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
const add = (n: number, held: boolean, workflow = 'w') =>
  database.db.query({
    text: `insert into kiln.run (workflow, version, trigger, starter_kind, starter_name, request_id, held)
      select $3, 'v', '{}', 'system', 'Kiln', 'r', $2 from generate_series(1, $1::integer)`,
    values: [n, held, workflow],
  });

test('of many runs few are jobs at a time, in their order, and behind all others', async () => {
  await add(10_000, true);
  expect(await jobs()).toBe(0);
  expect(await feeders()).toBe(1);
  await Promise.all([1, 2, 3].map(() => feedRuns(database.db)));
  expect(await jobs()).toBe(4_000);
  expect(await count('kiln.run where held')).toBe(6_000);
  expect(await count('kiln.run where not held and seq > 4000')).toBe(0);
  await feedRuns(database.db);
  expect(await jobs()).toBe(4_000);
  await add(1, false, 'other');
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

test('many of one workflow do not keep those of another waiting', async () => {
  await add(9_000, true, 'many');
  await add(60, true, 'few');
  await feedRuns(database.db);
  expect(await count(`kiln.run where held and workflow = 'few'`)).toBe(0);
  const places = await database.db.query({
    text: `select max(place) from (
        select payload, row_number() over (order by priority, run_at, id) as place from kiln_queue._private_jobs
        where payload ->> 'run' is not null
      ) as jobs join kiln.run as r on r.id::text = payload ->> 'run' where r.workflow = 'few'`,
    values: [],
  });
  expect(places).toEqual([['120']]);
});

test('the first job that there ever was may be one of those that stand behind', async () => {
  await database.db.query({ text: 'delete from kiln_queue._private_jobs', values: [] });
  await database.db.query({
    text: `delete from kiln_queue._private_tasks where identifier = 'workflow.run'`,
    values: [],
  });
  await add(60, true, 'early');
  await add(1, false, 'early');
  expect(await jobs()).toBe(1);
});

test('runs that come one by one stand behind others, once many of their workflow wait', async () => {
  await database.db.query({ text: 'delete from kiln.run', values: [] });
  await database.db.query({ text: 'delete from kiln_queue._private_jobs', values: [] });
  for (let n = 0; n < 60; n += 1) await add(1, false, 'streaming');
  await add(40, false, 'apart');
  const behind = await database.db.query({
    text: `select r.workflow, j.priority, count(*) from kiln_queue._private_jobs as j
      join kiln.run as r on r.id::text = payload ->> 'run' and r.workflow = payload ->> 'of' group by 1, 2 order by 1, 2`,
    values: [],
  });
  expect(behind).toEqual([
    ['apart', '0', '40'],
    ['streaming', '0', '50'],
    ['streaming', '10', '10'],
  ]);
});
