import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../lib/json.ts';
import { fetchAsAdmin } from '../../testing/asAdmin.ts';
import { installPlugin } from '../../testing/installPlugin.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';

let server: TestServer;

const names = { type: 'object', properties: { name: { type: 'string', title: 'Name', maxLength: 100 } } };

beforeAll(async () => {
  server = await startTestServer({
    entities: ['sale', 'calm', 'entry'].map((id) => ({
      $schema: 'kiln:entity',
      $id: id,
      title: id,
      ...names,
      'x-display': 'name',
    })),
  });
  const code = (entity: string) => `
import { definePlugin } from 'kiln:sdk';
async function hang(ctx, record) {
  if (record.name.startsWith('spins')) for (;;);
  if (!record.name.startsWith('hangs')) return;
  await ctx.own.records('entry').create({ name: 'half of ' + record.name });
  await new Promise(() => undefined);
}
export default definePlugin({ hooks: { ${entity}: { created: hang } } });`;
  const capabilities = { records: { sale: ['read'], calm: ['read'] }, own: { entry: ['*'] } };
  const limits = { deadlineMs: 1_500, cpuMs: 300 };
  await installPlugin(server, {
    manifest: { id: 'strict', title: 'Strict', capabilities, limits },
    code: code('sale'),
  });
  await installPlugin(server, {
    manifest: { id: 'lenient', title: 'Lenient', capabilities, limits, onFailure: 'continue' },
    code: code('calm'),
  });
}, 60_000);
afterAll(() => server.close());

async function create(entity: string, name: string): Promise<{ status: number; body: JsonObject }> {
  const response = await fetchAsAdmin(`${server.url}/api/records/${entity}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  });
  const body: unknown = JSON.parse(await response.text());
  return { status: response.status, body: isObject(body) ? body : {} };
}

async function count(entity: string, name: string): Promise<string | null | undefined> {
  const text = `select count(*) from data.${entity} where name = $1`;
  return (await server.workspace.db.query({ text, values: [name] }))[0]?.[0];
}

/** The processes that run plugins. */
function children(): number[] {
  const ids = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(/\s+/);
  return ids
    .filter(Boolean)
    .map(Number)
    .filter((id) => readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('sandbox'));
}

async function isHanging(name: string): Promise<boolean> {
  const text = `select 1 from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`;
  return (await server.workspace.db.query({ text, values: [] })).length > 0 && (await count('entry', name)) === '0';
}

/** Threat: the process of the plugins dies while a hook holds a transaction. */
test('after kill -9 in mid-hook, the write fails or goes on as the manifest says, and nothing is half done', async () => {
  for (const [entity, status, kept] of [
    ['sale', 503, '0'],
    ['calm', 201, '1'],
  ] as const) {
    const name = `hangs in ${entity}`;
    const writing = create(entity, name);
    await expect.poll(() => isHanging(`half of ${name}`)).toBe(true);
    for (const id of children()) process.kill(id, 'SIGKILL');
    expect((await writing).status).toBe(status);
    expect(await count(entity, name)).toBe(kept);
    expect(await count('entry', `half of ${name}`)).toBe('0');
    await expect.poll(async () => (await create(entity, 'after that')).status, { timeout: 10_000 }).toBe(201);
  }
}, 30_000);

/** Threat: a hook that keeps the transaction of a write open for as long as it can. */
test('a hook that waits is ended at its deadline, and meanwhile others write', async () => {
  const writing = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => create('sale', `hangs ${n}`));
  const others = await Promise.all([1, 2, 3, 4].map((n) => create('entry', `other ${n}`)));
  expect(others.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  for (const { status } of await Promise.all(writing)) expect(status).toBe(503);
  expect(await count('sale', 'hangs 1')).toBe('0');
}, 30_000);

/** Threat: a hook that computes for ever. */
test('a hook that spins is stopped, and the other plugins stay', async () => {
  const spun = await create('calm', 'spins');
  expect(spun.status).toBe(201);
  expect((await create('calm', 'calm again')).status).toBe(201);
  expect((await create('entry', 'fine')).status).toBe(201);
}, 20_000);
