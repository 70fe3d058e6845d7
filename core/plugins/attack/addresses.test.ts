import { createServer, type Server } from 'node:http';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isObject, type Json } from '../../lib/json.ts';
import { fetchAsAdmin } from '../../testing/asAdmin.ts';
import { installPlugin } from '../../testing/installPlugin.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import type { Address } from '../host/publicAddress.ts';
import { isPublic } from '../host/publicAddress.ts';

let server: TestServer;
let inside: Server;
let port: number;
let reached: string[] = [];
/** What names lead to, one answer after the other; the last stays. */
const names = new Map<string, (readonly Address[])[]>();
let asked: string[] = [];

const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const zeros = Buffer.alloc(64 * 1024 * 1024);
const packs: Readonly<Record<string, { readonly encoding: string; readonly bytes: Buffer }>> = {
  gzip: { encoding: 'gzip', bytes: gzipSync('packed') },
  deflate: { encoding: 'deflate', bytes: deflateSync('packed') },
  br: { encoding: 'br', bytes: brotliCompressSync('packed') },
  unknown: { encoding: 'zstd, gzip', bytes: Buffer.from('as it came') },
  broken: { encoding: 'gzip', bytes: Buffer.from('this is not packed') },
  cut: { encoding: 'gzip', bytes: gzipSync('packed '.repeat(1_000)).subarray(0, 30) },
  gzipBomb: { encoding: 'gzip', bytes: gzipSync(zeros, { level: 1 }) },
  brBomb: { encoding: 'br', bytes: brotliCompressSync(zeros, quick) },
};

beforeAll(async () => {
  inside = createServer((req, res) => {
    reached.push(`${req.headers.host} ${req.url} ${req.headers.authorization ?? '-'} ${req.headers.cookie ?? '-'}`);
    const to = new URL(req.url ?? '/', 'http://x').searchParams.get('to');
    if (to) return res.writeHead(307, { location: to }).end();
    if (req.url === '/huge') {
      for (let n = 0; n < 10; n += 1) res.write(Buffer.alloc(1024 * 1024));
      return res.end();
    }
    if (req.url === '/slow') return undefined;
    const packed = packs[(req.url ?? '').slice('/packed/'.length)];
    if (packed) return res.writeHead(200, { 'content-encoding': packed.encoding }).end(packed.bytes);
    return res.end('inside');
  });
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
  const bound = inside.address();
  port = bound && typeof bound === 'object' ? bound.port : 0;
  const hosts = [
    'api.example.com',
    'api.example.com:80',
    'open.example.com',
    'open.example.com:80',
    '*.wild.example.com',
  ];
  server = await startTestServer({
    pluginPrivateHosts: [`open.example.com:${port}`, `wide.example.com:${port}`],
    resolve: async (host) => {
      asked.push(host);
      const answers = names.get(host) ?? [];
      const [next] = answers.length > 1 ? answers.splice(0, 1) : answers;
      if (!next) throw new Error('ENOTFOUND');
      return next;
    },
    entities: [{ $schema: 'kiln:entity', $id: 'thing', title: 'Thing', type: 'object', properties: {} }],
  });
  await installPlugin(server, {
    manifest: {
      capabilities: {
        hosts: [...hosts, `api.example.com:${port}`, `open.example.com:${port}`, `wide.example.com:${port}`],
      },
    },
    code: `
import { definePlugin } from 'kiln:sdk';
export default definePlugin({
  functions: {
    async get(ctx, { url, ...options }) {
      try {
        const response = await ctx.fetch(url, options);
        return { status: response.status, text: await response.text() };
      } catch (error) {
        return { code: error.code };
      }
    },
  },
});`,
  });
}, 60_000);
afterAll(async () => {
  await server.close();
  inside.closeAllConnections();
  inside.close();
});
beforeEach(() => {
  reached = [];
  asked = [];
});

async function get(url: string, options: object = {}): Promise<Json> {
  const response = await fetchAsAdmin(`${server.url}/api/plugins/test-plugin/functions/get`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url, ...options }),
  });
  const answer: Json = JSON.parse(await response.text());
  return isObject(answer) ? answer : {};
}

const local: Address = { address: '127.0.0.1', family: 4 };

/** Threat: addresses of the server's own network, in every way that they can be written. */
test.each([
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '192.0.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:0:7f00:1::',
  'fe80::1',
  'fc00::1',
  'fd12:3456::1',
  'ff02::1',
  '2001:db8::1',
  'fe80::1%eth0',
  'localhost',
  '',
])('%s is no address of the internet', (address) => {
  expect(isPublic(address)).toBe(false);
});

test.each(['93.184.216.34', '8.8.8.8', '2606:4700::1111'])('%s is one', (address) => {
  expect(isPublic(address)).toBe(true);
});

/** Threat: a granted name whose owner lets it lead into the private network. */
test('a granted name that leads inside is refused, even where only one of its addresses does', async () => {
  names.set('api.example.com', [[local]]);
  expect(await get(`http://api.example.com:${port}/`)).toEqual({ code: 'KILN_FORBIDDEN' });
  names.set('api.example.com', [[{ address: '8.8.8.8', family: 4 }, local]]);
  expect(await get(`http://api.example.com:${port}/`)).toEqual({ code: 'KILN_FORBIDDEN' });
  names.set('api.example.com', [[{ address: '::ffff:127.0.0.1', family: 6 }]]);
  expect(await get(`http://api.example.com:${port}/`)).toEqual({ code: 'KILN_FORBIDDEN' });
  expect(reached).toEqual([]);
});

