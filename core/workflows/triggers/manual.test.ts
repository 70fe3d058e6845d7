import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DefinitionsClient, definitionsClient } from '../../testing/definitionsClient.ts';
import type { Expected } from '../../testing/Expected.ts';
import { type SignedIn, signedIn } from '../../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { putWorkflow, runsOf } from '../../testing/workflows.ts';

let server: TestServer;
let client: DefinitionsClient;
let seller: SignedIn;
let clerk: SignedIn;

beforeAll(async () => {
  server = await startTestServer({
    entities: [
      {
        $id: 'deal',
        title: 'Deal',
        type: 'object',
        properties: {
          name: { type: 'string', title: 'Name' },
          stage: { type: 'string', title: 'Stage', enum: ['open', 'closed'], default: 'open' },
        },
        'x-owned': true,
      },
    ],
  });
  client = definitionsClient(server);
  const own = { create: true, read: 'ownerId == actor.id', update: true, delete: false, export: false };
  const role = (name: string) => ({
    kind: 'role',
    name,
    document: { $schema: 'kiln:role', $id: name, title: name, entities: { deal: own }, system: [] },
  });
  const input = {
    type: 'object',
    properties: {
      note: { type: 'string', title: 'Note', maxLength: 20 },
      days: { type: 'integer', title: 'Days', default: 3 },
    },
    required: ['note'],
  };
  const action = (name: string, workflow: string, more: object = {}) => ({
    kind: 'action',
    name,
    document: { $schema: 'kiln:action', $id: name, title: name, call: { workflow }, ...more },
  });
  await client.apply([
    role('seller'),
    role('clerk'),
    putWorkflow('follow', { on: 'manual', entity: 'deal', when: "record.stage == 'open'" }, { input }),
    putWorkflow('sweep', { on: 'manual' }),
    putWorkflow('hidden', { on: 'manual' }),
    putWorkflow('off', { on: 'manual' }, { enabled: false }),
    putWorkflow('timed', { on: 'cron', cron: '0 0 1 1 *' }),
    action('followUp', 'follow', { entity: 'deal', on: ['record', 'list'], roles: ['seller'] }),
    action('sweepAll', 'sweep'),
  ]);
  seller = await signedIn(server, 'Sally Seller', ['seller']);
  clerk = await signedIn(server, 'Carl Clerk', ['clerk']);
});
afterAll(() => server.close());

interface Answer {
  readonly status: number;
  readonly replayed: boolean;
  readonly body: Expected;
}

