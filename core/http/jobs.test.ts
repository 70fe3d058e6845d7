import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Session } from '../db/types.ts';
import { isObject, type JsonObject } from '../lib/json.ts';
import type { Job, JobChange } from '../online/Job.ts';
import type { ServerToClient } from '../realtime/protocol.ts';
import { fetchAsAdmin } from '../testing/asAdmin.ts';
import { type SignedIn, signedIn } from '../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

const text = { type: 'string' };
/** Above the size from which work goes on beside everybody's. */
const rows = 20_100;

let server: TestServer;
let shaper: SignedIn;
let reader: SignedIn;
const undo: (() => unknown)[] = [];

beforeAll(async () => {
  server = await startTestServer({
    entities: [{ $id: 'deal', title: 'Deal', properties: { name: text, size: text } }],
  });
  const role = (name: string, system: string[]) => ({
    kind: 'role',
    name,
    document: { $schema: 'kiln:role', $id: name, title: name, entities: { deal: { read: true } }, system },
  });
  await change([role('shaper', ['studio']), role('reader', [])]);
  shaper = await signedIn(server, 'Sha Per', ['shaper']);
  reader = await signedIn(server, 'Rea Der', ['reader']);
  await server.workspace.db.script(`
    insert into data.deal (id, created_at, updated_at, name, size)
    select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, now(), now(), 'Deal ' || n, n::text
    from generate_series(1, ${rows}) n;
    analyze data.deal`);
}, 60_000);
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
  await settled();
});
afterAll(() => server.close());

