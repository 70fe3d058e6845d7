import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../../lib/json.ts';
import type { Address } from '../../../plugins/host/publicAddress.ts';
import { fetchAsAdmin } from '../../../testing/asAdmin.ts';
import { type CalledStep, callStep, outputOf } from '../../../testing/callStep.ts';
import { startTestServer, type TestServer } from '../../../testing/startTestServer.ts';
import type { StepResult, StepRunner } from '../../engine/StepRunner.ts';
import { createHttp } from './createHttp.ts';
import { createRedactor } from './createRedactor.ts';

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let server: TestServer;
let runner: StepRunner;
let inside: Server;
let port: number;
let asked: Asked[] = [];
let answer: (asked: Asked, res: ServerResponse) => void = (_asked, res) => void res.end();
const secret = 'sk-live/4f+9a"c=7é';
const local: Address = { address: '127.0.0.1', family: 4 };

beforeAll(async () => {
  inside = createServer(async (req, res) => {
    const { method = '', url = '', headers } = req;
    const one = { method, url, headers, body: await text(req) };
    asked.push(one);
    answer(one, res);
  });
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
  const bound = inside.address();
  port = bound && typeof bound === 'object' ? bound.port : 0;
  server = await startTestServer({
    pluginPrivateHosts: [`api.example.com:${port}`, `other.example.com:${port}`],
    resolve: async (host) => {
      if (host.endsWith('.example.com')) return [local];
      throw new Error('ENOTFOUND');
    },
  });
  const { db, vault, pluginCalls } = server.workspace;
  runner = createHttp({ db, vault, plugins: pluginCalls });
  const made = await fetchAsAdmin(`${server.url}/api/workflow-secrets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'apiKey', value: secret, hosts: [`api.example.com:${port}`] }),
  });
  expect(made.status).toBe(204);
}, 60_000);
afterAll(async () => {
  await server.close();
  inside.closeAllConnections();
  inside.close();
});
beforeEach(() => {
  asked = [];
});

const json = (res: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}) =>
  void res
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(body));

function ask(input: JsonObject, called: CalledStep = {}): Promise<StepResult> {
  return callStep(server, runner, { url: `http://api.example.com:${port}/`, ...input }, called);
}

test('method, parameters, headers and body as they were given, with the key of run and step', async () => {
  answer = (_asked, res) => json(res, { id: 7 }, 201, { 'x-rate': '5' });
  const run = '01890000-0000-7000-8000-000000000000';
  const result = await ask(
    {
      method: 'POST',
      url: `http://api.example.com:${port}/deals?a=1`,
      query: { tag: ['x', 'y z'], none: null, n: 5 },
      headers: { 'X-Trace': 'abc' },
      json: { name: '张伟', amount: 5 },
    },
    { run, key: 'call[3,0]' },
  );
  expect(result).toEqual({
    output: { status: 201, headers: expect.objectContaining({ 'x-rate': '5' }), body: { id: 7 } },
  });
  expect(asked).toEqual([
    {
      method: 'POST',
      url: '/deals?a=1&tag=x&tag=y+z&n=5',
      body: '{"name":"张伟","amount":5}',
      headers: expect.objectContaining({
        'x-trace': 'abc',
        'content-type': 'application/json',
        'idempotency-key': `${run}/call[3,0]`,
        'user-agent': 'Kiln',
        host: `api.example.com:${port}`,
      }),
    },
  ]);
});

test('forms, texts, and a login', async () => {
  answer = (_asked, res) =>
    void res.writeHead(200, { 'content-type': 'text/plain; charset=gbk' }).end(Buffer.from([0xc4, 0xe3]));
  expect(await ask({ method: 'PUT', form: { a: '1 & 2', b: 'ü' }, user: 'me', password: 'p:w' })).toMatchObject({
    output: { body: '你' },
  });
  expect(asked[0]).toMatchObject({
    body: 'a=1+%26+2&b=%C3%BC',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from('me:p:w').toString('base64')}`,
    },
  });
  await ask({
    method: 'POST',
    text: '<a/>',
    headers: { 'content-type': 'application/xml', 'Idempotency-Key': 'mine' },
  });
  expect(asked[1]?.headers).toMatchObject({ 'content-type': 'application/xml', 'idempotency-key': 'mine' });
});

test('a GET says no key; bytes that are no text come as base64; nothing is null', async () => {
  answer = ({ url }, res) =>
    void res.writeHead(200, { 'content-type': 'image/png' }).end(url === '/bytes' ? Buffer.from([0x89, 0xff]) : '');
  expect(await ask({ url: `http://api.example.com:${port}/bytes` })).toMatchObject({
    output: { body: { base64: 'if8=' } },
  });
  expect(await ask({})).toMatchObject({ output: { body: null } });
  expect(asked[0]?.headers['idempotency-key']).toBeUndefined();
});

/** Threat: what a server gives back of a secret is in an output for everybody who sees runs. */
test('a secret reaches its host, and nothing that is kept, however the server gives it back', async () => {
  answer = ({ headers, url, body }, res) => {
    const echo = [headers.authorization, url, body, secret, encodeURIComponent(secret)];
    const packed = [0, 1, 2].map((n) => Buffer.from(`${'x'.repeat(n)}${secret}yz`).toString('base64'));
    json(res, { echo, packed, [secret]: Buffer.from(secret).toString('hex') }, 200, {
      'x-echo': String(headers['x-key']),
    });
  };
  const input = {
    method: 'POST',
    headers: { Authorization: { $secret: 'apiKey', before: 'Bearer ' } },
    query: { key: { $secret: 'apiKey' } },
    json: { deep: [{ key: { $secret: 'apiKey' } }] },
  };
  // A header takes no character beyond Latin 1, which é is in.
  const done = await ask(input);
  expect(asked[0]?.headers.authorization).toBe(`Bearer ${Buffer.from(secret, 'latin1').toString('latin1')}`);
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ deep: [{ key: secret }] });
  expect(new URL(asked[0]?.url ?? '', 'http://x').searchParams.get('key')).toBe(secret);
  const kept = JSON.stringify(done);
  for (const form of [
    '4f+9a',
    '4f%2B9a',
    Buffer.from(secret).toString('hex'),
    Buffer.from(secret).toString('base64').slice(3, 15),
  ]) {
    expect(kept).not.toContain(form);
  }
  expect(outputOf(done)).toMatchObject({ status: 200 });
});