async function start(
  who: SignedIn,
  workflow: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await who.fetch(`/api/workflows/${workflow}/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const replayed = response.headers.get('idempotency-replayed') === 'true';
  return { status: response.status, replayed, body: JSON.parse(await response.text()) };
}

async function makeDeal(who: SignedIn, values: object = {}): Promise<string> {
  const response = await who.fetch('/api/records/deal', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(values),
  });
  const made: { id: string } = JSON.parse(await response.text());
  return made.id;
}

test('for a record, with what was asked for', async () => {
  const id = await makeDeal(seller, { name: 'a' });
  const { status, body } = await start(seller, 'follow', { record: { entity: 'deal', id }, input: { note: 'call' } });
  expect(status).toBe(201);
  expect(body).toEqual({ id: expect.any(String), state: 'queued' });
  const [run] = await runsOf(client, 'follow');
  expect(run).toMatchObject({ record: id, trigger: { on: 'manual', entity: 'deal', record: { id, name: 'a' } } });
  const [[input, starter] = []] = await client.query(`select input, starter from kiln.run where id = '${body.id}'`);
  expect(JSON.parse(input ?? '')).toEqual({ note: 'call', days: 3 });
  expect(starter).toBe(seller.id);
});

test('for many, in their order, all or none', async () => {
  const ids: string[] = [];
  for (const name of ['1', '2', '3']) ids.push(await makeDeal(seller, { name }));
  const closed = await makeDeal(seller, { name: '4', stage: 'closed' });
  const { status, body } = await start(seller, 'follow', { ids: ids.toReversed(), input: { note: 'x' } });
  expect(status).toBe(201);
  expect(body.data.map(({ record }: { record: string }) => record)).toEqual(ids.toReversed());
  const before = (await runsOf(client, 'follow')).length;
  const foreign = await makeDeal(clerk, { name: '5' });
  const refused = await start(seller, 'follow', { ids: [ids[0], closed, foreign, 'nonsense'], input: { note: 'x' } });
  expect(refused.status).toBe(422);
  expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/ids/1',
    '/ids/2',
    '/ids/3',
  ]);
  expect(await runsOf(client, 'follow')).toHaveLength(before);
});

test('for a thousand', async () => {
  const many = Array.from({ length: 1_000 }, (_, n) => ({ name: `n${n}` }));
  const made = await seller.fetch('/api/records/deal', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(many),
  });
  const { data }: { data: { id: string }[] } = JSON.parse(await made.text());
  const answer = await start(seller, 'follow', { ids: data.map(({ id }) => id), input: { note: 'x' } });
  expect(answer.status).toBe(201);
  expect(answer.body.data).toHaveLength(1_000);
  const more = await start(seller, 'follow', { ids: [...data.map(({ id }) => id), 'x'], input: { note: 'x' } });
  expect(more.status).toBe(422);
}, 30_000);

test('what is asked for is checked, each place told', async () => {
  const id = await makeDeal(seller);
  const record = { entity: 'deal', id };
  const wrong = await start(seller, 'follow', { record, input: { days: 'x', foo: 1 } });
  expect(wrong.status).toBe(422);
  expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
    '/input/days',
    '/input/foo',
    '/input/note',
  ]);
  for (const body of [{}, { record: { entity: 'other', id } }, { record, ids: [id] }, { ids: [] }, { nonsense: 1 }]) {
    expect((await start(seller, 'follow', { ...body, input: { note: 'x' } })).status).toBe(422);
  }
  expect((await start(seller, 'sweep', { record })).status).toBe(422);
  expect((await start(seller, 'sweep', { input: { a: 1 } })).status).toBe(422);
});

test('by those to whom an action offers it, and those who administer workflows', async () => {
  const id = await makeDeal(clerk);
  const asked = { record: { entity: 'deal', id }, input: { note: 'x' } };
  expect((await start(clerk, 'follow', asked)).status).toBe(404);
  expect((await start(clerk, 'sweep', {})).status).toBe(201);
  expect((await start(clerk, 'hidden', {})).status).toBe(404);
  expect((await start(clerk, 'nothing', {})).status).toBe(404);
  const admin = (name: string) => client.call(`/api/workflows/${name}/runs`, {}, 'POST');
  expect((await admin('hidden')).status).toBe(201);
  expect((await admin('off')).status).toBe(409);
  expect((await admin('timed')).status).toBe(409);
});

test('an Idempotency-Key stands for one start', async () => {
  const id = await makeDeal(seller);
  const asked = { record: { entity: 'deal', id }, input: { note: 'once' } };
  const before = (await runsOf(client, 'follow')).length;
  const headers = { 'idempotency-key': 'press-1' };
  const [first, second] = [
    await start(seller, 'follow', asked, headers),
    await start(seller, 'follow', asked, headers),
  ];
  expect(second).toMatchObject({ status: 201, replayed: true, body: first.body });
  expect(await runsOf(client, 'follow')).toHaveLength(before + 1);
});

test('the list of workflows tells how they do', async () => {
  const { status, body } = await client.call('/api/workflows');
  expect(status).toBe(200);
  const data: { name: string }[] = JSON.parse(JSON.stringify(body.data));
  const follow = data.find(({ name }) => name === 'follow');
  expect(follow).toMatchObject({
    title: 'follow',
    enabled: true,
    package: 'local',
    trigger: { on: 'manual', entity: 'deal' },
  });
  expect(follow).toHaveProperty('lastRun.id');
  expect(data.find(({ name }) => name === 'timed')).toMatchObject({ lastRun: null, runs: { done: 0, failed: 0 } });
  expect((await client.call('/api/workflows/nothing')).status).toBe(404);
});
