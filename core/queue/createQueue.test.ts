import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Json } from '../lib/json.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { addJob, removeJob } from './addJob.ts';
import { createQueue, type Queue } from './createQueue.ts';
import type { TaskHandler } from './TaskHandler.ts';

const log = pino({ level: 'silent' });
let database: TestDatabase;
let queues: Queue[] = [];

beforeEach(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  for (const queue of queues) await queue.close();
  queues = [];
  await database.close();
});

async function start(handler: TaskHandler): Promise<Queue> {
  const queue = await createQueue({ db: database.db, url: database.url, log });
  queues.push(queue);
  queue.handle('note', handler);
  await queue.start();
  return queue;
}

test('a job is done if and only if its transaction commits', async () => {
  const done: Json[] = [];
  await start(async (payload) => void done.push(payload));
  await database.db.withTx((tx) => addJob(tx, 'note', 'kept'));
  await database.db
    .withTx(async (tx) => {
      await addJob(tx, 'note', 'lost');
      throw new Error('no');
    })
    .catch(() => undefined);
  await addJob(database.db, 'note', 'last');
  await expect.poll(() => done).toEqual(expect.arrayContaining(['kept', 'last']));
  expect(done).not.toContain('lost');
});

test('several processes share the work, and do each job once', async () => {
  const done: Json[] = [];
  await start(async (payload) => void done.push(payload));
  await start(async (payload) => void done.push(payload));
  for (let n = 0; n < 40; n += 1) await addJob(database.db, 'note', n);
  await expect.poll(() => done.length).toBe(40);
  expect(new Set(done).size).toBe(40);
});

test('jobs of one queue run one after the other, and a key stands for one job', async () => {
  let running = 0;
  let most = 0;
  const done: Json[] = [];
  await start(async (payload) => {
    done.push(payload);
    if (typeof payload !== 'number') return;
    running += 1;
    most = Math.max(most, running);
    await sleep(20);
    running -= 1;
  });
  for (const n of [1, 2, 3, 4]) await addJob(database.db, 'note', n, { queue: 'narrow' });
  const later = new Date(Date.now() + 500);
  await addJob(database.db, 'note', 'old', { key: 'k', runAt: later });
  await addJob(database.db, 'note', 'new', { key: 'k', runAt: later });
  await addJob(database.db, 'note', 'removed', { key: 'r', runAt: later });
  await removeJob(database.db, 'r');
  await expect.poll(() => done, { timeout: 10_000 }).toContain('new');
  expect(done).not.toContain('old');
  expect(done).not.toContain('removed');
  expect(most).toBe(1);
});

test('what fails is tried again', async () => {
  const attempts: number[] = [];
  await start(async (_payload, { attempt }) => {
    attempts.push(attempt);
    if (attempt === 1) throw new Error('not yet');
  });
  await addJob(database.db, 'note', null);
  await expect.poll(() => attempts, { timeout: 15_000 }).toEqual([1, 2]);
}, 20_000);

test('close waits for the job that runs', async () => {
  const steps: string[] = [];
  const queue = await start(async () => {
    steps.push('begun');
    await sleep(300);
    steps.push('ended');
  });
  await addJob(database.db, 'note', null);
  await expect.poll(() => steps).toEqual(['begun']);
  await queue.close();
  expect(steps).toEqual(['begun', 'ended']);
});

test('a job of a process that was killed goes on within seconds', async () => {
  await addJobFirst();
  const child = spawn(process.execPath, [join(import.meta.dirname, '../testing/stuckWorker.ts'), database.url]);
  const [line] = await once(child.stdout, 'data');
  expect(String(line)).toContain('begun');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const done: Json[] = [];
  await start(async (payload) => void done.push(payload));
  await expect.poll(() => done, { timeout: 20_000 }).toEqual(['survives']);
}, 30_000);

/** The tables are made by whichever queue comes first. */
async function addJobFirst(): Promise<void> {
  const queue = await createQueue({ db: database.db, url: database.url, log });
  await queue.close();
  await addJob(database.db, 'note', 'survives');
}
