import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchAsAdmin } from '../testing/asAdmin.ts';
import type { Expected } from '../testing/Expected.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    entities: [
      { $id: 'account', title: 'Account', properties: { name: { type: 'string' } }, 'x-display': 'name' },
      {
        $id: 'contact',
        title: 'Contact',
        required: ['name'],
        properties: {
          name: { type: 'string', minLength: 1, maxLength: 200 },
          email: { type: 'string', format: 'email', 'x-unique': true },
          facts: { 'x-type': 'json' },
          taxNumber: { type: 'string', 'x-type': 'encrypted' },
          account: { 'x-relation': { to: 'account', inverse: 'contacts' } },
        },
        'x-display': 'name',
      },
    ],
  });
});
afterAll(() => server.close());

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Expected;
}

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await fetchAsAdmin(`${server.url}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

describe('records', () => {
  test('a refusal says by code and parameters what is wrong with each value', async () => {
    const nobody = '0190f1a0-0000-7000-8000-000000000001';
    const refused = await call('POST', '/api/records/contact', {
      name: 'x'.repeat(201),
      email: 'nobody',
      account: nobody,
      nmae: 1,
    });
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'KILN_INVALID',
        errors: [
          { pointer: '/nmae', code: 'unknownField', params: { name: 'nmae', near: ['name'] } },
          { pointer: '/name', code: 'maxLength', params: { limit: 200 }, message: 'Must have at most 200 characters.' },
          { pointer: '/email', code: 'format', params: { form: 'email' } },
        ],
      },
    });

    await call('POST', '/api/records/contact', { name: 'First', email: 'first@example.com' });
    const taken = await call('POST', '/api/records/contact', { name: 'Second', email: 'first@example.com' });
    expect(taken).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: '/email', code: 'taken', params: {}, message: 'Is already in use.' }] },
    });
    const gone = await call('POST', '/api/records/contact', { name: 'Third', account: nobody });
    expect(gone).toMatchObject({ status: 422, body: { errors: [{ pointer: '/account', code: 'gone', params: {} }] } });
  });

  test('create, read, change, delete, restore, purge', async () => {
    const created = await call('POST', '/api/records/contact', {
      name: '张伟',
      facts: { version: 99, id: 'x"id":"y' },
    });
    expect(created.status).toBe(201);
    const { id } = created.body;
    expect(created.headers.get('location')).toBe(`/api/records/contact/${id}`);
    expect(created.headers.get('etag')).toBe('"1"');

    const read = await call('GET', created.headers.get('location') ?? '');
    expect(read.body).toEqual(created.body);
    expect(read.headers.get('etag')).toBe('"1"');
    expect(read.headers.get('content-type')).toBe('application/json; charset=utf-8');

    const patched = await call(
      'PATCH',
      `/api/records/contact/${id}`,
      { email: 'wei@example.com' },
      { 'if-match': '"1"' },
    );
    expect([patched.status, patched.headers.get('etag'), patched.body.version]).toEqual([200, '"2"', 2]);
    const stale = await call('PATCH', `/api/records/contact/${id}`, { name: 'X' }, { 'if-match': '"1"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'KILN_STALE']);

    expect((await call('DELETE', `/api/records/contact/${id}`, undefined, { 'if-match': '"1"' })).status).toBe(412);
    const deleted = await call('DELETE', `/api/records/contact/${id}`, undefined, { 'if-match': '"2"' });
    expect([deleted.status, deleted.body]).toEqual([204, undefined]);
    expect((await call('GET', `/api/records/contact/${id}`)).status).toBe(404);
    expect((await call('GET', `/api/records/contact/${id}?deleted=true`)).status).toBe(200);
    expect((await call('POST', `/api/records/contact/${id}/restore`)).body.name).toBe('张伟');
    expect((await call('DELETE', `/api/records/contact/${id}?purge=true`)).status).toBe(204);
    expect((await call('GET', `/api/records/contact/${id}?deleted=true`)).status).toBe(404);
  });

  test('lists, counts, groups', async () => {
    const account = (await call('POST', '/api/records/account', { name: 'Lists' })).body.id;
    const made = await call(
      'POST',
      '/api/records/contact',
      ['a', 'b', 'c'].map((name) => ({ name, account })),
    );
    expect([made.status, made.body.data.length]).toEqual([201, 3]);
    const where = encodeURIComponent(`account == '${account}'`);
    const page = await call(
      'GET',
      `/api/records/contact?where=${where}&sort=-name&limit=2&count=true&select=name,account(name)`,
    );
    expect(page.body.data).toEqual([
      { name: 'c', account: { name: 'Lists' } },
      { name: 'b', account: { name: 'Lists' } },
    ]);
    expect(page.body.count).toBe(3);
    const rest = await call(
      'GET',
      `/api/records/contact?where=${where}&sort=-name&select=name&after=${page.body.next}`,
    );
    expect(rest.body).toEqual({ data: [{ name: 'a' }], next: null });
    const groups = await call('GET', `/api/records/contact/aggregate?group=account&where=${where}`);
    expect(groups.body.data).toEqual([{ account, 'count()': 3 }]);
  });

  test('an encrypted field is revealed on demand only', async () => {
    const { body } = await call('POST', '/api/records/contact', { name: 'Sealed', taxNumber: 'DE 123' });
    expect(body.taxNumber).toBe('••••••••');
    const path = `/api/records/contact/${body.id}/reveal`;
    expect((await call('POST', path, { field: 'taxNumber' })).body).toEqual({ value: 'DE 123' });
    expect((await call('POST', path, { field: 'name' })).status).toBe(400);
    expect((await call('POST', path, {})).body.errors[0].pointer).toBe('/field');
  });

  test('a batch is one transaction', async () => {
    const good = { op: 'create', entity: 'account', values: { name: 'Batch' } };
    const bad = { op: 'create', entity: 'contact', values: {} };
    const refused = await call('POST', '/api/batch', { operations: [good, bad] });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/operations/1/values/name']);
    expect(
      (await call('GET', `/api/records/account?where=${encodeURIComponent("name == 'Batch'")}`)).body.data,
    ).toEqual([]);
    expect((await call('POST', '/api/batch', { operations: [good] })).body.data[0].name).toBe('Batch');
  });
});

describe('Idempotency-Key', () => {
  async function count(name: string): Promise<number> {
    const where = encodeURIComponent(`name == '${name}'`);
    return (await call('GET', `/api/records/contact?count=true&limit=1&where=${where}`)).body.count;
  }

  test('a repeated request gets the first answer and is not executed', async () => {
    const key = { 'idempotency-key': 'repeat-1' };
    const first = await call('POST', '/api/records/contact', { name: 'Once' }, key);
    const second = await call('POST', '/api/records/contact', { name: 'Once' }, key);
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect([first, second].map((reply) => reply.headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    expect(await count('Once')).toBe(1);
  });

  test('of many at the same time one is executed', async () => {
    const key = { 'idempotency-key': 'storm-1' };
    const replies = await Promise.all(
      Array.from({ length: 30 }, () => call('POST', '/api/records/contact', { name: 'Storm' }, key)),
    );
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([201]));
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1);
    expect(replies.filter((reply) => reply.headers.get('idempotency-replayed') === null).length).toBe(1);
    expect(await count('Storm')).toBe(1);
  });

  test('another body or path under the same key is refused', async () => {
    const key = { 'idempotency-key': 'mismatch-1' };
    await call('POST', '/api/records/contact', { name: 'First' }, key);
    for (const [path, body] of [
      ['/api/records/contact', { name: 'Second' }],
      ['/api/records/account', { name: 'First' }],
    ] as const) {
      const reply = await call('POST', path, body, key);
      expect([reply.status, reply.body.code]).toEqual([409, 'KILN_IDEMPOTENCY_MISMATCH']);
    }
  });

  test('a request that was refused leaves its key free', async () => {
    const key = { 'idempotency-key': 'refused-1' };
    expect((await call('POST', '/api/records/contact', { name: '' }, key)).status).toBe(422);
    expect((await call('POST', '/api/records/contact', { name: 'Now right' }, key)).status).toBe(201);
  });

  test('after a day the key is free again', async () => {
    const key = { 'idempotency-key': 'old-1' };
    const first = await call('POST', '/api/records/contact', { name: 'Old' }, key);
    await server.workspace.db.query({
      text: `update kiln.idempotency set created_at = now() - interval '25 hours' where key = 'old-1'`,
      values: [],
    });
    const second = await call('POST', '/api/records/contact', { name: 'Old' }, key);
    expect(second.status).toBe(201);
    expect(second.body.id).not.toBe(first.body.id);
  });

  test.each(['', 'a b', 'ü', 'x'.repeat(256)])('%j is no key', async (key) => {
    const encoded = Buffer.from(key, 'utf8').toString('latin1');
    const reply = await call('POST', '/api/records/contact', { name: 'A' }, { 'idempotency-key': encoded });
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, 'Idempotency-Key']);
  });

  test('a batch is replayed, too', async () => {
    const key = { 'idempotency-key': 'batch-1' };
    const body = { operations: [{ op: 'create', entity: 'account', values: { name: 'Batch once' } }] };
    const [first, second] = [await call('POST', '/api/batch', body, key), await call('POST', '/api/batch', body, key)];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });
});

describe('bad input', () => {
  const missing = '01900000-0000-7000-8000-000000000000';

  test.each([
    ['GET', '/api/records/nothing', undefined, 404],
    ['GET', '/api/records/__proto__', undefined, 404],
    ['GET', '/api/records/constructor', undefined, 404],
    ['GET', '/api/records/', undefined, 404],
    ['GET', '/api/records/contact/', undefined, 404],
    ['GET', '/api/records/contact/no-uuid', undefined, 404],
    ['GET', `/api/records/contact/${missing}`, undefined, 404],
    ['GET', `/api/records/contact/${missing}/x`, undefined, 404],
    ['GET', `/api/records/contact/${missing}/restore/x`, undefined, 404],
    ['GET', `/api/records/contact/%00`, undefined, 400],
    ['GET', `/api/records/contact/%ff`, undefined, 400],
    ['GET', `/api/records/contact/%`, undefined, 400],
    ['GET', '/api/records/contact?limit=1&limit=2', undefined, 400],
    ['GET', '/api/records/contact?where=%ff', undefined, 400],
    ['GET', '/api/records/contact?search=a%00b', undefined, 400],
    ['GET', '/api/records/contact?wehre=true', undefined, 400],
    ['GET', '/api/records/contact?__proto__=1', undefined, 400],
    ['GET', '/api/records/contact?limit=0', undefined, 400],
    ['GET', '/api/records/contact?limit=1e3', undefined, 400],
    ['GET', `/api/records/contact?where=${'a'.repeat(9000)}`, undefined, 400],
    ['GET', `/api/records/contact?${'a=1&'.repeat(60)}`, undefined, 400],
    ['GET', `/api/records/contact/${missing}?deleted=yes`, undefined, 400],
    ['PUT', '/api/records/contact', {}, 405],
    ['PATCH', '/api/records/contact', {}, 405],
    ['POST', `/api/records/contact/${missing}`, {}, 405],
    ['GET', '/api/batch', undefined, 405],
    ['POST', '/api/batch', {}, 422],
    ['POST', '/api/batch?x=1', { operations: [] }, 400],
    ['POST', '/api/records/contact', '{"name":', 400],
    ['POST', '/api/records/contact', '', 400],
    ['POST', '/api/records/contact', 'null', 422],
    ['POST', '/api/records/contact', '"text"', 422],
    ['POST', '/api/records/contact', String.raw`{"name":"a\u0000b"}`, 422],
    ['POST', '/api/records/contact', String.raw`{"name":"\ud800"}`, 422],
    ['POST', '/api/records/contact', '{"__proto__":{"name":"x"}}', 422],
    ['POST', '/api/records/contact', '{"name":"x","facts":{"constructor":1}}', 422],
    ['POST', '/api/records/contact', `{"name":"x","facts":${'['.repeat(40)}${']'.repeat(40)}}`, 400],
    ['POST', '/api/records/contact', '{"name":"x","facts":1e999}', 422],
    ['POST', '/api/records/contact', '{"name":"x","unknown":1}', 422],
  ])('%s %s %j gives %d', async (method, path, body, status) => {
    const reply = await call(method, path, body);
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    expect(reply.body).toMatchObject({ status, code: expect.stringMatching(/^KILN_/), requestId: expect.any(String) });
  });

  test.each(['1', '"a"', '"1", "2"', 'W/"1"', '""', '"0"', '"99999999999"'])(
    'If-Match: %s is refused',
    async (ifMatch) => {
      const reply = await call('PATCH', `/api/records/contact/${missing}`, { name: 'x' }, { 'if-match': ifMatch });
      expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, 'If-Match']);
    },
  );

  test('If-Match: * matches any version', async () => {
    const { body } = await call('POST', '/api/records/contact', { name: 'Star' });
    expect((await call('PATCH', `/api/records/contact/${body.id}`, { name: 'S' }, { 'if-match': '*' })).status).toBe(
      200,
    );
  });

  test.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1'])(
    'a body of type %s is refused',
    async (type) => {
      const reply = await fetchAsAdmin(`${server.url}/api/records/contact`, {
        method: 'POST',
        body: Buffer.from('{"name":"x"}'),
        headers: type ? { 'content-type': type } : {},
      });
      expect(reply.status).toBe(415);
    },
  );

  test('405 says what is offered, OPTIONS too, HEAD is a GET without a body', async () => {
    expect((await call('PUT', '/api/records/contact', {})).headers.get('allow')).toBe('GET, HEAD, POST');
    const options = await call('OPTIONS', `/api/records/contact/${missing}`);
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, PATCH, DELETE, OPTIONS']);
    const head = await call('HEAD', '/api/records/contact');
    expect([head.status, head.body]).toEqual([200, undefined]);
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(10);
  });

  test('a body over the limit is refused, whether it says its length or not', async () => {
    const long = `{"name":"${'x'.repeat(1024 * 1024)}"}`;
    expect((await call('POST', '/api/records/contact', long)).status).toBe(413);
    const chunks = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(' '.repeat(100_000)));
      },
    });
    const reply = await fetchAsAdmin(`${server.url}/api/records/contact`, {
      method: 'POST',
      body: chunks,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    }).catch((error: Error) => error);
    // The server may hang up while fetch is still sending, which fetch reports as a failure.
    if (reply instanceof Response) expect(reply.status).toBe(413);
    expect((await call('GET', '/api/records/contact?limit=1')).status).toBe(200);
  });

  test('nothing was half written by all this', async () => {
    const reply = await call('GET', `/api/records/contact?count=true&where=${encodeURIComponent("name == 'x'")}`);
    expect(reply.body.count).toBe(0);
  });
});
