/**
 * Threat: clients that speak HTTP badly on purpose. Wrong methods and types, doubled headers and parameters, requests
 * smuggled behind others, bodies that never end, headers in floods, garbage on a connection that was fine. Each gets an
 * answer or a closed connection, never another client's answer, and the server goes on.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawAsAdmin } from '../../testing/asAdmin.ts';
import { expectAnswered, expectRefused, startTarget, type Target } from '../../testing/attack.ts';

let target: Target;

beforeAll(async () => {
  target = await startTarget();
});
afterAll(async () => {
  await target.expectAlive();
  await target.close();
});

const paths = [
  '/api/records/plain',
  '/api/records/plain/x',
  '/api/records/plain/aggregate',
  '/api/records/plain/x/restore',
  '/api/records/plain/x/reveal',
  '/api/batch',
  '/api/files',
  '/api/files/x',
  '/api/model',
  '/api/openapi.json',
  '/api/definitions',
  '/api/definitions/entity',
  '/api/definitions/entity/plain',
  '/api/changesets',
  '/api/model/validators/plain.js',
  '/healthz',
  '/readyz',
  '/metrics',
  '/',
  '/api',
  '/api/nothing',
];

describe('methods', () => {
  test.each([
    'PUT',
    'PATCH',
    'DELETE',
    'POST',
    'OPTIONS',
    'PROPFIND',
    'TRACE',
    'QUERY',
    'get',
    'LINK',
    'PURGE',
    'M-SEARCH',
  ])('%s everywhere is served, refused, or not there', async (method) => {
    for (const path of paths) {
      const answer = await target.raw(
        `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      );
      expect(answer, `${method} ${path}`).toMatch(/^HTTP\/1\.1 [234]\d\d /);
      if (answer.startsWith('HTTP/1.1 405')) expect(answer).toMatch(/\r\nAllow: [A-Z, ]+\r\n/);
      if (/^HTTP\/1\.1 4/.test(answer)) expect(answer).toContain('application/problem+json');
    }
  });

  test('HEAD is GET without a body', async () => {
    for (const path of paths.filter((each) => each !== '/')) {
      const [get, head] = [
        await target.call('GET', path),
        await target.call('HEAD', path).catch((error: unknown) => error),
      ];
      if (head instanceof Error) throw head;
      expect(head).toMatchObject({ status: get.status, text: '' });
    }
  });

  test('a method in another header changes nothing', async () => {
    const { id } = await target.create('plain', { name: 'kept' });
    for (const name of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
      const reply = await target.call('POST', `/api/records/plain/${id}?_method=DELETE`, {}, { [name]: 'DELETE' });
      expectRefused(reply, 404, 405, 400);
    }
    expect((await target.call('GET', `/api/records/plain/${id}`)).status).toBe(200);
  });
});

describe('types of a body', () => {
  test.each([
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    'application/json5',
    'text/json',
    'application/ld+json',
    'application/json, text/plain',
    'application/json; charset=utf-16',
    'application/json; charset=latin1',
    'application/json;boundary=x',
    'application/json; charset=utf-8; charset=utf-16',
    '*/*',
    'application/*',
    'APPLICATION/XML',
  ])('%s is refused', async (type) => {
    for (const path of ['/api/records/plain', '/api/batch', '/api/changesets']) {
      expectRefused(await target.call('POST', path, '{"name":"typed"}', { 'content-type': type }), 415);
    }
    expect(await target.count('plain', "name == 'typed'")).toBe(0);
  });

  test.each(['gzip', 'br', 'deflate', 'identity, gzip', 'x'])('Content-Encoding %s is refused', async (encoding) => {
    expectRefused(
      await target.call('POST', '/api/records/plain', '{"name":"x"}', { 'content-encoding': encoding }),
      415,
    );
  });

  test('none at all', async () => {
    const answer = await target.raw(
      'POST /api/records/plain HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 12\r\n\r\n{"name":"x"}',
    );
    expect(answer).toContain('415');
  });
});

describe('parameters given twice', () => {
  test.each([
    'limit=1&limit=1',
    'where=true&where=false',
    'select=id&%73elect=name',
    'a=1&a=2',
    '__proto__=1&__proto__=2',
    'limit=1&limit=',
    'limit&limit',
  ])('%s', async (parameters) => {
    expectRefused(await target.call('GET', `/api/records/plain?${parameters}`), 400);
    expectRefused(await target.call('GET', `/api/records/plain/aggregate?${parameters}`), 400);
  });
});

