import pino from 'pino';
import { expect, test } from 'vitest';
import { testDatabase } from '../testing/database.ts';
import { createQueue } from './createQueue.ts';

const log = pino({ level: 'silent' });

test('a process that stops in the middle of many jobs gives them back, and leaves no connection open', async () => {
  const database = await testDatabase();
  const done: unknown[] = [];
  const start = async () => {
    const queue = await createQueue({ db: database.db, url: database.url, log });
    queue.handle('note', async (payload) => void done.push(payload), 'many');
    await queue.start();
    return queue;
  };
  const first = await createQueue({ db: database.db, url: database.url, log });
  await first.close();
  const many = 3_000;
  await database.db.query({
    text: `select count(*) from (select kiln_queue.add_job('note', to_json(n))
      from generate_series(1, $1) as n) as added`,
    values: [many],
  });
  const queue = await start();
  await expect.poll(() => done.length, { interval: 1 }).toBeGreaterThan(100);
  const begun = performance.now();
  await queue.close();
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect(done.length).toBeLessThan(many);
  const locked = await database.db.query({
    text: 'select count(*) from kiln_queue.jobs where locked_at is not null',
    values: [],
  });
  expect(locked).toEqual([['0']]);
  const second = await start();
  await expect.poll(() => new Set(done).size, { timeout: 30_000 }).toBe(many);
  expect(done.length).toBe(many);
  await second.close();
  // Fails where a connection was left open.
  await database.close();
}, 60_000);

test('a job that was taken by a statement whose answer never came is done all the same', async () => {
  const database = await testDatabase();
  const done: unknown[] = [];
  let release = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = () => void resolve();
  });
  const queue = await createQueue({ db: database.db, url: database.url, log });
  queue.handle('note', async (payload) => {
    done.push(payload);
    if (payload === 'held') await held;
  });
  await queue.start();
  const add = (payload: string) =>
    database.db.query({ text: `select kiln_queue.add_job('note', to_json($1::text))`, values: [payload] });
  await add('held');
  await expect.poll(() => done).toEqual(['held']);
  await database.db.script(`
    alter table kiln_queue._private_jobs disable trigger user;
    insert into kiln_queue._private_jobs (task_id, payload, locked_by, locked_at)
    select task_id, '"lost"', locked_by, now() - interval '1 minute'
      from kiln_queue._private_jobs where locked_by is not null;
    alter table kiln_queue._private_jobs enable trigger user`);
  await expect.poll(() => done, { timeout: 15_000 }).toEqual(['held', 'lost']);
  release();
  await queue.close();
  await database.close();
}, 30_000);
