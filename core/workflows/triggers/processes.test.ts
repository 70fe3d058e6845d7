import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../lib/json.ts';
import { fetchAsAdmin } from '../../testing/asAdmin.ts';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { definitionsClient, entityDocument, putEntity } from '../../testing/definitionsClient.ts';
import { installPlugin } from '../../testing/installPlugin.ts';
import { startTestServer, testSecret } from '../../testing/startTestServer.ts';
import { putWorkflow } from '../../testing/workflows.ts';
import { checkRuns } from '../runs/checkRuns.ts';

/** Server processes on one database; all that starts workflows comes once, whoever is killed. */

const script = fileURLToPath(new URL('../../testing/killableServer.ts', import.meta.url));
const patiently = { timeout: 60_000, interval: 50 };
/** Two batches. */
const dated = 1_010;
/** A tick that came while no process ran. */
const missed = '2020-01-01T00:00:00.000Z';
/** Where a process is killed, and the tick that it works on. */
const ticks: ReadonlyMap<string, string> = new Map([
  ['tick: started', '2028-01-01T00:00:00.000Z'],
  ['tick: committed', '2029-01-01T00:00:00.000Z'],
]);
const dates = ['dates: batch', 'dates: noted'];

const children = new Set<ChildProcess>();
/** Those of them that take jobs. */
const serving = new Set<ChildProcess>();
let database: TestDatabase;
let folder: string;
/** `/api/hooks/…` */
let hook: string;

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'kiln-triggers-'));
  const server = await startTestServer({ databaseUrl: database.url });
  const client = definitionsClient(server);
  const text = { type: 'string', title: 'Text' };
  const at = { type: 'string', format: 'date-time', title: 'At' };
  await client.apply([
    putEntity(entityDocument('thing', { name: text, at })),
    putEntity(entityDocument('many', { at })),
  ]);
  await installPlugin(server, {
    manifest: { id: 'teller' },
    code: `
import { definePlugin } from 'kiln:sdk';
export default definePlugin({ functions: { async tell(ctx) { await ctx.emit('told', {}); return {}; } } });`,
  });
  await client.apply([
    putWorkflow('recorded', { on: 'record.created', entity: 'thing', when: "record.name != 'dated'" }),
    putWorkflow('due', { on: 'date', entity: 'thing', field: 'at' }),
    putWorkflow('manyDue', { on: 'date', entity: 'many', field: 'at' }),
    putWorkflow('yearly', { on: 'cron', cron: '0 0 1 1 *' }),
    putWorkflow('called', { on: 'webhook' }),
    putWorkflow('byHand', { on: 'manual' }),
    putWorkflow('told', { on: 'plugin', plugin: 'teller', event: 'told' }),
  ]);
  const { body } = await client.call('/api/workflows/called');
  hook = isObject(body.hook) ? String(body.hook.path) : '';
  await server.close();
});
afterAll(async () => {
  const ended = [...children].map((child) => once(child, 'exit'));
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(ended);
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const query = (text: string) => database.db.query({ text, values: [] });
const runs = (workflow: string) =>
  query(`select state, record from kiln.run where workflow = '${workflow}' order by seq`);
const noRunOpen = () =>
  expect.poll(() => query('select id from kiln.run where ended_at is null'), patiently).toEqual([]);

/** Its modules are loaded; it begins when it is told. */
function prepare(): ChildProcess {
  const child = fork(script, [database.url, folder, testSecret], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  });
  children.add(child);
  child.once('exit', () => {
    children.delete(child);
    serving.delete(child);
  });
  return child;
}

async function serve(child: ChildProcess): Promise<string> {
  const gone = once(child, 'exit').then(() => Promise.reject(new Error('the process ended instead')));
  const ready = once(child, 'message');
  child.send({ point: 'none' });
  const [told]: unknown[] = await Promise.race([ready, gone]);
  gone.catch(() => undefined);
  serving.add(child);
  return isObject(told) ? String(told.url) : '';
}

async function post(url: string, body: JsonObject = {}): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetchAsAdmin(url, { method: 'POST', headers, body: JSON.stringify(body) });
  await response.arrayBuffer();
  return response.status;
}