test('nor an error, nor what is shown instead of being sent', async () => {
  answer = (_asked, res) => json(res, { error: `the key ${secret} is no good` }, 401);
  const refused = await ask({ headers: { 'X-Key': { $secret: 'apiKey' } } });
  expect(refused).toEqual({
    failed: {
      code: 'KILN_HTTP_FAILED',
      message: `GET api.example.com:${port} answered 401 Unauthorized.`,
      data: { status: 401, body: { error: 'the key •••••• is no good' } },
    },
    retry: false,
  });
  const shown = await ask({ method: 'POST', headers: { 'X-Key': { $secret: 'apiKey' } } }, { effects: false });
  expect(shown).toMatchObject({ output: { simulated: { method: 'POST', headers: { 'X-Key': '{apiKey}' } } } });
  expect(asked).toHaveLength(1);
});

/** Threat: whoever writes workflows sends a secret to a server of their own, or a host that was allowed redirects there. */
test('a secret is sent to no host but its own, not even by a redirect', async () => {
  answer = (_asked, res) => void res.writeHead(307, { location: `http://other.example.com:${port}/steal` }).end();
  const away = { method: 'POST', json: { key: { $secret: 'apiKey' } } };
  const elsewhere = await ask({ ...away, url: `http://other.example.com:${port}/` });
  expect(elsewhere).toMatchObject({ failed: { code: 'KILN_FORBIDDEN' }, retry: false });
  expect(asked).toEqual([]);
  expect(await ask(away)).toMatchObject({ failed: { code: 'KILN_FORBIDDEN' }, retry: false });
  expect(asked.map(({ headers }) => headers.host)).toEqual([`api.example.com:${port}`]);
  expect(await ask({ json: { $secret: 'none' } })).toMatchObject({
    failed: { code: 'KILN_STEP_FAILED' },
    retry: false,
  });
});

/** Threat: the server's own network. */
test.each([
  'http://127.0.0.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://[::ffff:127.0.0.1]/',
  'http://2130706433/',
  'https://private.example.com/',
  'file:///etc/passwd',
  'http://user:pw@api.example.com/',
  'no address',
  'http://api.example.com:1/',
])('%s is not asked', async (url) => {
  const result = await ask({ url });
  expect(result).toMatchObject({
    failed: { code: expect.stringMatching(/^KILN_(FORBIDDEN|BAD_REQUEST)$/) },
    retry: false,
  });
});

test('a redirect into the private network is refused', async () => {
  answer = (_asked, res) => void res.writeHead(302, { location: 'http://127.0.0.1:22/' }).end();
  expect(await ask({})).toMatchObject({ failed: { code: 'KILN_FORBIDDEN' }, retry: false });
});

/** Threat: a value of a record ends the header that it stands in. */
test.each([{ 'X-Name': 'a\r\nX-Evil: 1' }, { 'X-Name': 'a\nb' }, { 'X-Bad\r\nName': 'x' }, { 'X-Name': '张伟' }])(
  'headers that are none are refused: %j',
  async (headers) => {
    expect(await ask({ headers })).toMatchObject({ failed: { code: 'KILN_BAD_REQUEST' }, retry: false });
    expect(asked).toEqual([]);
  },
);

test('headers of the connection are not the step’s to say', async () => {
  answer = (_asked, res) => json(res, 1);
  await ask({
    headers: { Host: 'evil.example.com', 'Content-Length': '5', 'Transfer-Encoding': 'chunked' },
    method: 'POST',
    text: 'abc',
  });
  expect(asked[0]).toMatchObject({ body: 'abc', headers: { host: `api.example.com:${port}`, 'content-length': '3' } });
});