describe('addresses', () => {
  test.each([
    '/api/records',
    '/api/records/',
    '/api/records//',
    '/api/records//x',
    '/api/records/plain/',
    '/api/records/plain//',
    '/api/records/plain/x/',
    '/api/records/plain/x/y',
    '/api/records/plain/x/restore/',
    '/api/records/plain/x/restore/y',
    '/api//records/plain',
    '//api/records/plain',
    '/API/records/plain',
    '/api/Records/plain',
    '/api/records/PLAIN',
    '/api/records/plain%2fx',
    '/api/records/plain%2F',
    '/api/records/..%2fplain',
    '/api/records/plain;x=1',
    '/api/records/plain.json',
    '/api/batch/',
    '/api/batch/x',
    '/api/./records/plain',
    '/api/records/%70lain%00',
    '/api/records/pla%0ain',
    '/api/records/data.plain',
    '/api/records/kiln.definition',
    '/api/records/pg_class',
    `/api/records/${'x'.repeat(5_000)}`,
    `/api/records/plain/${'x/'.repeat(2_000)}`,
    `/${'../'.repeat(200)}etc/passwd`,
    '/%2e%2e/%2e%2e/etc/passwd',
    '/api/records/\\..\\..',
  ])('%s', async (path) => {
    const answer = await target.raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect(answer.slice(0, 300)).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(answer).toContain('application/problem+json');
  });
});

