import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asAdmin, fetchAsAdmin, rawAsAdmin } from '../testing/asAdmin.ts';
import type { Expected } from '../testing/Expected.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';
import type { Workspace } from '../workspace/types.ts';
import { createServer } from './createServer.ts';

let server: TestServer;
let studio: string;
const lines: string[] = [];

const contact = {
  $id: 'contact',
  title: 'Contact',
  required: ['name'],
  properties: { name: { type: 'string' }, photo: { 'x-type': 'image', 'x-maxBytes': 500 } },
  'x-display': 'name',
};

beforeAll(async () => {
  studio = await mkdtemp(join(tmpdir(), 'kiln-studio-'));
  await mkdir(join(studio, 'assets'));
  await writeFile(join(studio, 'index.html'), '<!doctype html><title>Kiln</title>');
  await writeFile(join(studio, 'assets', 'index-Ab3dEf9_.js'), `console.log(${JSON.stringify('x'.repeat(5000))});`);
  await writeFile(join(studio, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  server = await startTestServer({
    entities: [contact],
    studio,
    logLevel: 'debug',
    onLog: (line) => lines.push(line),
  });
});
afterAll(async () => {
  await server.close();
  await rm(studio, { recursive: true, force: true });
});

/** Sends bytes as they are and gives back all that comes until the server closes, or goes quiet. */
async function raw(text: string, url = server.url): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString();
  });
  socket.write(rawAsAdmin(text), 'latin1');
  await Promise.race([once(socket, 'close'), sleep(700)]);
  socket.destroy();
  return answer;
}

async function jsonOf(reply: Response): Promise<Expected> {
  return reply.json();
}

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetchAsAdmin(`${server.url}${path}`, { headers });
}