test('which statuses are failures, and when it is worth another try', async () => {
  let status = 404;
  let headers: Record<string, string> = {};
  answer = (_asked, res) => json(res, { is: status }, status, headers);
  expect(await ask({})).toMatchObject({ failed: { code: 'KILN_HTTP_FAILED', data: { status: 404 } } });
  expect(await ask({})).not.toHaveProperty('retry');
  expect(await ask({ failOn: ['5xx'] })).toMatchObject({ output: { status: 404, body: { is: 404 } } });
  expect(await ask({ failOn: [404] })).toMatchObject({ failed: {} });
  expect(await ask({ failOn: [] })).toMatchObject({ output: { status: 404 } });
  [status, headers] = [429, { 'retry-after': '7' }];
  expect(await ask({})).toMatchObject({ failed: {}, retry: { afterMs: 7_000 } });
  [status, headers] = [503, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }];
  const later = await ask({});
  const afterMs = 'retry' in later && typeof later.retry === 'object' ? later.retry.afterMs : 0;
  expect(afterMs).toBeGreaterThan(50_000);
  expect(afterMs).toBeLessThanOrEqual(60_000);
  [status, headers] = [503, { 'retry-after': '999999999' }];
  expect(await ask({})).toMatchObject({ retry: { afterMs: 86_400_000 } });
  [status, headers] = [422, {}];
  expect(await ask({})).toMatchObject({ retry: false });
});

test('an answer is what its schema says, or it is none', async () => {
  let body: unknown = { id: 'x' };
  answer = (_asked, res) => json(res, body);
  const schema = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer' }, kind: { default: 'plain' } },
    examples: [{ id: 1 }],
  };
  expect(await ask({ schema })).toMatchObject({
    failed: { code: 'KILN_HTTP_FAILED', data: { status: 200, errors: [{ pointer: '/id' }], body: { id: 'x' } } },
  });
  body = { id: 5 };
  expect(await ask({ schema })).toMatchObject({ output: { body: { id: 5, kind: 'plain' } } });
  expect(await ask({ schema }, { effects: false })).toMatchObject({ output: { status: 200, body: { id: 1 } } });
  const endless = { $defs: { a: { $ref: '#/$defs/a' } }, $ref: '#/$defs/a' };
  expect(await ask({ schema: endless })).toMatchObject({
    failed: { code: expect.stringMatching(/^KILN_(HTTP|STEP)_FAILED$/) },
  });
  expect(await ask({ schema: { type: 'nonsense' } })).toMatchObject({ failed: { code: 'KILN_STEP_FAILED' } });
  answer = (_asked, res) => void res.writeHead(200, { 'content-type': 'application/json' }).end('{"id":');
  expect(await ask({ schema })).toMatchObject({ failed: { code: 'KILN_HTTP_FAILED' } });
});

/** Threat: answers that fill the memory, as they come or unpacked; ones that never end; ones that break off. */
test('10 MB, a bomb, a hang and a connection that breaks are failures that may be tried again', async () => {
  answer = (_asked, res) => {
    for (let n = 0; n < 10; n += 1) res.write(Buffer.alloc(1024 * 1024, 'x'));
    res.end();
  };
  expect(await ask({})).toMatchObject({
    failed: { code: 'KILN_HTTP_FAILED', message: expect.stringContaining('more than') },
  });
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024), { level: 1 });
  answer = (_asked, res) => void res.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
  expect(await ask({})).toMatchObject({
    failed: { code: 'KILN_HTTP_FAILED', message: expect.stringContaining('more than') },
  });
  answer = () => undefined;
  const hung = await ask({}, { signal: AbortSignal.timeout(100) });
  expect(hung).toMatchObject({ failed: { code: 'KILN_HTTP_FAILED', message: expect.stringContaining('in time') } });
  answer = (_asked, res) => void res.destroy();
  expect(await ask({})).toMatchObject({ failed: { code: 'KILN_HTTP_FAILED' } });
});

test('an endpoint that fails nine times gets the same key ten times', async () => {
  let failures = 9;
  answer = (_asked, res) => (failures-- > 0 ? json(res, {}, 500) : json(res, { done: true }));
  const called = { run: '01890000-0000-7000-8000-000000000001', key: 'pay' };
  let result: StepResult | undefined;
  let attempt = 0;
  do {
    attempt += 1;
    result = await ask({ method: 'POST', json: {} }, { ...called, attempt });
  } while ('failed' in result && attempt < 20);
  expect(result).toMatchObject({ output: { body: { done: true } } });
  expect(asked).toHaveLength(10);
  expect(new Set(asked.map(({ headers }) => headers['idempotency-key']))).toEqual(new Set([`${called.run}/pay`]));
});

test('secrets that are too short to be told apart leave texts as they are', () => {
  expect(createRedactor(['a'])('a banana')).toBe('a banana');
  expect(createRedactor([])({ a: 1 })).toEqual({ a: 1 });
  expect(createRedactor(['banana'])({ 'a banana': ['banana!'] })).toEqual({ 'a ••••••': ['••••••!'] });
});
