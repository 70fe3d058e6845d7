import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemActor } from '../../context/systemActor.ts';
import type { JsonObject } from '../../lib/json.ts';
import { type DefinitionsClient, definitionsClient } from '../../testing/definitionsClient.ts';
import { type TestRuns, testRuns } from '../../testing/runs.ts';
import { signedIn } from '../../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { putWorkflow } from '../../testing/workflows.ts';
import { applyChangeSet } from '../../workspace/applyChangeSet.ts';
import { wakeWaits } from '../engine/wakeWaits.ts';
import { eventKey } from '../eventKey.ts';
import { checkRuns } from './checkRuns.ts';
import { pruneRuns } from './pruneRuns.ts';
import { sweepRuns } from './sweepRuns.ts';

vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
let client: DefinitionsClient;
let runs: TestRuns;
let outside: Server;
let port: number;
/** Idempotency keys of the calls that came in. */
let calls: string[] = [];
let answer: (res: ServerResponse) => void = (res) => void res.end('{}');

const text = { type: 'string', title: 'Text' };
const entities = [
  { $id: 'note', title: 'Note', type: 'object', properties: { name: text } },
  { $id: 'secret', title: 'Secret', type: 'object', properties: { name: text } },
];
const note = (id: string, more: JsonObject = {}) => ({
  ...{ id, do: 'records.create', with: { entity: 'note', values: { name: `\${run.id} ${id}` } } },
  ...more,
});
const http = (id: string) => ({
  ...{ id, do: 'http', with: { method: 'POST', url: `http://api.example.com:${port}/` } },
});
const options = () => ({
  pluginPrivateHosts: [`api.example.com:${port}`],
  resolve: async () => [{ address: '127.0.0.1', family: 4 as const }],
});

