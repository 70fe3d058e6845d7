import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { fetchAsAdmin, rawAsAdmin } from './asAdmin.ts';
import type { Expected } from './Expected.ts';
import { startTestServer, type TestServer } from './startTestServer.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Expected;
}

export interface Target {
  readonly url: string;
  readonly server: TestServer;
  /**
   * `body`: text and bytes are sent as they are, everything else as JSON. Fails the test on any answer of 500 and
   * above.
   */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** 201, or the test fails. Returns the record. */
  create(entity: string, values: Record<string, unknown>): Promise<Expected>;
  count(entity: string, where?: string): Promise<number>;
  /** Sends bytes as they are (latin1) and gives back all that comes until the server closes or `ms` have passed. */
  raw(text: string, ms?: number): Promise<string>;
  /**
   * The server still serves and its database still answers; nothing of what happened was logged as the server's
   * mistake.
   */
  expectAlive(): Promise<void>;
  close(): Promise<void>;
}

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * A server with `everything`, an entity that has a field of every type, and with the base CRM unless `crm` is false.
 */
export async function startTarget({ crm = true } = {}): Promise<Target> {
  const failures: string[] = [];
  const server = await startTestServer({
    definitions: [...(crm ? [folder('../../schemas/crm')] : []), folder('definitions/everything')],
    logLevel: 'error',
    onLog: (line) => failures.push(line),
  });
  const { url } = server;

  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const isRaw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetchAsAdmin(`${url}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: isRaw ? Uint8Array.from(Buffer.from(body)) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const reply = {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    };
    if (reply.status >= 500) {
      // The answer is out before the line in the log is.
      await sleep(20);
      expect.fail(`${method} ${path.slice(0, 500)} ${shown(body)} → ${text}\n${failures.splice(0).join('\n')}`);
    }
    return reply;
  }

  return {
    url,
    server,
    call,
    async create(entity, values) {
      const reply = await call('POST', `/api/records/${entity}`, values);
      expect(reply.status, `${shown(values)} → ${reply.text}`).toBe(201);
      return reply.body;
    },
    async count(entity, where) {
      const condition = where === undefined ? '' : `&where=${encodeURIComponent(where)}`;
      const reply = await call('GET', `/api/records/${entity}?limit=1&count=true&select=id${condition}`);
      expect(reply.status, reply.text).toBe(200);
      return reply.body.count;
    },
    async raw(text, ms = 700) {
      const { hostname, port } = new URL(url);
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1');
      });
      socket.write(rawAsAdmin(text), 'latin1');
      await Promise.race([once(socket, 'close'), sleep(ms)]);
      socket.destroy();
      return answer;
    },
    async expectAlive() {
      expect((await call('GET', '/readyz')).status).toBe(200);
      expect((await call('GET', '/api/records/everything?limit=1')).status).toBe(200);
      expect(failures).toEqual([]);
    },
    close: () => server.close(),
  };
}

/**
 * A refusal as docs/errors.md promises it: a status of the request's own fault, a code, an id, and a place or a reason.
 */
export function expectRefused(reply: Reply, ...statuses: readonly number[]): void {
  const context = `${reply.status} ${reply.text.slice(0, 2000)}`;
  expect(reply.headers.get('content-type'), context).toBe('application/problem+json');
  const { body } = reply;
  expect(reply.status >= 400 && reply.status < 500, context).toBe(true);
  if (statuses.length > 0) expect(statuses, context).toContain(reply.status);
  expect(body.status, context).toBe(reply.status);
  expect(body.code, context).toMatch(/^KILN_[A-Z_]+$/);
  expect(body.code, context).not.toBe('KILN_INTERNAL');
  expect(body.requestId, context).toMatch(/^[\w.:-]{8,64}$/);
  const errors: unknown[] = body.errors ?? [];
  for (const error of errors) {
    expect(error, context).toEqual({
      pointer: expect.any(String),
      code: expect.stringMatching(/^[a-z][a-zA-Z]+$/),
      params: expect.any(Object),
      message: expect.stringMatching(/./),
    });
  }
  expect(errors.length > 0 || typeof body.detail === 'string', context).toBe(true);
  expect(reply.text.isWellFormed(), context).toBe(true);
  // Nothing of the inside: neither SQL, nor Postgres' words, nor places in the source.
  expect(context).not.toMatch(
    /select .* from data\.|json_to_record|syntax error at or|invalid input syntax|node_modules|\.ts:\d/,
  );
}

/** Either a refusal or the status of success. */
export function expectAnswered(reply: Reply, success: number): void {
  if (reply.status !== success) expectRefused(reply);
}

export function query(parameters: Record<string, string>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 400 ? `${text.slice(0, 400)}… (${text.length})` : text;
}