test('two processes: whatever starts a workflow does so once, whichever of them takes it', {
  timeout: 240_000,
}, async () => {
  // Both find at their start that a tick was missed.
  await query(`insert into kiln.queue_cron (name, cron, next_at) values
    ('workflow yearly', '0 0 1 1 * UTC', '${missed}'), ('dates', '* * * * * UTC', '${missed}')
    on conflict (name) do update set next_at = excluded.next_at`);
  await query(`update kiln.workflow_clock set since = now() - interval '1 hour', upto = now() - interval '1 hour'`);
  await query(`insert into data.thing (id, created_at, updated_at, name, at)
    select kiln.new_id(), now(), now(), 'dated', now() - interval '30 minutes' from generate_series(1, 3)`);
  const urls = await Promise.all([prepare(), prepare()].map(serve));
  const statuses = await Promise.all(
    [...urls, ...urls].flatMap((url, index) => [
      post(`${url}/api/records/thing`, { name: `n${index}` }),
      post(`${url}/api/workflows/byHand/runs`),
      post(`${url}${hook}`),
      post(`${url}/api/plugins/teller/functions/tell`),
    ]),
  );
  expect(statuses).toEqual([1, 2, 3, 4].flatMap(() => [201, 201, 202, 200]));
  const counts = async () => {
    const rows = await query(`select workflow, count(*), count(distinct record) from kiln.run group by 1 order by 1`);
    return rows.map((row) => row.join(' '));
  };
  const once4 = ['byHand 4 0', 'called 4 0', 'due 3 3', 'recorded 4 4', 'told 4 0', 'yearly 1 0'];
  await expect.poll(counts, patiently).toEqual(once4);
  await noRunOpen();
  // What waits in the queue might still come.
  await expect
    .poll(() => query(`select from kiln_queue.jobs where task_identifier like 'workflow.%'`), patiently)
    .toEqual([]);
  expect(await counts()).toEqual(once4);
  // Calls from outside are counted together: what one has taken is gone for the other.
  await query(`update kiln.bucket set full_at = now() + interval '1 hour' where key like 'webhook %'`);
  expect(await Promise.all(urls.map((url) => post(`${url}${hook}`)))).toEqual([429, 429]);
  expect(await checkRuns(database.db)).toEqual([]);
});

test('a process that is killed in the middle of a tick loses nothing and doubles nothing', {
  timeout: 240_000,
}, async () => {
  await query(`update kiln.workflow_clock set since = now() - interval '1 hour', upto = now() - interval '1 hour'`);
  await query(`insert into data.many (id, created_at, updated_at, at)
    select kiln.new_id(), now(), now(), now() - interval '30 minutes' from generate_series(1, ${dated})`);
  for (const point of [...ticks.keys(), ...dates]) {
    const others = serve(prepare());
    const killed = Promise.race([...serving].map((child) => once(child, 'exit')));
    for (const child of serving) child.send({ point });
    const tick = ticks.get(point);
    const job = tick ? `'workflow.tick', '{"workflow":"yearly","tick":"${tick}"}'` : `'workflow.dates', '{}'`;
    await query(`select kiln_queue.add_job(${job}, max_attempts => 25)`);
    expect([point, ...(await killed)]).toEqual([point, null, 'SIGKILL']);
    for (const child of serving) child.send({ point: 'none' });
    await others;
  }
  const left = () => query(`select from kiln_queue.jobs where task_identifier in ('workflow.tick', 'workflow.dates')`);
  await expect.poll(left, patiently).toEqual([]);
  await expect.poll(async () => (await runs('manyDue')).length, patiently).toBe(dated);
  await noRunOpen();
  expect(new Set((await runs('manyDue')).map(([, record]) => record)).size).toBe(dated);
  const started = await query(`select trigger ->> 'at' from kiln.run where workflow = 'yearly' order by 1`);
  expect(started.flat()).toEqual([missed, ...ticks.values()]);
  expect(await checkRuns(database.db)).toEqual([]);
});