beforeAll(async () => {
  outside = createServer((req, res) => {
    calls.push(String(req.headers['idempotency-key']));
    answer(res);
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  const bound = outside.address();
  port = bound && typeof bound === 'object' ? bound.port : 0;
  server = await startTestServer({ entities, ...options() });
  client = definitionsClient(server);
  runs = testRuns(server, client);
}, 120_000);
afterAll(async () => {
  await server.close();
  outside.closeAllConnections();
  outside.close();
});
beforeEach(async () => {
  calls = [];
  answer = (res) => void res.end('{}');
  await client.query('delete from data.note');
});

async function notesOf(id: string): Promise<string[]> {
  const rows = await client.query(`select substr(name, 38) from data.note where name like '${id}%' order by name`);
  return rows.map(([name]) => name ?? '');
}

test('what comes while a branch is outside is not missed', async () => {
  answer = (res) => void setTimeout(() => res.end('{}'), 400);
  const branch = (id: string, step: JsonObject) => ({ id, steps: [step, note(`after${id}`)] });
  const go = { id: 'go', do: 'wait', with: { event: 'go' } };
  await runs.put('both', [{ id: 'all', parallel: [branch('x', http('ask')), branch('y', go)] }, note('end')]);
  const id = await runs.start('both');
  await expect.poll(() => calls.length, { timeout: 30_000 }).toBe(1);
  expect(await wakeWaits(server.workspace.db, eventKey('go', ''))).toBe(1);
  await runs.ended(id);
  expect(calls).toEqual([`${id}/ask`]);
  expect(await notesOf(id)).toEqual(['afterx', 'aftery', 'end']);
});

test('a long loop is committed in between, and each of its steps done once', async () => {
  const items = { type: 'array', default: Array.from({ length: 250 }, (_, n) => n) };
  const each = { id: 'each', forEach: 'vars.items', as: 'item', steps: [note('one')] };
  await runs.put('loop', [each], { variables: { items } });
  const id = await runs.start('loop');
  const run = await runs.ended(id);
  expect(run.steps.size).toBe(251);
  expect(await notesOf(id)).toHaveLength(250);
});

test('connections that break lose nothing and repeat nothing', async () => {
  await runs.put('sturdy', [
    note('a'),
    http('ask'),
    note('b'),
    { id: 'nap', do: 'wait', with: { for: 'PT0.1S' } },
    note('c'),
  ]);
  const ids = await Promise.all(Array.from({ length: 20 }, () => runs.start('sturdy')));
  for (let cut = 0; cut < 3; cut += 1) {
    await expect.poll(() => calls.length, { timeout: 30_000, interval: 5 }).toBeGreaterThan(cut * 5);
    await client
      .query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`)
      .catch(() => undefined);
  }
  for (const id of ids) {
    await runs.ended(id);
    expect(await notesOf(id)).toEqual(['a', 'b', 'c']);
  }
  expect(new Set(calls)).toEqual(new Set(ids.map((id) => `${id}/ask`)));
});

test('a process that stops leaves its runs to another one', async () => {
  answer = (res) => void setTimeout(() => res.end('{}'), 150);
  await runs.put('moved', [http('one'), note('a'), http('two'), note('b')]);
  const other = await startTestServer({ databaseUrl: server.workspace.databaseUrl, entities, ...options() });
  const ids = await Promise.all(Array.from({ length: 20 }, () => testRuns(other, client).start('moved')));
  await expect.poll(() => calls.length, { timeout: 30_000, interval: 5 }).toBeGreaterThan(0);
  await other.close();
  for (const id of ids) {
    await runs.ended(id);
    expect(await notesOf(id)).toEqual(['a', 'b']);
  }
  expect(calls.sort()).toEqual(ids.flatMap((id) => [`${id}/one`, `${id}/two`]).sort());
});

describe('whom a run acts for', () => {
  const publish = async (userId: string, roles: readonly string[], more: JsonObject = {}) => {
    const steps = [{ id: 'look', do: 'records.create', with: { entity: 'secret', values: { name: 'x' } } }];
    const edit = putWorkflow(
      'mine',
      { on: 'workflow' },
      { title: `Mine ${userId} ${JSON.stringify(more)}`, steps, ...more },
    );
    const actor = { kind: 'user', id: userId, name: 'Ada', roles, facts: {} } as const;
    await applyChangeSet(server.workspace, { changes: [edit], message: '', acceptDataLoss: true }, actor);
  };
  const member = async (name: string, role: string) => (await signedIn(server, name, [role])).id;

  test('is who published it, with the rights of now, as long as there is such a user', async () => {
    const role = (secret: boolean) => ({
      $schema: 'kiln:role',
      $id: 'keeper',
      title: 'Keeper',
      entities: { secret: { create: secret, read: true } },
    });
    await client.apply([{ kind: 'role', name: 'keeper', document: role(true) }]);
    const id = await member('Ada', 'keeper');
    await publish(id, ['keeper']);
    await runs.ended(await runs.start('mine'));
    expect(await client.query('select created_by from data.secret')).toEqual([[id]]);
    await client.apply([{ kind: 'role', name: 'keeper', document: role(false) }]);
    expect((await runs.ended(await runs.start('mine'), 'failed')).error).toMatchObject({ code: 'KILN_FORBIDDEN' });
    await client.query(`update data."user" set active = false where id = '${id}'`);
    expect((await runs.ended(await runs.start('mine'), 'failed')).error).toMatchObject({ code: 'KILN_RUN_ACTOR' });
  });

  test('is nobody else, unless who published it may give roles', async () => {
    await client.query('delete from data.secret');
    const [boss, eve] = [await member('Boss', 'admin'), await member('Eve', 'keeper')];
    await publish(eve, ['keeper'], { runAs: { user: boss } });
    expect((await runs.ended(await runs.start('mine'), 'failed')).error).toMatchObject({ code: 'KILN_RUN_ACTOR' });
    await publish(boss, ['admin'], { runAs: { user: eve } });
    expect((await runs.ended(await runs.start('mine'), 'failed')).error).toMatchObject({ code: 'KILN_FORBIDDEN' });
  });

  test('stays who published it when others only correct what it names', async () => {
    const boss = await member('Chief', 'admin');
    await publish(boss, ['admin']);
    const document = {
      $schema: 'kiln:entity',
      $id: 'hidden',
      'x-id': 'secret',
      title: 'Secret',
      type: 'object',
      properties: { name: text },
    };
    const changes = [
      { kind: 'entity', name: 'secret', document: null },
      { kind: 'entity', name: 'hidden', document },
    ];
    await applyChangeSet(server.workspace, { changes, message: '', acceptDataLoss: true }, systemActor);
    const published =
      await client.query(`select publisher, document -> 'steps' -> 0 -> 'with' ->> 'entity' from kiln.workflow_version
      where workflow = 'mine' order by published_at desc limit 1`);
    expect(published).toEqual([[boss, 'hidden']]);
  });
});

describe('what is kept', () => {
  test('is as much, and as long, as the workflow says', async () => {
    await runs.put('short', [note('a')], { retention: { runs: 2 } });
    const ids: string[] = [];
    // Those that ended first go first; together, they would end in any order.
    for (let n = 0; n < 3; n += 1) {
      const id = await runs.start('short');
      await runs.ended(id);
      ids.push(id);
    }
    await pruneRuns(server.workspace.db, server.workspace.model(), new AbortController().signal);
    const left = await client.query(`select id from kiln.run where workflow = 'short' order by seq`);
    expect(left.flat()).toEqual(ids.slice(1));
    await runs.put('short', [note('a')], { retention: { days: 1 } });
    await client.query(`update kiln.run set ended_at = now() - interval '2 days' where id = '${ids[1]}'`);
    await pruneRuns(server.workspace.db, server.workspace.model(), new AbortController().signal);
    expect(await client.query(`select id from kiln.run where workflow = 'short'`)).toEqual([[ids[2]]]);
    expect(await checkRuns(server.workspace.db)).toEqual([]);
  });

  test('goes on where somebody removed its job', async () => {
    const [version] = await client.query(
      `select hash from kiln.workflow_version where workflow = 'short' order by published_at desc limit 1`,
    );
    await client.query(`alter table kiln.run disable trigger run_added;
      insert into kiln.run (workflow, version, trigger, starter_kind, starter_name, request_id, created_at)
      values ('short', '${version?.[0]}', '{"on":"workflow"}', 'system', 'Kiln', 'test', now() - interval '2 minutes');
      alter table kiln.run enable trigger run_added`);
    const [row] = await client.query(`select id from kiln.run where state = 'queued'`);
    expect(await checkRuns(server.workspace.db)).toEqual([`run ${row?.[0]} is queued without a job`]);
    await sweepRuns(server.workspace.db, server.workspace.log);
    await runs.ended(row?.[0] ?? '');
  });
});

test('runs are found by what they are about, a page at a time, by whoever may look at them', async () => {
  const { body } = await client.call('/api/runs?workflow=moved,sturdy&state=done&limit=30');
  const { data, next } = body;
  expect(Array.isArray(data) && data.length).toBe(30);
  const rest = await client.call(`/api/runs?workflow=moved,sturdy&state=done&limit=30&after=${String(next)}`);
  expect(Array.isArray(rest.body.data) && rest.body.data.length).toBe(10);
  expect(rest.body.next).toBeNull();
  for (const wrong of ['state=lost', 'limit=0', 'after=x', 'since=never', 'nothing=1']) {
    expect((await client.call(`/api/runs?${wrong}`)).status).toBe(400);
  }
  expect((await client.call('/api/runs/x')).status).toBe(404);
  expect((await fetch(`${server.url}/api/runs`)).status).toBe(401);
});

test('what was undone is done anew when the run goes on, and undone once more when it stops again', async () => {
  const rest = { id: 'rest', do: 'wait', with: { for: 'PT1S' } };
  const loop = { id: 'each', forEach: '[1, 2]', as: 'n', steps: [{ ...http('make'), compensate: [http('gone')] }] };
  await runs.put('undone', [
    note('first', { compensate: [rest, http('undo')] }),
    loop,
    { id: 'end', do: 'stop', with: { as: 'failed', message: 'No van' } },
    note('never'),
  ]);
  const id = await runs.start('undone');
  const { error, steps } = await runs.ended(id, 'failed');
  expect(error).toMatchObject({ code: 'KILN_RUN_STOPPED', message: 'No van', step: 'end' });
  expect(steps.get('end')?.state).toBe('failed');
  const all = ['make[0]', 'make[1]', 'gone[1]', 'gone[0]', 'undo'].map((key) => `${id}/${key}`);
  expect(calls).toEqual(all);
  expect((await client.call(`/api/runs/${id}/retry`, {})).status).toBe(200);
  await runs.ended(id, 'failed');
  // Who remembers the first time would answer the second from memory.
  expect(calls).toEqual([...all, ...all.map((key) => `${key}#2`)]);
  expect(await notesOf(id)).toEqual(['first', 'first']);
  expect((await client.call(`/api/runs/${id}/retry`, {})).status).toBe(200);
  await runs.ended(id, 'failed');
  expect(calls.slice(10)).toEqual(all.map((key) => `${key}#3`));
});

test('a record that was undone is created as another one when the run goes on', async () => {
  const undo = { id: 'undo', do: 'records.delete', with: { entity: 'note', id: '${steps.made.output.id}' } };
  answer = (res) => void res.writeHead(400).end('{}');
  await runs.put('remade', [note('made', { compensate: [undo] }), http('ask'), note('end')]);
  const id = await runs.start('remade');
  await runs.ended(id, 'failed');
  const deleted = () =>
    client.query(`select deleted_at is not null from data.note where name like '${id} made' order by id`);
  expect(await deleted()).toEqual([['t']]);
  expect((await client.call(`/api/runs/${id}/retry`, {})).status).toBe(200);
  await runs.ended(id, 'failed');
  expect(await deleted()).toEqual([['t'], ['t']]);
  answer = (res) => void res.end('{}');
  expect((await client.call(`/api/runs/${id}/retry`, {})).status).toBe(200);
  const { steps } = await runs.ended(id);
  expect((await deleted()).sort()).toEqual([['f'], ['t'], ['t']]);
  expect(await notesOf(id)).toEqual(['end', 'made', 'made', 'made']);
  expect(steps.get('made')?.state).toBe('done');
  expect(calls).toEqual([`${id}/ask`, `${id}/ask`, `${id}/ask`]);
});

test('what could not be undone stands, and is what it was when the run goes on', async () => {
  const undo = { id: 'undo', do: 'stop', with: { as: 'failed', message: 'Not today' } };
  const end = { id: 'end', do: 'stop', with: { as: 'failed' } };
  await runs.put('stands', [note('made', { compensate: [undo] }), http('ask'), end]);
  const id = await runs.start('stands');
  await runs.ended(id, 'failed');
  expect((await client.call(`/api/runs/${id}/retry`, {})).status).toBe(200);
  await runs.ended(id, 'failed');
  expect(await notesOf(id)).toEqual(['made']);
});
