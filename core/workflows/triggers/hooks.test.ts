import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../context/systemActor.ts';
import { asAdmin } from '../../testing/asAdmin.ts';
import { type DefinitionsClient, definitionsClient } from '../../testing/definitionsClient.ts';
import { signedIn } from '../../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { putWorkflow, runsOf } from '../../testing/workflows.ts';
import { createBuckets } from './hooks/createBuckets.ts';
import { findHook } from './hooks/receiveHook.ts';

let server: TestServer;
let client: DefinitionsClient;
const lines: string[] = [];

const secret = 'the secret that both sides know';
const schema = {
  type: 'object',
  required: ['event'],
  properties: { event: { type: 'string', maxLength: 20 }, amount: { type: 'number' } },
};

beforeAll(async () => {
  server = await startTestServer({
    entities: [{ $id: 'thing', title: 'Thing', properties: { name: { type: 'string', title: 'Name' } } }],
    logLevel: 'debug',
    onLog: (line) => lines.push(line),
  });
  client = definitionsClient(server);
  await client.call('/api/workflow-secrets', { name: 'shared', value: secret });
  await client.apply([
    putWorkflow('plain', { on: 'webhook', schema }),
    putWorkflow('signed', { on: 'webhook', hmac: { secret: 'shared' } }),
    putWorkflow('foreign', { on: 'webhook', hmac: { secret: 'shared', header: 'X-Hub-Signature-256' } }),
    putWorkflow('unset', { on: 'webhook', hmac: { secret: 'missing' } }),
    putWorkflow('byHand', { on: 'manual' }),
  ]);
});
afterAll(() => server.close());

async function pathOf(workflow: string): Promise<string> {
  const { status, body } = await client.call(`/api/workflows/${workflow}`);
  expect(status, JSON.stringify(body)).toBe(200);
  const hook: { path: string } = JSON.parse(JSON.stringify(body.hook));
  return hook.path;
}

interface Sent {
  readonly status: number;
  readonly body: { readonly id?: string; readonly code?: string; readonly errors?: { pointer: string }[] };
  readonly headers: Headers;
}

