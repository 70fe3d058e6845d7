import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DefinitionsClient, definitionsClient, entityDocument, putEntity } from '../testing/definitionsClient.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));
let server: TestServer;
let client: DefinitionsClient;

beforeAll(async () => {
  server = await startTestServer({});
  client = definitionsClient(server);
  const text = { type: 'string' };
  await client.apply([
    putEntity(entityDocument('visit', { place: text, host: text })),
    putEntity(entityDocument('room', { name: text })),
  ]);
  await client.call('/api/records/visit', { place: 'Ulm', host: 'Ada' });
  await client.apply([
    putEntity(entityDocument('visit', { place: text })),
    { kind: 'entity', name: 'room', document: null },
  ]);
}, 60_000);
afterAll(() => server.close());

function purge(...args: string[]): Promise<{ code: number; output: string }> {
  const env = { PATH: '/usr/bin:/bin', DATABASE_URL: server.workspace.databaseUrl, KILN_DATA: server.data };
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, 'purge', ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr });
    });
  });
}

const parked = async () => (await client.call('/api/parking')).body.data;

test('shows what is there and removes it only when told to', async () => {
  const asked = await purge();
  expect(asked.code).toBe(1);
  expect(asked.output).toMatch(/visit\.host {2}text, 1 row, since today/);
  expect(asked.output).toMatch(/room {2}entity, 0 rows, since today/);
  expect(asked.output).toContain('Nothing was removed.');
  expect(await parked()).toHaveLength(2);
  const young = await purge('--older-than', '30d', '--yes');
  expect([young.code, young.output]).toEqual([0, expect.stringContaining('Nothing is parked that long; 2 younger.')]);
  expect((await purge('--older-than', '30')).code).toBe(1);
  const done = await purge('--yes', '--older-than', '0d');
  expect([done.code, done.output]).toEqual([0, expect.stringContaining('Removed: 2.')]);
  expect(await parked()).toEqual([]);
  const [entry] = await client.query("select via, actor_kind from audit.entry where details ? 'purged' limit 1");
  expect(entry).toEqual(['cli', 'system']);
  await client.expectFit();
}, 60_000);