describe('raw connections', () => {
  const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
  const post = (body: string, headers = '') =>
    `POST /api/records/plain HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${headers}\r\n${body}`;

  test('pipelined requests are answered in order, garbage after them ends the connection', async () => {
    const answer = await target.raw(
      `${get('/healthz')}${get('/api/records/nothing')}${get('/healthz')}\x00\xff garbage\r\n\r\n`,
    );
    const expected = ['200', '404', '200', '400'];
    expect(statuses(answer)).toEqual(expected.slice(0, statuses(answer).length));
    expect(statuses(await target.raw(`${get('/healthz')}${get('/api/records/nothing')}${get('/healthz')}`))).toEqual(
      expected.slice(0, 3),
    );
  });

  test('garbage behind a request that is not answered yet is never its answer', async () => {
    const slow = get('/api/records/plain?limit=1000&count=true&sort=name');
    for (let round = 0; round < 10; round += 1) {
      const answer = await target.raw(`${slow}\x00\xff garbage\r\n\r\n`, 300);
      if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    }
  });

  test('pipelined writes keep their order', async () => {
    const bodies = Array.from({ length: 20 }, (_, index) =>
      JSON.stringify({ name: `pipelined ${String(index).padStart(2, '0')}` }),
    );
    const text = bodies
      .map((body, index) =>
        post(body, `Content-Length: ${body.length}\r\nConnection: ${index === 19 ? 'close' : 'keep-alive'}\r\n`),
      )
      .join('');
    const answer = await target.raw(text, 1_500);
    expect(statuses(answer)).toEqual(bodies.map(() => '201'));
    const names = [...answer.matchAll(/"name":"(pipelined \d\d)"/g)].map((match) => match[1]);
    expect(names).toEqual([...names].sort());
  });

  test.each([
    [
      'a length and chunks',
      'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n',
      '0\r\n\r\nGET /api/records/account HTTP/1.1\r\nHost: localhost\r\n\r\n',
    ],
    ['chunks in disguise', 'Transfer-Encoding: xchunked\r\n', '5\r\nhello\r\n0\r\n\r\n'],
    ['chunks twice', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', '5\r\nhello\r\n0\r\n\r\n'],
    ['a blank before the colon', 'Content-Length : 5\r\n', 'hello'],
    ['a length in hex', 'Content-Length: 0x5\r\n', 'hello'],
    ['a length with a sign', 'Content-Length: +5\r\n', 'hello'],
    ['a negative length', 'Content-Length: -5\r\n', 'hello'],
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 50\r\n', 'hello'],
    ['two lengths in one', 'Content-Length: 5, 50\r\n', 'hello'],
    ['a folded header', 'X-A: b\r\n c\r\nContent-Length: 5\r\n', 'hello'],
    ['a bare line feed', 'X-A: b\nContent-Length: 5\r\n', 'hello'],
    ['a chunk of a wrong size', 'Transfer-Encoding: chunked\r\n', '3\r\nhello\r\n0\r\n\r\n'],
    ['a chunk of a negative size', 'Transfer-Encoding: chunked\r\n', '-1\r\nhello\r\n0\r\n\r\n'],
    ['a chunk without end', 'Transfer-Encoding: chunked\r\n', 'ffffffffffffffff\r\nhello'],
    [
      'an extension of a chunk without end',
      'Transfer-Encoding: chunked\r\n',
      `5;${'x'.repeat(20_000)}\r\nhello\r\n0\r\n\r\n`,
    ],
    ['trailers without end', 'Transfer-Encoding: chunked\r\n', `0\r\n${'X: y\r\n'.repeat(5_000)}\r\n`],
  ])('smuggling by %s', async (_name, headers, body) => {
    const before = await target.count('plain');
    const answer = await target.raw(post(body, headers), 400);
    // At most one answer, and never a success.
    expect(statuses(answer).length).toBeLessThanOrEqual(1);
    if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await target.count('plain')).toBe(before);
  });

  test('chunks that never end are cut at the limit', async () => {
    const socket = open(post('', 'Transfer-Encoding: chunked\r\n'));
    const answer = collect(socket);
    for (let index = 0; index < 200 && !socket.destroyed; index += 1) {
      socket.write(`2800\r\n${' '.repeat(0x2800)}\r\n`);
      if (index % 20 === 0) await sleep(5);
    }
    await Promise.race([once(socket, 'close'), sleep(3_000)]);
    socket.destroy();
    expect(await answer()).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('bodies that never come keep nobody else waiting', async () => {
    const sockets = Array.from({ length: 100 }, (_, index) =>
      open(post('{"na', index % 2 ? 'Content-Length: 1000\r\n' : 'Transfer-Encoding: chunked\r\n')),
    );
    const begun = performance.now();
    for (let index = 0; index < 10; index += 1) await target.create('plain', { name: 'meanwhile' });
    expect(performance.now() - begun).toBeLessThan(3_000);
    for (const socket of sockets) socket.destroy();
  });

  test('headers in floods', async () => {
    for (const [headers, status] of [
      [Array.from({ length: 500 }, (_, index) => `X-${index}: y\r\n`).join(''), /^HTTP\/1\.1 (200|4\d\d) /],
      [Array.from({ length: 5_000 }, (_, index) => `X-${index}: y\r\n`).join(''), /^HTTP\/1\.1 431 /],
      [`Cookie: ${'a=b; '.repeat(10_000)}\r\n`, /^HTTP\/1\.1 431 /],
      [`${'X: y\r\n'.repeat(3_000)}`, /^HTTP\/1\.1 431 /],
      [`${'x'.repeat(20_000)}: y\r\n`, /^HTTP\/1\.1 431 /],
      [`If-Match: "1"\r\n`.repeat(100), /^HTTP\/1\.1 200 /],
      [`X-Request-Id: ${'x'.repeat(10_000)}\r\n`, /^HTTP\/1\.1 200 /],
      [`__proto__: y\r\nconstructor: z\r\n`, /^HTTP\/1\.1 200 /],
      [`Expect: 100-continue\r\n`, /^HTTP\/1\.1 (100|200) /],
      [`Expect: tea\r\n`, /^HTTP\/1\.1 (417|200) /],
      [
        `Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n`,
        /^(HTTP\/1\.1 (200|400|426) )?/,
      ],
      [`Range: bytes=0-0\r\n`, /^HTTP\/1\.1 20[06] /],
    ] as const) {
      const answer = await target.raw(
        get('/api/records/plain?limit=1', `${headers.includes('Connection') ? '' : 'Connection: close\r\n'}${headers}`),
        500,
      );
      expect(answer.slice(0, 200)).toMatch(status);
    }
  });

  test('slow headers, nothing at all, and a thousand connections', async () => {
    const sockets = Array.from({ length: 300 }, (_, index) => open(index % 2 ? 'GET / HT' : ''));
    await sleep(100);
    expect((await target.call('GET', '/readyz')).status).toBe(200);
    for (const socket of sockets) socket.resetAndDestroy();
  });

  test('other protocols', async () => {
    for (const text of [
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      'SSH-2.0-OpenSSH_9.0\r\n',
      'EHLO evil.example\r\n',
      '*1\r\n$4\r\nINFO\r\n',
      '\x00\x00\x00\x08\x04\xd2\x16\x2f',
      'GET / HTTP/0.9\r\n\r\n',
      'GET / HTTP/9.9\r\nHost: localhost\r\n\r\n',
      'GET /\r\n',
      '\r\n\r\n\r\n\r\n',
      `${'A'.repeat(100_000)}`,
    ]) {
      const answer = await target.raw(text, 200);
      if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    }
  });

  test('an answer that nobody reads stops nothing', async () => {
    await target.call(
      'POST',
      '/api/records/plain',
      Array.from({ length: 1_000 }, (_, index) => ({ name: `unread ${index}`.padEnd(400, 'x') })),
    );
    const sockets = Array.from({ length: 20 }, () => {
      const socket = open(get('/api/records/plain?limit=1000').repeat(5));
      socket.pause();
      return socket;
    });
    await sleep(300);
    expect((await target.call('GET', '/api/records/plain?limit=1000')).body.data.length).toBe(1_000);
    for (const socket of sockets) socket.resetAndDestroy();
  });

  function open(text: string): Socket {
    const { hostname, port } = new URL(target.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    if (text !== '') socket.write(rawAsAdmin(text), 'latin1');
    return socket;
  }

  function collect(socket: Socket): () => Promise<string> {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    return async () => text;
  }

  function statuses(answer: string): (string | undefined)[] {
    return [...answer.matchAll(/HTTP\/1\.1 (\d\d\d) /g)].map((match) => match[1]);
  }
});

describe('change-sets and model', () => {
  test.each([
    {},
    { changes: 'x' },
    { changes: [] },
    { changes: [null] },
    { changes: [{}] },
    { changes: [{ kind: 'entity', name: 'x', document: 'x' }], message: 'x' },
    { changes: [{ kind: '__x__', name: 'x', document: {} }], message: 'x' },
    { changes: [{ kind: 'entity', name: "x'; drop table", document: {} }], message: 'x' },
    { changes: [{ kind: 'entity', name: 'plain', document: null }], message: 5 },
    { changes: [{ kind: 'entity', name: 'toString', document: {} }], message: 'x' },
    { changes: [{ kind: 'entity', name: 'x', document: { $id: 'y' } }], message: 'x' },
    { changes: [], message: 'x'.repeat(100_000), dryRun: 'yes' },
    { changes: Array(5_000).fill({ kind: 'entity', name: 'x', document: {} }), message: 'x' },
    {
      changes: [
        {
          kind: 'entity',
          name: 'evil',
          document: {
            $schema: 'kiln:entity',
            $id: 'evil',
            title: 'E',
            type: 'object',
            properties: { id: { type: 'string' } },
          },
        },
      ],
      message: 'x',
    },
    {
      changes: [
        {
          kind: 'entity',
          name: 'evil',
          document: {
            $schema: 'kiln:entity',
            $id: 'evil',
            title: 'E',
            type: 'object',
            properties: { a: { type: 'string', pattern: '(((' } },
          },
        },
      ],
      message: 'x',
    },
    {
      changes: [
        {
          kind: 'entity',
          name: 'evil',
          document: {
            $schema: 'kiln:entity',
            $id: 'evil',
            title: 'E',
            type: 'object',
            properties: { a: { 'x-formula': 'a + b' }, b: { 'x-formula': 'a' } },
          },
        },
      ],
      message: 'x',
    },
    {
      changes: [
        {
          kind: 'entity',
          name: 'evil',
          document: {
            $schema: 'kiln:entity',
            $id: 'evil',
            title: 'E',
            type: 'object',
            properties: { a: { type: 'string', default: 5 } },
          },
        },
      ],
      message: 'x',
    },
  ])('%j', async (body) => {
    const version = target.server.workspace.model().version;
    const reply = await target.call('POST', '/api/changesets', body);
    expectAnswered(reply, 200);
    expect(reply.status).not.toBe(201);
    expect(target.server.workspace.model().version).toBe(version);
  });

  test.each([
    'locale=x',
    'locale=../../etc/passwd',
    'locale=__proto__',
    `locale=${'x'.repeat(5_000)}`,
    'locale=',
    'locale=%E4%B8%AD',
  ])('%s', async (parameters) => {
    expectAnswered(await target.call('GET', `/api/model?${parameters}`), 200);
  });

  test.each(['limit=0', 'limit=x', 'after=x', 'after=%27', 'x=1', 'limit=1&limit=2'])(
    'change-sets with %s',
    async (parameters) => {
      expectRefused(await target.call('GET', `/api/changesets?${parameters}`), 400);
    },
  );
});
