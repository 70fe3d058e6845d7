import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../context/systemActor.ts';
import { type DefinitionsClient, definitionsClient } from '../../testing/definitionsClient.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { putWorkflow, runsOf } from '../../testing/workflows.ts';
import { startTick } from './cron/startTick.ts';

let server: TestServer;
let client: DefinitionsClient;

beforeAll(async () => {
  server = await startTestServer({
    entities: [{ $id: 'thing', title: 'Thing', properties: { name: { type: 'string', title: 'Name' } } }],
  });
  client = definitionsClient(server);
  await client.apply([putWorkflow('yearly', { on: 'cron', cron: '0 0 1 1 *', timeZone: 'Asia/Shanghai' })]);
});
afterAll(() => server.close());

const tick = (at: string) => startTick(server.workspace.ctx(systemActor, 'test'), { workflow: 'yearly', tick: at });
const planned = async () =>
  (await client.query(`select name, cron from kiln.queue_cron where name = 'workflow yearly'`)).map(([, cron]) => cron);

test('a tick starts one run, however often its job is tried', async () => {
  const at = '2027-12-31T16:00:00.000Z';
  await Promise.all([tick(at), tick(at), tick(at)]);
  await tick(at);
  expect(await runsOf(client, 'yearly')).toMatchObject([{ trigger: { on: 'cron', at } }]);
  await tick('2028-12-31T16:00:00.000Z');
  expect(await runsOf(client, 'yearly')).toHaveLength(2);
  // Late by years.
  await tick('2020-12-31T16:00:00.000Z');
  await tick('2020-12-31T16:00:00.000Z');
  expect(await runsOf(client, 'yearly')).toHaveLength(3);
});

test('what is due comes, late too, but not what was due while the workflow was off', async () => {
  await expect.poll(planned).toEqual(['0 0 1 1 * Asia/Shanghai']);
  const before = (await runsOf(client, 'yearly')).length;
  await client.query(`update kiln.queue_cron set next_at = '2020-01-01T00:00:00Z' where name = 'workflow yearly'`);
  const document = await client.read('workflow', 'yearly');
  const put = (enabled: boolean) =>
    client.apply([{ kind: 'workflow', name: 'yearly', document: { ...document, enabled } }]);
  await put(false);
  await expect.poll(planned).toEqual([]);
  await put(true);
  await expect.poll(planned).toEqual(['0 0 1 1 * Asia/Shanghai']);
  expect(await runsOf(client, 'yearly')).toHaveLength(before);
});

test('a tick of a workflow that is off, or gone, starts nothing', async () => {
  const before = (await runsOf(client, 'yearly')).length;
  await client.apply([{ kind: 'workflow', name: 'yearly', document: null }]);
  await tick('2029-12-31T16:00:00.000Z');
  expect(await runsOf(client, 'yearly')).toHaveLength(before);
  await expect.poll(planned).toEqual([]);
});

test('whatever it is called, it takes no tick of what Kiln does by itself, nor does a change of it', async () => {
  const rows = async (names: string) =>
    client.query(`select name, next_at from kiln.queue_cron where name in (${names}) order by name`);
  const own = "'approval sweep', 'run prune', 'run sweep'";
  await expect.poll(() => rows(own), { timeout: 10_000 }).toHaveLength(3);
  await client.query(`update kiln.queue_cron set next_at = '2099-01-01T00:00:00Z' where name in (${own})`);
  const known = await rows(own);
  const rarely = { on: 'cron', cron: '0 0 1 1 *' };
  await client.apply([putWorkflow('sweep', rarely), putWorkflow('prune', rarely)]);
  await expect.poll(() => rows("'workflow prune', 'workflow sweep'"), { timeout: 10_000 }).toHaveLength(2);
  expect(await rows(own)).toEqual(known);
});
