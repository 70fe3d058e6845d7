import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isObject } from '../../lib/json.ts';
import { fetchAsAdmin } from '../../testing/asAdmin.ts';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import {
  type DefinitionsClient,
  definitionsClient,
  entityDocument,
  putEntity,
} from '../../testing/definitionsClient.ts';
import { startTestServer, type TestServer, testSecret } from '../../testing/startTestServer.ts';
import { putWorkflow } from '../../testing/workflows.ts';
import { checkRuns } from '../runs/checkRuns.ts';

/** Many records at once set off a run each, no more, and in nobody's way. */

const script = fileURLToPath(new URL('../../testing/killableServer.ts', import.meta.url));
const patiently = { timeout: 90_000, interval: 50 };
const aRequest = 1_000;
/** Jobs that the feeder gives at a time, and those of runs that came one by one. */
const mostJobs = 4_000 + 50;
/** Those that a process has taken in advance, and those that it does. */
const inHand = 200;

let database: TestDatabase;
let folder: string;
let server: TestServer;
let client: DefinitionsClient;

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'kiln-imports-'));
  server = await startTestServer({ databaseUrl: database.url });
  client = definitionsClient(server);
  const text = { type: 'string', title: 'Text' };
  const number = { type: 'integer', title: 'Number' };
  await client.apply(
    ['person', 'order', 'note'].map((name) => putEntity(entityDocument(name, { name: text, place: number }))),
  );
  const note = { id: 'note', do: 'records.create', with: { entity: 'note', values: { name: `\${record.id}` } } };
  const fits = { on: 'record.created', entity: 'person', when: 'record.place % 2 == 0' };
  await client.apply([
    putWorkflow('imported', fits, { steps: [note] }),
    putWorkflow('single', { on: 'record.created', entity: 'order' }),
  ]);
}, 60_000);
afterAll(async () => {
  await server.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() =>
  client.query('truncate kiln.run, kiln.run_step, data.person, data.note; delete from kiln_queue._private_jobs'),
);

const count = async (from: string) => Number((await client.query(`select count(*) from ${from}`))[0]?.[0]);
const waiting = () => count(`kiln_queue.jobs where task_identifier = 'workflow.run'`);
const open = (workflow: string) => count(`kiln.run where workflow = '${workflow}' and ended_at is null`);

/** A request of an import; the same one more than once is done once. */
async function send(url: string, request: number): Promise<number> {
  const people = Array.from({ length: aRequest }, (_, index) => ({ name: 'x', place: request * aRequest + index }));
  const headers = { 'content-type': 'application/json', 'idempotency-key': `import-${request}` };
  const response = await fetchAsAdmin(`${url}/api/records/person`, {
    method: 'POST',
    headers,
    body: JSON.stringify(people),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Each that fits has had its run, which did what it does, once; no other has. */
async function expectOnce(requests: number): Promise<void> {
  await expect.poll(() => open('imported'), patiently).toBe(0);
  expect(await checkRuns(database.db)).toEqual([]);
  expect(await count('data.person')).toBe(requests * aRequest);
  const fitting = (requests * aRequest) / 2;
  expect(await count(`kiln.run where workflow = 'imported' and state = 'done'`)).toBe(fitting);
  expect(await count('kiln.run r join data.person p on p.id = r.record where p.place % 2 = 0')).toBe(fitting);
  expect(await client.query('select record from kiln.run group by 1 having count(*) > 1 limit 3')).toEqual([]);
  expect(await count('data.note')).toBe(fitting);
  expect(await client.query('select name from data.note group by 1 having count(*) > 1 limit 3')).toEqual([]);
  await expect.poll(waiting, patiently).toBe(0);
}

test('an import fills the queue no more than can be done soon, and single runs go before it', {
  timeout: 120_000,
}, async () => {
  const requests = 3;
  let most = 0;
  let singles = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      most = Math.max(most, await waiting());
      await sleep(20);
      if (singles < 20 && (await client.call('/api/records/order', { name: 'x' })).status === 201) singles += 1;
    }
  })();
  try {
    for (let request = 0; request < requests; request += 1) expect(await send(server.url, request)).toBe(201);
    await expect.poll(() => open('imported'), patiently).toBe(0);
  } finally {
    isOver = true;
    await watching;
  }
  expect(most).toBeLessThanOrEqual(mostJobs);
  await expect.poll(() => open('single'), patiently).toBe(0);
  const [overtaken] = await client.query(`
    select count(*), max(others) from (select (
      select count(*) from kiln.run as other where other.workflow = 'imported'
        and other.started_at > single.created_at and other.started_at < single.started_at) as others
      from kiln.run as single where workflow = 'single') as singles`);
  expect(overtaken?.[0]).toBe(String(singles));
  expect(Number(overtaken?.[1])).toBeLessThan(inHand * 2);
  await expectOnce(requests);
});

test('a server that is killed in the middle of an import loses nothing of it, and repeats nothing', {
  timeout: 120_000,
}, async () => {
  const child = fork(script, [database.url, folder, testSecret], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const gone = once(child, 'exit');
  const ready = once(child, 'message');
  child.send({ point: 'none' });
  const [told]: unknown[] = await ready;
  const url = isObject(told) ? String(told.url) : '';
  expect(await send(url, 10)).toBe(201);
  const cut = send(url, 11).catch(() => 0);
  await expect
    .poll(() => count(`kiln.run where ended_at is not null`), { ...patiently, interval: 5 })
    .toBeGreaterThan(50);
  child.kill('SIGKILL');
  await Promise.all([gone, cut]);
  for (const request of [10, 11]) {
    // What was under way there ends as soon as Postgres notices.
    await expect.poll(() => send(server.url, request), patiently).toBe(201);
  }
  await expectOnce(2);
});