/** Threat: the same written as a number, in octal, in hex, with a user, in another scheme. */
test.each([
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://0177.0.0.1/',
  'http://0x7f.1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://localhost/',
  'http://api.example.com@127.0.0.1/',
  'http://127.0.0.1#@api.example.com/',
  'http://127.0.0.1\\@api.example.com/',
  'file:///etc/passwd',
  'ftp://api.example.com/',
  'gopher://api.example.com/',
  'data:text/plain,x',
  'http://api.example.com.evil.com/',
  'http://wild.example.com/',
  'https://api.example.com:5432/',
  'http://user:pass@api.example.com/',
])('%s is refused', async (url) => {
  expect(await get(url)).toEqual({ code: expect.stringMatching(/^KILN_(FORBIDDEN|BAD_REQUEST)$/) });
  expect(asked).toEqual([]);
});

/** Threat: a name that leads elsewhere between the look and the connection (DNS rebinding). */
test('the address that was looked at is the one that is asked', async () => {
  names.set('open.example.com', [[local], [{ address: '192.0.2.1', family: 4 }]]);
  expect(await get(`http://open.example.com:${port}/`)).toEqual({ status: 200, text: 'inside' });
  expect(asked).toEqual(['open.example.com']);
  expect(reached).toEqual([`open.example.com:${port} / - -`]);
});

/** Threat: a granted host that redirects to what is not, or into the private network. */
test('each redirect is looked at like the first address', async () => {
  names.set('open.example.com', [[local]]);
  names.set('api.example.com', [[local]]);
  const to = (url: string) => `http://open.example.com:${port}/?to=${encodeURIComponent(url)}`;
  expect(await get(to('http://127.0.0.1/'))).toEqual({ code: 'KILN_FORBIDDEN' });
  expect(await get(to(`http://api.example.com:${port}/`))).toEqual({ code: 'KILN_FORBIDDEN' });
  expect(await get(to('file:///etc/passwd'))).toEqual({ code: 'KILN_BAD_REQUEST' });
  expect(await get(to('http://[::1]:1/'))).toEqual({ code: 'KILN_FORBIDDEN' });
  expect(reached.every((line) => line.startsWith('open.example.com'))).toBe(true);
});

/** Threat: a redirect that carries credentials to another host. */
test('credentials do not follow to another origin', async () => {
  names.set('open.example.com', [[local]]);
  names.set('wide.example.com', [[local]]);
  const url = `http://open.example.com:${port}/?to=${encodeURIComponent(`http://wide.example.com:${port}/`)}`;
  const headers = { authorization: 'Bearer secret', cookie: 'a=1' };
  expect(await get(url, { headers })).toEqual({ status: 200, text: 'inside' });
  expect(reached[0]).toContain('Bearer secret a=1');
  expect(reached[1]).toBe(`wide.example.com:${port} / - -`);
});

/** Threat: redirects without an end, answers without an end, hosts that never answer. */
test('redirects, sizes and times have limits', async () => {
  names.set('open.example.com', [[local]]);
  let url = `http://open.example.com:${port}/`;
  for (let n = 0; n < 8; n += 1) url = `http://open.example.com:${port}/?to=${encodeURIComponent(url)}`;
  expect(await get(url)).toEqual({ code: 'KILN_UNAVAILABLE' });
  expect(JSON.stringify(await get(`http://open.example.com:${port}/huge`))).toMatch(/KILN_(UNAVAILABLE|PLUGIN_LIMIT)/);
  expect(await get(`http://open.example.com:${port}/slow`, { timeoutMs: 300 })).toEqual({ code: 'KILN_UNAVAILABLE' });
});

test('packed answers are unpacked, and those that break off are no answers', async () => {
  names.set('open.example.com', [[local]]);
  const packed = (name: string, options = {}) => get(`http://open.example.com:${port}/packed/${name}`, options);
  for (const name of ['gzip', 'deflate', 'br']) expect(await packed(name)).toEqual({ status: 200, text: 'packed' });
  expect(await packed('gzip', { method: 'HEAD' })).toEqual({ status: 200, text: '' });
  expect(await packed('unknown')).toEqual({ status: 200, text: 'as it came' });
  for (const name of ['broken', 'cut']) expect(await packed(name)).toEqual({ code: 'KILN_UNAVAILABLE' });
});

/** Threat: a few bytes that become more than the server has memory for. */
test('what an answer is unpacked to has the limits of any answer', async () => {
  names.set('open.example.com', [[local]]);
  for (const name of ['gzipBomb', 'brBomb']) {
    const before = process.memoryUsage().arrayBuffers;
    const answer = await get(`http://open.example.com:${port}/packed/${name}`);
    expect(answer).toEqual({ code: 'KILN_UNAVAILABLE' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(zeros.length / 2);
  }
});