/** As a stranger. */
async function send(path: string, body: string, headers: Record<string, string> = {}): Promise<Sent> {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

const mac = (text: string, key = secret) => createHmac('sha256', key).update(text).digest('hex');
const timed = (body: string, at = Date.now(), key = secret) => {
  const t = Math.floor(at / 1_000);
  return { 'x-kiln-signature': `t=${t},v1=${mac(`${t}.${body}`, key)}` };
};
const count = async (workflow: string) => (await runsOf(client, workflow)).length;

describe('the key', () => {
  test('starts a run with what was said, and tells it nothing of who asks', async () => {
    const path = await pathOf('plain');
    const answer = await send(`${path}?from=shop`, '{"event":"paid","amount":3}', { 'x-shop': 'one', ...asAdmin });
    expect(answer.status).toBe(202);
    const [run] = await runsOf(client, 'plain');
    expect(run?.trigger).toMatchObject({
      on: 'webhook',
      body: { event: 'paid', amount: 3 },
      query: { from: 'shop' },
      headers: { 'x-shop': 'one' },
    });
    expect(JSON.stringify(run)).not.toContain('Bearer');
  });

  test('stays the same until it is renewed; then the old one is void', async () => {
    const before = await pathOf('plain');
    expect(await pathOf('plain')).toBe(before);
    const { status, body } = await client.call('/api/workflows/plain/hook', {}, 'POST');
    expect(status).toBe(200);
    expect(body.path).not.toBe(before);
    expect(await pathOf('plain')).toBe(body.path);
    expect((await send(before, '{"event":"x"}')).status).toBe(404);
    expect((await send(String(body.path), '{"event":"x"}')).status).toBe(202);
  });

  test('is shown to those with the right, and stands in no log and no table in clear', async () => {
    const key = (await pathOf('plain')).split('/').at(-1) ?? '';
    const seller = await signedIn(server, 'Sally', []);
    for (const path of ['/api/workflows', '/api/workflows/plain']) expect((await seller.fetch(path)).status).toBe(403);
    expect((await seller.fetch('/api/workflows/plain/hook', { method: 'POST' })).status).toBe(403);
    expect(key.length).toBeGreaterThan(40);
    expect(lines.join('')).toContain('/api/hooks/:key');
    expect(lines.join('')).not.toContain(key);
    const [[kept] = []] = await client.query(`select json_agg(h)::text from kiln.workflow_hook h`);
    expect(kept).not.toContain(key);
  });

  test('of a workflow that is off, or none at all', async () => {
    const path = await pathOf('signed');
    const document = await client.read('workflow', 'signed');
    await client.apply([{ kind: 'workflow', name: 'signed', document: { ...document, enabled: false } }]);
    expect((await send(path, '{}', timed('{}'))).status).toBe(404);
    await client.apply([{ kind: 'workflow', name: 'signed', document }]);
    expect((await send(path, '{}', timed('{}'))).status).toBe(202);
    expect((await send('/api/hooks/nobody', '{}')).status).toBe(404);
    expect((await client.call('/api/workflows/byHand/hook', {}, 'POST')).status).toBe(409);
  });
});

describe('the body', () => {
  test('has to be what the schema says, each place told', async () => {
    const before = await count('plain');
    const { status, body } = await send(await pathOf('plain'), '{"event":"far too long a name for it","amount":"x"}');
    expect(status).toBe(422);
    expect(body.errors?.map(({ pointer }) => pointer).sort()).toEqual(['/amount', '/event']);
    expect(await count('plain')).toBe(before);
  });

  test.each([
    ['not JSON', '{', {}, 400],
    ['deep', '['.repeat(2_000) + ']'.repeat(2_000), {}, 400],
    ['of another type', '<x/>', { 'content-type': 'text/xml' }, 415],
    ['packed', '{}', { 'content-encoding': 'gzip' }, 415],
    ['huge', `{"event":"${'x'.repeat(1_100_000)}"}`, {}, 413],
    ['with a key that reaches prototypes', '{"event":"x","__proto__":{"admin":true}}', {}, 422],
    ['with what Postgres cannot hold', '{"event":"\\u0000"}', {}, 422],
  ])('%s', async (_, text, headers, status) => {
    expect((await send(await pathOf('plain'), text, headers)).status).toBe(status);
  });

  test('is checked by a schema that can be used, or the workflow is refused', async () => {
    const changes = [putWorkflow('bad', { on: 'webhook', schema: { type: 'nonsense' } })];
    const { status, body } = await client.call('/api/changesets', { changes, message: '' });
    expect(status).toBe(422);
    expect(JSON.stringify(body)).toContain('/trigger/schema');
  });

  test('of a form, and none', async () => {
    const path = await pathOf('plain');
    const form = await send(path, 'event=form&x=1&tag=a&tag=b', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(form.status).toBe(202);
    expect((await runsOf(client, 'plain')).at(-1)?.trigger.body).toEqual({
      event: 'form',
      x: '1',
      tag: ['a', 'b'],
    });
    expect((await send(path, '')).status).toBe(422);
  });

  test('with an Idempotency-Key comes once', async () => {
    const path = await pathOf('plain');
    const before = await count('plain');
    const headers = { 'idempotency-key': 'delivery-1' };
    const answers = await Promise.all([1, 2, 3].map(() => send(path, '{"event":"x"}', headers)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter((each) => each.headers.get('idempotency-replayed') === 'true')).toHaveLength(2);
    expect(await count('plain')).toBe(before + 1);
  });
});

describe('the signature', () => {
  const body = '{"event":"paid"}';

  test.each<[string, Record<string, string>]>([
    ['missing', {}],
    ['of another secret', timed(body, Date.now(), 'guess')],
    ['of another body', timed('{"event":"lost"}')],
    ['of ten minutes ago', timed(body, Date.now() - 600_000)],
    ['of the future', timed(body, Date.now() + 600_000)],
    ['without its time', { 'x-kiln-signature': `sha256=${mac(body)}` }],
    ['with another time', { 'x-kiln-signature': timed(body)['x-kiln-signature'].replace(/t=\d+/, 't=1') }],
    ['empty', { 'x-kiln-signature': '' }],
    ['cut', { 'x-kiln-signature': timed(body)['x-kiln-signature'].slice(0, -2) }],
    ['of nothing', { 'x-kiln-signature': `t=${Math.floor(Date.now() / 1_000)},v1=${'0'.repeat(64)}` }],
  ])('%s is refused', async (_, headers) => {
    const before = await count('signed');
    const answer = await send(await pathOf('signed'), body, headers);
    expect(answer).toMatchObject({ status: 401, body: { code: 'KILN_UNAUTHENTICATED' } });
    expect(await count('signed')).toBe(before);
  });

  test('right, and once more: one run', async () => {
    const path = await pathOf('signed');
    const before = await count('signed');
    const headers = timed(body);
    const first = await send(path, body, headers);
    const again = await send(path, body, headers);
    expect([first.status, again.status]).toEqual([202, 202]);
    expect(again.body.id).toBe(first.body.id);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await count('signed')).toBe(before + 1);
    expect(JSON.stringify((await runsOf(client, 'signed')).at(-1))).not.toContain('x-kiln-signature');
  });

  test('as others send it: over the body alone, in hexadecimal digits or base64', async () => {
    const path = await pathOf('foreign');
    const base64 = (text: string) => createHmac('sha256', secret).update(text).digest('base64');
    const sent = [
      await send(path, '{"n":1}', { 'x-hub-signature-256': `sha256=${mac('{"n":1}')}` }),
      await send(path, '{"n":2}', { 'x-hub-signature-256': mac('{"n":2}') }),
      await send(path, '{"n":3}', { 'x-hub-signature-256': base64('{"n":3}') }),
    ];
    expect(sent.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect((await send(path, '{"n":4}', { 'x-hub-signature-256': mac('{"n":3}') })).status).toBe(401);
  });

  test('where the secret was not set', async () => {
    expect((await send(await pathOf('unset'), body, timed(body))).status).toBe(503);
  });
});

test('too many calls are told when to come again', async () => {
  const { parts } = server.workspace.triggers;
  const narrow = { ...parts, calls: createBuckets(parts.db, { name: 'narrow', capacity: 1, perSecond: 0.01 }) };
  const key = (await pathOf('plain')).split('/').at(-1) ?? '';
  const find = () => findHook(narrow, server.workspace.ctx(systemActor, 'test'), key, '127.0.0.1');
  expect(await find()).toHaveProperty('workflow.name', 'plain');
  await expect(find()).rejects.toMatchObject({
    code: 'KILN_TOO_MANY_REQUESTS',
    extra: { retryAfter: expect.closeTo(100, -2) },
  });
  const guess = async () => {
    while ((await parts.wrongKeys.take('127.0.0.1')) === 0);
    const { status, headers } = await send('/api/hooks/guess', '{}');
    return [status, headers.get('retry-after')];
  };
  await expect.poll(guess, { timeout: 20_000 }).toEqual([429, '2']);
});