describe('requests', () => {
  test('carry an id into answer, problem and log', async () => {
    const given = await get('/api/records/nothing', { 'x-request-id': 'my-request.1' });
    expect(given.headers.get('x-request-id')).toBe('my-request.1');
    expect(await given.json()).toMatchObject({ requestId: 'my-request.1' });
    expect(lines.some((line) => line.includes('"requestId":"my-request.1"') && line.includes('"level":40'))).toBe(true);
    for (const bad of ['short', 'has blank in it', 'x'.repeat(100), '<script>alert</script>']) {
      const made = (await get('/healthz', { 'x-request-id': bad })).headers.get('x-request-id');
      expect(made).toMatch(/^[0-9a-f]{12}-[0-9a-z]+$/);
    }
  });

  test('are logged without their query', async () => {
    await get('/api/records/contact?search=very-private');
    expect(lines.some((line) => line.includes('"path":"/api/records/contact"'))).toBe(true);
    expect(lines.join('')).not.toContain('very-private');
  });

  test.each([
    '/api',
    '/api/',
    '/api/nothing',
    '/api/records',
    '/api/files',
    '/nothing',
    '/assets/none.js',
    '/api/model/x',
  ])('to %s, where nothing is, get a problem', async (path) => {
    const reply = await get(path);
    expect([404, 405]).toContain(reply.status);
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
  });

  test('of the API get headers that let nothing run', async () => {
    const { headers } = await get('/api/records/contact');
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none';sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('other sites', () => {
  const request = (host: string, extra = '', method = 'GET') =>
    `${method} /api/records/contact HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${extra}\r\n`;

  test.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:3000', '', '10.0.0.1'])(
    'a Host of %j is refused',
    async (host) => {
      expect(await raw(request(host))).toContain('403 Forbidden');
    },
  );

  test.each(['localhost', 'LOCALHOST:1', '127.0.0.1:3000', '[::1]:3000'])('a Host of %j is ours', async (host) => {
    expect(await raw(request(host))).toContain('200 OK');
  });

  test('a write with a foreign Origin is refused, with the own one taken', async () => {
    const write = (headers: Record<string, string>) =>
      fetchAsAdmin(`${server.url}/api/records/contact`, {
        method: 'POST',
        body: '{"name":"Origin"}',
        headers: { 'content-type': 'application/json', ...headers },
      });
    expect((await write({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await write({ origin: 'null' })).status).toBe(403);
    expect((await write({ origin: 'http://localhost:1' })).status).toBe(403);
    expect((await write({ origin: server.url })).status).toBe(201);
  });

  test('live connections from a foreign Origin are refused, too', async () => {
    const open = (origin: string) =>
      new Promise<string>((resolve) => {
        const client = io(server.url, {
          path: '/live',
          transports: ['websocket'],
          forceNew: true,
          extraHeaders: { ...asAdmin, origin },
        });
        const settle = (result: string) => {
          client.disconnect();
          resolve(result);
        };
        client.on('connect', () => settle('open'));
        client.on('connect_error', () => settle('refused'));
      });
    expect(await open('https://evil.example')).toBe('refused');
    expect(await open(server.url)).toBe('open');
  });
});

describe('what is hardly HTTP', () => {
  test.each([
    ['noise', '\x00\x01\x02\r\n\r\n', '400 Bad Request'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', '400 Bad Request'],
    ['a header without end', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, '431'],
    ['an address without end', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, '431'],
    [
      'two lengths',
      'POST /api/records/contact HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef',
      '400 Bad Request',
    ],
    [
      'a length and chunks',
      'POST /api/records/contact HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      '400 Bad Request',
    ],
    ['a NUL in a header', 'GET / HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n', '400 Bad Request'],
    ['invalid UTF-8 in a body', jsonRequest('{"name":"\xff"}'), 'KILN_BAD_JSON'],
    ['a length that is a lie', jsonRequest('{"name":"x"}', 5), '400 Bad Request'],
    [
      'an encoded body',
      'POST /api/records/contact HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}',
      'KILN_UNSUPPORTED_MEDIA',
    ],
    [
      'a huge length',
      'POST /api/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 999999999999\r\n\r\n{',
      'KILN_TOO_LARGE',
    ],
    ['a CONNECT', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n', ''],
    [
      'an upgrade to nothing',
      'GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      '',
    ],
    [
      'an absolute address',
      'GET http://evil.example/api/model HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
      '400',
    ],
    ['dots', 'GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', '404'],
    [
      'encoded dots',
      'GET /assets/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
      '404',
    ],
    [
      'a broken address',
      'GET /api/model/validators/%zz.js HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
      '400',
    ],
  ])('%s', async (_name, text, answer) => {
    expect(await raw(text)).toContain(answer);
    expect((await get('/healthz')).status).toBe(200);
  });

  function jsonRequest(body: string, length = Buffer.byteLength(body, 'latin1')): string {
    const head = `POST /api/records/contact HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json`;
    return `${head}\r\nContent-Length: ${length}\r\n\r\n${body}`;
  }

  test('a client that goes away in mid-body leaves nothing behind', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      rawAsAdmin(
        'POST /api/records/contact HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"na',
      ),
    );
    await sleep(50);
    socket.destroy();
    await sleep(50);
    expect((await get('/readyz')).status).toBe(200);
  });
});

describe('model and definitions', () => {
  test('the model has a tag that names its version, and is compressed', async () => {
    const first = await get('/api/model?locale=en', { 'accept-encoding': 'br' });
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toContain(server.workspace.model().version);
    expect(first.headers.get('content-encoding')).toBe('br');
    expect(await first.json()).toMatchObject({ version: server.workspace.model().version, locale: 'en' });
    const again = await get('/api/model?locale=en', { 'accept-encoding': 'br', 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const plain = await get('/api/model?locale=en', { 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.headers.get('etag')).not.toBe(etag);
  });

  test('validators come as a module', async () => {
    const reply = await get('/api/model/validators/contact.js');
    expect(reply.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const { create } = await import(`data:text/javascript,${encodeURIComponent(await reply.text())}`);
    expect(create({ name: 'Ann' })).toBeTruthy();
    expect((await get('/api/model/validators/nothing.js')).status).toBe(404);
    expect((await get('/api/model/validators/__proto__.js')).status).toBe(404);
  });

  test('definitions can be read, changed and dry-run', async () => {
    expect(await jsonOf(await get('/api/definitions'))).toEqual({
      data: expect.arrayContaining([{ kind: 'entity', name: 'contact', package: 'test' }]),
    });
    expect(await jsonOf(await get('/api/definitions/entity'))).toMatchObject({
      data: expect.arrayContaining([expect.objectContaining({ name: 'contact' })]),
    });
    expect((await get('/api/definitions/nothing')).status).toBe(404);
    const one = await jsonOf(await get('/api/definitions/entity/contact'));
    expect(one).toMatchObject({ kind: 'entity', name: 'contact', package: 'test', document: { title: 'Contact' } });

    const note = {
      $schema: 'kiln:entity',
      $id: 'memo',
      title: 'Memo',
      type: 'object',
      properties: { text: { type: 'string' } },
      'x-display': 'text',
    };
    const post = (body: unknown) =>
      fetchAsAdmin(`${server.url}/api/changesets`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
    const changes = [{ kind: 'entity', name: 'memo', document: note }];
    const dry = await post({ changes, message: 'try', dryRun: true });
    expect([dry.status, (await jsonOf(dry)).plan.operations.length > 0]).toEqual([200, true]);
    expect((await get('/api/records/memo')).status).toBe(404);
    const applied = await post({ changes, message: 'add memos' });
    expect(applied.status).toBe(201);
    expect((await get('/api/records/memo')).status).toBe(200);
    const history = await jsonOf(await get('/api/changesets?limit=1'));
    expect(history.data[0]).toMatchObject({ message: 'add memos', version: server.workspace.model().version });
    expect(history.next).toEqual(expect.any(String));
    expect((await get(`/api/changesets?after=${history.next}`)).status).toBe(200);
    expect((await get('/api/changesets?after=x')).status).toBe(400);
    expect((await get('/api/changesets?limit=0')).status).toBe(400);
    expect((await post({ changes: [] })).status).toBe(422);
    expect((await post([])).status).toBe(422);
  });

  test('OpenAPI is of the live model', async () => {
    const document = await jsonOf(await get('/api/openapi.json'));
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/api/records/contact/{id}');
  });
});

test('metrics count requests by route', async () => {
  await get('/api/records/contact/01900000-0000-7000-8000-000000000000');
  const text = await (await get('/metrics')).text();
  expect(text).toContain('# TYPE kiln_http_request_duration_seconds histogram');
  expect(text).toMatch(/_count\{method="GET",route="\/api\/records\/:entity\/:id",status="404"\} [1-9]/);
  expect(text).toMatch(/process_resident_memory_bytes [1-9]\d{6,}/);
  expect(text).toMatch(/# TYPE kiln_db_connections gauge\nkiln_db_connections \d+\n/);
  expect((await get('/readyz')).status).toBe(200);
});

describe('files', () => {
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const upload = (content: Buffer, type: string, name: string, query = '') => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(content)], { type }), name);
    return fetchAsAdmin(`${server.url}/api/files${query}`, { method: 'POST', body: form });
  };

  test('are stored and given back with headers that make them harmless', async () => {
    const stored = await upload(PNG, 'image/png', '../../照片.png');
    expect(stored.status).toBe(201);
    const file = await jsonOf(stored);
    expect(file).toEqual({ id: expect.any(String), name: '照片.png', size: PNG.length, type: 'image/png' });
    const image = await get(stored.headers.get('location') ?? '');
    expect(Buffer.from(await image.arrayBuffer())).toEqual(PNG);
    expect(Object.fromEntries(image.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `inline; filename="__.png"; filename*=UTF-8''%E7%85%A7%E7%89%87.png`,
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-length': String(PNG.length),
    });
    const part = await get(`/api/files/${file.id}`, { range: 'bytes=1-3' });
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
      206,
      'PNG',
      `bytes 1-3/${PNG.length}`,
    ]);
    expect((await get(`/api/files/${file.id}`, { range: 'bytes=999-' })).status).toBe(416);
    expect((await get(`/api/files/${file.id}`, { 'if-none-match': `"${file.id}"` })).status).toBe(304);

    const page = await jsonOf(await upload(Buffer.from('<script>alert(1)</script>'), 'text/html', 'a.html'));
    const served = await get(`/api/files/${page.id}`);
    expect(served.headers.get('content-type')).toBe('application/octet-stream');
    expect(served.headers.get('content-disposition')).toMatch(/^attachment/);
  });

  test('that are too large, of a lying type or not for the field are refused', async () => {
    expect((await upload(Buffer.alloc(1024 * 1024 + 1, 'a'), 'text/plain', 'big.txt')).status).toBe(413);
    expect((await upload(Buffer.alloc(4 * 1024 * 1024, 'a'), 'text/plain', 'big.txt')).status).toBe(413);
    expect((await upload(Buffer.from('MZ not a picture'), 'image/png', 'a.png')).status).toBe(415);
    const target = '?entity=contact&field=photo';
    expect((await upload(PNG, 'image/png', 'a.png', target)).status).toBe(201);
    expect((await upload(Buffer.concat([PNG, Buffer.alloc(500)]), 'image/png', 'a.png', target)).status).toBe(413);
    expect((await upload(PNG, 'image/png', 'a.png', '?entity=contact&field=nothing')).status).toBe(400);
  });

  test('in forms that are not right are refused', async () => {
    const send = (body: string, type: string) =>
      fetchAsAdmin(`${server.url}/api/files`, { method: 'POST', body, headers: { 'content-type': type } });
    const part = (name: string) => `--b\r\nContent-Disposition: form-data; name="${name}"; filename="a"\r\n\r\nx\r\n`;
    expect((await send('{}', 'application/json')).status).toBe(415);
    expect((await send('x', 'multipart/form-data')).status).toBe(415);
    expect((await send('x', 'multipart/form-data; x=y')).status).toBe(400);
    expect((await send('', 'multipart/form-data; boundary=b')).status).toBe(400);
    expect((await send('--b--\r\n', 'multipart/form-data; boundary=b')).status).toBe(400);
    expect((await send(part('file'), 'multipart/form-data; boundary=b')).status).toBe(400);
    expect((await send(`${part('other')}--b--\r\n`, 'multipart/form-data; boundary=b')).status).toBe(400);
    expect((await send(`${part('file')}${part('file')}--b--\r\n`, 'multipart/form-data; boundary=b')).status).toBe(400);
    expect((await send(`${part('file')}--b--\r\n`, 'multipart/form-data; boundary=b')).status).toBe(201);
  });

  test.each(['no-uuid', '01900000-0000-7000-8000-000000000000', '..%2f..%2fetc%2fpasswd'])(
    '%s is no file',
    async (id) => {
      expect((await get(`/api/files/${id}`)).status).toBe(404);
    },
  );
});

describe('the browser application', () => {
  test('is given for every page that a person opens', async () => {
    for (const path of ['/', '/contact/list', '/contact/123']) {
      const page = await get(path, { accept: 'text/html,*/*' });
      expect(await page.text()).toContain('<title>Kiln</title>');
      expect(page.headers.get('cache-control')).toBe('no-cache');
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain('unsafe-eval');
    }
    expect((await get('/api/nothing', { accept: 'text/html' })).headers.get('content-type')).toBe(
      'application/problem+json',
    );
  });

  test('has assets that browsers keep', async () => {
    const asset = await get('/assets/index-Ab3dEf9_.js', { 'accept-encoding': 'gzip' });
    expect(Object.fromEntries(asset.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'gzip',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
    });
    expect(await asset.text()).toContain('xxx');
    expect((await get('/favicon.svg')).headers.get('cache-control')).toBe('no-cache');
    expect(
      (await get('/favicon.svg', { 'if-none-match': (await get('/favicon.svg')).headers.get('etag') ?? '' })).status,
    ).toBe(304);
  });

  test('a new build is noticed', async () => {
    await sleep(20);
    await writeFile(join(studio, 'index.html'), '<!doctype html><title>Kiln, the next</title>');
    expect(await (await get('/', { accept: 'text/html' })).text()).toContain('the next');
  });
});

describe('starting and stopping', () => {
  const options = { log: pino({ level: 'silent' }), limits: { jsonBytes: 1000, fileBytes: 1000 }, studio: '/nowhere' };

  test('503 until the workspace is there', async () => {
    let provide: (workspace: Workspace) => void = () => undefined;
    const starting = createServer(
      new Promise<Workspace>((resolve) => {
        provide = resolve;
      }),
      options,
    );
    const url = await starting.listen({ host: '127.0.0.1', port: 0 });
    const refused = await fetchAsAdmin(`${url}/api/records/contact`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.json()).toMatchObject({ code: 'KILN_UNAVAILABLE' });
    expect((await fetchAsAdmin(`${url}/readyz`)).status).toBe(503);
    expect((await fetchAsAdmin(`${url}/healthz`)).status).toBe(200);
    provide(server.workspace);
    await starting.ready;
    expect((await fetchAsAdmin(`${url}/readyz`)).status).toBe(200);
    await Promise.all([starting.close(), starting.close()]);
    await expect(fetchAsAdmin(`${url}/healthz`)).rejects.toThrow();
  });

  test('requests that run are finished, new ones refused', async () => {
    const stopping = createServer(server.workspace, options);
    const url = await stopping.listen({ host: '127.0.0.1', port: 0 });
    await stopping.ready;
    const { hostname, port } = new URL(url);
    const [slow, idle] = [connect(Number(port), hostname), connect(Number(port), hostname)];
    const body = '{"name":"In flight"}';
    slow.write(
      `POST /api/records/contact HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${asAdmin.authorization}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    await sleep(50);
    const closed = stopping.close();
    await sleep(50);
    let answer = '';
    slow.on('data', (chunk) => {
      answer += chunk.toString();
    });
    slow.write(body);
    await closed;
    await sleep(20);
    expect(answer).toContain('201 Created');
    idle.destroy();
  });

  test('a port that is taken is explained', async () => {
    const other = createServer(server.workspace, options);
    const port = Number(new URL(server.url).port);
    await expect(other.listen({ host: '127.0.0.1', port })).rejects.toThrow(`Port ${port} is in use`);
    await other.ready;
    await other.close();
  });
});
