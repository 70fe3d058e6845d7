import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type DefinitionsClient,
  definitionsClient,
  entityDocument,
  putEntity,
} from '../../testing/definitionsClient.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { putWorkflow } from '../../testing/workflows.ts';

/** Runs that wait for another server hold places of the process: those of one workflow leave some to others. */

let server: TestServer;
let client: DefinitionsClient;
let endpoint: Server;
/** Answers nothing until it is told. */
const asked: ServerResponse[] = [];
let isSlow = true;
const patiently = { timeout: 15_000, interval: 50 };
const runs = 400;

beforeAll(async () => {
  endpoint = createServer((_req, res) => {
    if (isSlow) asked.push(res);
    else res.end();
  });
  endpoint.listen(0, '127.0.0.1');
  await once(endpoint, 'listening');
  const address = endpoint.address();
  const host = `api.example.com:${typeof address === 'object' && address ? address.port : 0}`;
  server = await startTestServer({
    pluginPrivateHosts: [host],
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  });
  client = definitionsClient(server);
  const steps = [{ id: 'ask', do: 'http', with: { url: `http://${host}/` }, timeout: 'PT5M' }];
  await client.apply([
    putEntity(entityDocument('lead', { name: { type: 'string', title: 'Name' } })),
    putWorkflow('slow', { on: 'record.created', entity: 'lead' }, { steps }),
    putWorkflow('alsoSlow', { on: 'manual' }, { steps }),
    putWorkflow('quick', { on: 'manual' }),
  ]);
}, 60_000);
afterAll(async () => {
  isSlow = false;
  for (const res of asked) res.end();
  await server.close();
  endpoint.closeAllConnections();
  endpoint.close();
});

const done = async (workflow: string) => {
  const [row] = await client.query(`select count(*) from kiln.run where workflow = '${workflow}' and state = 'done'`);
  return Number(row?.[0]);
};

async function start(workflow: string): Promise<void> {
  const { status } = await client.call(`/api/workflows/${workflow}/runs`, {});
  expect(status).toBe(201);
}

test('an import whose runs wait for a slow server does not keep another workflow from its first step', async () => {
  const records = Array.from({ length: runs }, (_, index) => ({ name: `Lead ${index}` }));
  expect((await client.call('/api/records/lead', records)).status).toBe(201);
  await expect.poll(() => asked.length, patiently).toBeGreaterThanOrEqual(80);
  // Nobody answers any of them: whatever still comes to its turn has a place of its own.
  for (const n of [1, 2, 3]) {
    await start('quick');
    await expect.poll(() => done('quick'), patiently).toBe(n);
  }
  // One that is slow itself takes its share.
  const before = asked.length;
  await start('alsoSlow');
  await expect.poll(() => asked.length, patiently).toBeGreaterThan(before);
});

test('all of them are done, each once', { timeout: 60_000 }, async () => {
  isSlow = false;
  for (const res of asked) res.end();
  await expect.poll(() => done('slow'), { ...patiently, timeout: 50_000 }).toBe(runs);
  await expect.poll(() => done('alsoSlow'), patiently).toBe(1);
  expect(await client.query('select max(attempts) from kiln.run_step')).toEqual([['1']]);
  await expect
    .poll(
      () =>
        client.query(`select count(*) from kiln_queue._private_jobs
    where payload ->> 'run' is not null`),
      patiently,
    )
    .toEqual([['0']]);
});