async function call(path: string, body?: unknown, more = {}): Promise<{ status: number; body: JsonObject }> {
  const headers = { 'content-type': 'application/json', ...more };
  const response = await fetchAsAdmin(`${server.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

function change(changes: readonly JsonObject[]) {
  return call('/api/changesets', { changes, message: '', acceptDataLoss: true });
}

function deal(properties: JsonObject) {
  const document = { $schema: 'kiln:entity', $id: 'deal', title: 'Deal', type: 'object', properties };
  return change([{ kind: 'entity', name: 'deal', document }]);
}

async function list(): Promise<readonly Job[]> {
  const response = await fetchAsAdmin(`${server.url}/api/jobs`);
  const { data }: { data: Job[] } = JSON.parse(await response.text());
  return data;
}

async function settled(): Promise<void> {
  await expect
    .poll(async () => (await list()).filter(({ state }) => state === 'waiting' || state === 'running'), {
      timeout: 30_000,
    })
    .toEqual([]);
}

/** Keeps every job waiting until the test has ended. */
async function holdJobs(): Promise<Session> {
  const session = await server.workspace.db.session();
  undo.push(() => session.close());
  await expect
    .poll(async () => (await session.query({ text: 'select pg_try_advisory_lock(7021385042021)', values: [] }))[0]?.[0])
    .toBe('t');
  return session;
}

async function connect({ secret }: SignedIn): Promise<JobChange[]> {
  const socket: Socket<ServerToClient> = io(server.url, {
    path: '/live',
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { authorization: `Bearer ${secret}` },
  });
  undo.push(() => socket.disconnect());
  const told: JobChange[] = [];
  socket.on('job:changed', (job) => told.push(job));
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  });
  return told;
}

test('whoever shapes definitions sees jobs and hears of them, nobody else', async () => {
  const [told, untold] = [await connect(shaper), await connect(reader)];
  const { body } = await deal({ name: { ...text, 'x-index': true }, size: text });
  await settled();
  const [job] = await list();
  expect(job).toEqual({
    id: expect.any(String),
    op: 'addIndex',
    entity: 'deal',
    field: 'name',
    state: 'done',
    done: expect.any(Number),
    total: null,
    changeSet: body.id,
    createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    startedAt: expect.any(String),
    endedAt: expect.any(String),
  });
  await expect.poll(() => told.map(({ id, state }) => [id, state])).toContainEqual([job?.id, 'done']);
  expect(untold).toEqual([]);
  for (const [path, method] of [
    ['/api/jobs', 'GET'],
    [`/api/jobs/${job?.id}/retry`, 'POST'],
    [`/api/jobs/${job?.id}/cancel`, 'POST'],
  ] as const) {
    expect((await reader.fetch(path, { method })).status).toBe(403);
  }
});

test('a job is cancelled and tried again, which the audit tells', async () => {
  const held = await holdJobs();
  await deal({ name: text, size: { ...text, 'x-index': true } });
  const [job] = await list();
  const decide = (decision: string, id = job?.id) => call(`/api/jobs/${id}/${decision}`, {});
  expect((await decide('retry')).body.code).toBe('KILN_CONFLICT');
  expect((await decide('cancel')).body).toMatchObject({ id: job?.id, state: 'cancelled' });
  expect((await decide('cancel')).body.code).toBe('KILN_CONFLICT');
  expect((await decide('retry')).body).toMatchObject({ id: job?.id, state: 'waiting' });
  expect((await decide('retry', 'nonsense')).status).toBe(404);
  await held.close();
  await settled();
  expect((await list())[0]?.state).toBe('done');
  const [row] = await server.workspace.db.query({
    text: `select count(*) from audit.entry where details ->> 'job' = $1`,
    values: [job?.id],
  });
  expect(row).toEqual(['2']);
});

test('a disk that is full changes nothing and says so', async () => {
  const { db } = server.workspace;
  await db.script(`
    create function public.disk_full() returns event_trigger language plpgsql as $$
    begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
    create event trigger disk_full on ddl_command_start when tag in ('ALTER TABLE') execute function public.disk_full()`);
  undo.push(() => db.script('drop event trigger if exists disk_full; drop function if exists public.disk_full()'));
  const before = server.workspace.model().version;
  const refused = await deal({ name: text, size: text, more: text });
  expect([refused.status, refused.body.code]).toEqual([503, 'KILN_UNAVAILABLE']);
  expect(refused.body.detail).toContain('no room');
  expect(server.workspace.model().version).toBe(before);
  await db.script('drop event trigger disk_full');
  expect((await deal({ name: text, size: text, more: text })).status).toBe(201);
});

test('what fails in a job is told to whoever asked for the change', async () => {
  const { db } = server.workspace;
  await db.script(`
    create function data.disk_full() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
    create trigger a_disk_full before update on data.deal for each row execute function data.disk_full()`);
  undo.push(() => db.script('drop function if exists data.disk_full() cascade'));
  const before = server.workspace.model().version;
  const refused = await deal({ name: text, size: { type: 'integer' }, more: text });
  expect([refused.status, refused.body.code]).toEqual([503, 'KILN_UNAVAILABLE']);
  expect((await list())[0]).toMatchObject({ op: 'changeSet', state: 'failed', error: { code: 'KILN_UNAVAILABLE' } });
  expect(server.workspace.model().version).toBe(before);
  const [columns] = await db.query({
    text: `select count(*) from pg_attribute where attrelid = 'data.deal'::regclass and starts_with(attname, '_next_') and not attisdropped`,
    values: [],
  });
  expect(columns).toEqual(['0']);
  await db.script('drop function data.disk_full() cascade');
  await call(`/api/jobs/${(await list())[0]?.id}/retry`, {});
  await settled();
  const type = () => server.workspace.model().entities.get('deal')?.fields.get('size')?.type.name;
  await expect.poll(type).toBe('integer');
}, 60_000);

/** Asks for a change that has to be prepared, and does not wait for it. */
function later(properties: JsonObject, more: JsonObject = {}) {
  const document = { $schema: 'kiln:entity', $id: 'deal', title: 'Deal', type: 'object', properties };
  const body = {
    changes: [{ kind: 'entity', name: 'deal', document }],
    message: 'later',
    acceptDataLoss: true,
    ...more,
  };
  return call('/api/changesets', body, { prefer: 'wait=0' });
}

const jobOf = ({ job }: JsonObject) => (isObject(job) ? String(job.id) : '');
const history = async () => {
  const { data } = (await call('/api/changesets')).body;
  return Array.isArray(data) ? data : [];
};

test('a change that takes longer than somebody waits is answered with its job, and takes place when it is prepared', async () => {
  await deal({ name: text, size: { type: 'integer' } });
  await settled();
  const held = await holdJobs();
  const version = server.workspace.model().version;
  const before = await history();
  const answer = await later({ name: text, size: { type: 'number' }, more: text });
  expect(answer).toMatchObject({
    status: 202,
    body: {
      id: null,
      job: { op: 'changeSet', entity: 'deal', state: 'waiting' },
      plan: { operations: expect.any(Array) },
    },
  });
  const job = jobOf(answer.body);
  expect(await call(`/api/jobs/${job}`)).toMatchObject({ status: 200, body: { id: job, state: 'waiting' } });
  expect((await call('/api/jobs/nonsense')).status).toBe(404);
  expect(await history()).toEqual(before);
  expect(server.workspace.model().version).toBe(version);
  await held.close();
  await expect.poll(async () => (await call(`/api/jobs/${job}`)).body.state, { timeout: 30_000 }).toBe('done');
  const { changeSet } = (await call(`/api/jobs/${job}`)).body;
  const made = await call(`/api/changesets/${String(changeSet)}`);
  expect(made).toMatchObject({ status: 200, body: { id: changeSet, message: 'later' } });
  expect(await history()).toHaveLength(before.length + 1);
  await expect.poll(() => server.workspace.model().entities.get('deal')?.fields.has('more')).toBe(true);
});

test('of a change that is cancelled while it waits nothing takes place', async () => {
  const held = await holdJobs();
  const [version, before] = [server.workspace.model().version, await history()];
  const { status, body } = await later({ name: text, size: text, more: text });
  expect(status).toBe(202);
  expect((await call(`/api/jobs/${jobOf(body)}/cancel`, {})).body).toMatchObject({ state: 'cancelled' });
  await held.close();
  await settled();
  expect([server.workspace.model().version, await history()]).toEqual([version, before]);
  expect((await call(`/api/jobs/${jobOf(body)}`)).body).not.toHaveProperty('changeSet');
});

test('what fails while it waits says why, with examples', async () => {
  await server.workspace.db.script(`update data.deal set more = 'about ' || trunc(size) where size <= 3`);
  const held = await holdJobs();
  const [version, before] = [server.workspace.model().version, await history()];
  const { body } = await later(
    { name: text, size: { type: 'number' }, more: { type: 'integer' } },
    { conversions: { 'deal.more': { unfit: 'refuse' } } },
  );
  // What is wrong before it begins is told at once.
  expect(body).toMatchObject({ code: 'KILN_CONFLICT', reason: { code: 'unfit' } });
  await server.workspace.db.script(`update data.deal set more = null where more is not null`);
  const second = await later(
    { name: text, size: { type: 'number' }, more: { type: 'integer' } },
    { conversions: { 'deal.more': { unfit: 'refuse' } } },
  );
  expect(second.status).toBe(202);
  await server.workspace.db.script(`update data.deal set more = 'about ' || trunc(size) where size <= 3`);
  await held.close();
  await settled();
  expect((await call(`/api/jobs/${jobOf(second.body)}`)).body).toMatchObject({
    state: 'failed',
    error: {
      code: 'KILN_CONFLICT',
      detail: expect.stringContaining('about 1'),
      reason: { code: 'unfit', params: { op: 'changeType', entity: 'deal', field: 'more', records: 3 } },
      examples: [{ id: expect.any(String), value: 'about 1' }, expect.anything(), expect.anything()],
    },
  });
  expect([server.workspace.model().version, await history()]).toEqual([version, before]);
});
