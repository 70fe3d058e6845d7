import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type Json } from '../../lib/json.ts';
import { fetchAsAdmin } from '../../testing/asAdmin.ts';
import { definitionsClient } from '../../testing/definitionsClient.ts';
import { askPlugins, installPlugin } from '../../testing/installPlugin.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';

let server: TestServer;
let web: Server;
let address: string;

beforeAll(async () => {
  web = createServer((req, res) => {
    if (req.url === '/moved') return res.writeHead(302, { location: '/echo' }).end();
    let body = '';
    req.on('data', (chunk) => {
      body += chunk;
    });
    req.on('end', () => {
      const { method, url, headers } = req;
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ method, url, headers, body }));
    });
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const bound = web.address();
  address = `web.example.com:${typeof bound === 'object' ? bound?.port : 0}`;
  server = await startTestServer({
    pluginPrivateHosts: [address],
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    entities: [
      {
        $schema: 'kiln:entity',
        $id: 'sale',
        title: 'Sale',
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', title: 'Name', maxLength: 100 },
          amount: { type: 'integer', title: 'Amount' },
          stage: { type: 'string', title: 'Stage', enum: ['open', 'won'] },
          seller: { title: 'Seller', 'x-relation': { to: 'seller' } },
          lines: { title: 'Lines', 'x-children': { entity: 'saleLine', field: 'sale' } },
        },
        'x-display': 'name',
      },
      {
        $schema: 'kiln:entity',
        $id: 'saleLine',
        title: 'Line',
        'x-parent': { entity: 'sale', field: 'sale' },
        type: 'object',
        required: ['sale'],
        properties: {
          sale: { title: 'Sale', 'x-relation': { to: 'sale', onDelete: 'cascade' } },
          quantity: { type: 'integer', title: 'Quantity' },
        },
      },
      {
        $schema: 'kiln:entity',
        $id: 'seller',
        title: 'Seller',
        type: 'object',
        properties: { name: { type: 'string', title: 'Name', maxLength: 100 } },
        'x-display': 'name',
      },
    ],
  });
  await installPlugin(server, {
    manifest: {
      id: 'other',
      title: 'Other',
      capabilities: { own: { seller: ['*'] } },
    },
    code: `
import { definePlugin, refuse } from 'kiln:sdk';
export default definePlugin({
  services: {
    rate: {
      input: { type: 'object', required: ['of'], properties: { of: { type: 'string' } } },
      output: { type: 'number' },
      async handler(ctx, { of }) {
        if (of === 'nothing') refuse({ of: 'is not rated' });
        return of === 'wrong' ? 'text' : of.length;
      },
    },
    hidden: async () => 1,
  },
});`,
  });
  await installPlugin(server, {
    manifest: {
      capabilities: {
        records: { sale: ['*'] },
        own: { sale: ['*'] },
        hosts: [address],
        secrets: ['key'],
        services: { other: ['rate'] },
        kv: true,
        schedule: true,
      },
      requires: { other: '*' },
      config: { type: 'object', properties: { greeting: { type: 'string', default: 'hello' } } },
    },
    definitions: {
      'locales/zh-CN': { plugins: { 'test-plugin': { texts: { 'Well done': '做得好' } } } },
    },
    code: `
import { cel, definePlugin, refuse } from 'kiln:sdk';
export default definePlugin({
  hooks: {
    sale: {
      creating(ctx, sale) { if (sale.name === 'refused') refuse({ amount: 'Not now.', '/lines/0/quantity': 'Too few.' }); },
      created(ctx, sale) { if (sale.name === 'refused later') refuse({ '/amount': 'Not now.', '/lines/0/quantity': 'Too few.' }); },
    },
  },
  functions: {
    async records(ctx, { name }) {
      const sales = ctx.records('sale');
      const one = await sales.create({ name, amount: 1, stage: 'open' });
      const [two] = await sales.create([{ name, amount: 2, stage: 'won' }]);
      const found = await sales.find({ where: cel\`name == \${name} && amount > 1\`, count: true });
      const changed = await sales.update(one.id, { amount: 5 }, { version: 1 });
      const stale = await sales.update(one.id, { amount: 6 }, { version: 1 }).catch((error) => error.code);
      const rows = await sales.aggregate({ measure: 'sum(amount)', group: 'stage', where: cel\`name == \${name}\`, sort: 'stage' });
      await sales.delete(two.id);
      const gone = await sales.get(two.id);
      const locked = await sales.get(one.id, { lock: true }).catch((error) => error.code);
      return { found, changed, stale, rows, gone, locked };
    },
    async foreign(ctx) {
      const tried = {};
      const attempt = async (name, f) => { tried[name] = await f().then(() => 'done', (error) => error.code); };
      await attempt('entity', () => ctx.records('seller').find());
      await attempt('none', () => ctx.records('nothing').find());
      await attempt('relation', () => ctx.records('sale').find({ select: 'name,seller(name)' }));
      await attempt('where', () => ctx.records('sale').find({ where: "seller.name == 'x'" }));
      await attempt('aggregate', () => ctx.records('sale').aggregate({ measure: 'count()', group: 'seller.name' }));
      await attempt('write', () => ctx.records('sale').create({ name: 'x', seller: '00000000-0000-7000-8000-000000000000' }));
      await attempt('secret', () => ctx.secrets.get('other'));
      await attempt('host', () => ctx.fetch('https://example.com/'));
      await attempt('service', () => ctx.services.call('other', 'hidden', {}));
      return tried;
    },
    async kv(ctx) {
      const { kv } = ctx;
      const first = await kv.set('a', { n: 1 }, { ifAbsent: true });
      const second = await kv.set('a', { n: 2 }, { ifAbsent: true });
      const value = await kv.get('a');
      const counts = await Promise.all(Array.from({ length: 20 }, () => kv.increment('count')));
      await kv.set('b', 1);
      const swapped = [await kv.set('b', 2, { expected: 1 }), await kv.set('b', 3, { expected: 1 })];
      const listed = await kv.list({ prefix: '' });
      await kv.delete('a');
      return { first, second, value, count: Math.max(...counts), swapped, listed, gone: await kv.get('a') };
    },
    async web(ctx, { url, headers }) {
      const response = await ctx.fetch(url, { method: 'POST', body: { a: 1 }, headers });
      return { status: response.status, url: response.url, redirected: response.redirected, sent: await response.json() };
    },
    async rest(ctx) {
      ctx.log.info('said', { a: 1 });
      return {
        secret: await ctx.secrets.get('key'),
        config: ctx.config,
        text: ctx.t('Well done'),
        rate: await ctx.services.call('other', 'rate', { of: 'four' }),
        refused: await ctx.services.call('other', 'rate', { of: 'nothing' }).catch((error) => error.code),
        missing: await ctx.services.call('other', 'rate', {}).catch((error) => error.code),
        wrong: await ctx.services.call('other', 'rate', { of: 'wrong' }).catch((error) => error.code),
      };
    },
    async plan(ctx, { at, key }) {
      await ctx.schedule.at(at, 'note', { text: 'first' }, { key });
      await ctx.schedule.at(at, 'note', { text: 'second' }, { key });
      await ctx.schedule.at(at, 'note', { text: 'cancelled' }, { key: 'other' });
      return ctx.schedule.cancel('other');
    },
    async misused(ctx) {
      const tried = {};
      const attempt = async (name, f) => { tried[name] = await f().then(() => 'done', ({ code, message, data }) => [code, message, data.status]); };
      await attempt('empty', () => ctx.kv.set('', 1));
      await attempt('long', () => ctx.kv.get('k'.repeat(501)));
      await attempt('plain', () => ctx.fetch('http://hook.example.com/'));
      await attempt('limit', () => ctx.records('sale').find({ limit: 1001 }));
      return tried;
    },
    promised: { output: { type: 'object', required: ['net'] }, handler: () => ({}) },
    typed: {
      input: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } }, additionalProperties: false },
      roles: ['admin'],
      handler: async (ctx, { n }) => n + 1,
    },
  },
  jobs: {
    note: { handler: async (ctx, input) => { await ctx.kv.set('noted', { text: input.text, actor: ctx.actor.kind }); } },
  },
});`,
  });
}, 60_000);
afterAll(async () => {
  await server.close();
  web.close();
});

async function call(name: string, input: Json = {}): Promise<Json> {
  const { status, body } = await ask(name, input);
  const told = status === 200 ? '' : JSON.stringify((await askPlugins(server, '/test-plugin/logs')).body);
  expect(status, told).toBe(200);
  return body;
}

async function ask(name: string, input: Json): Promise<{ status: number; body: Json }> {
  const response = await fetchAsAdmin(`${server.url}/api/plugins/test-plugin/functions/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

test('records are read, found, made, changed, counted and removed', async () => {
  expect(await call('records', { name: `O'Neill \\ \${x}` })).toMatchObject({
    found: { count: 1, data: [{ amount: 2 }], next: null },
    changed: { amount: 5, version: 2 },
    stale: 'KILN_STALE',
    rows: [
      { stage: 'open', 'sum(amount)': 5 },
      { stage: 'won', 'sum(amount)': 2 },
    ],
    gone: null,
    locked: 'KILN_BAD_REQUEST',
  });
});

/** Threat: a plugin reaches what its manifest does not name, itself or over what it names. */
test('what was not granted is refused, also where relations lead to it', async () => {
  expect(await call('foreign')).toEqual({
    entity: 'KILN_FORBIDDEN',
    none: 'KILN_FORBIDDEN',
    relation: 'KILN_BAD_QUERY',
    where: 'KILN_BAD_EXPRESSION',
    aggregate: 'KILN_BAD_QUERY',
    write: 'KILN_INVALID',
    secret: 'KILN_FORBIDDEN',
    host: 'KILN_FORBIDDEN',
    service: 'KILN_FORBIDDEN',
  });
});

test('a store of its own: of many at the same time, one wins and none is lost', async () => {
  expect(await call('kv')).toEqual({
    first: true,
    second: false,
    value: { n: 1 },
    count: 20,
    swapped: [true, false],
    listed: {
      data: [
        { key: 'a', value: { n: 1 } },
        { key: 'b', value: 2 },
        { key: 'count', value: 20 },
      ],
      next: null,
    },
    gone: null,
  });
});

test('asks hosts, without what belongs to the connection', async () => {
  const headers = { authorization: 'Bearer x', host: 'evil', 'x-own': 'kept' };
  expect(await call('web', { url: `http://${address}/echo`, headers })).toMatchObject({
    status: 200,
    redirected: false,
    sent: { method: 'POST', body: '{"a":1}', headers: { host: address, authorization: 'Bearer x', 'x-own': 'kept' } },
  });
  expect(await call('web', { url: `http://${address}/moved`, headers: {} })).toMatchObject({
    url: `http://${address}/echo`,
    redirected: true,
    sent: { method: 'GET', body: '' },
  });
});

test('secrets, settings, texts, logs and services of other plugins', async () => {
  await askPlugins(server, '/test-plugin/configure', { secrets: { key: 's3cret' } });
  expect(await call('rest')).toEqual({
    secret: 's3cret',
    config: { greeting: 'hello' },
    text: 'Well done',
    rate: 4,
    refused: 'KILN_INVALID',
    missing: 'KILN_INVALID',
    wrong: 'KILN_PLUGIN_FAILED',
  });
  await askPlugins(server, '/test-plugin/configure', { config: { greeting: 'hi' } });
  await expect.poll(async () => call('rest')).toMatchObject({ config: { greeting: 'hi' } });
  const { body } = await askPlugins(server, '/test-plugin/logs');
  expect(body.data).toContainEqual(
    expect.objectContaining({ level: 'info', entry: 'function rest', message: 'said', data: { a: 1 } }),
  );
  const secrets = await server.workspace.db.query({ text: 'select sealed from kiln.plugin_secret', values: [] });
  expect(JSON.stringify(secrets)).not.toContain('s3cret');
});

test('what is asked for wrongly is told with what would be right', async () => {
  expect(await call('misused')).toEqual({
    empty: ['KILN_BAD_REQUEST', '/key is not text of 1 to 500.', 400],
    long: ['KILN_BAD_REQUEST', '/key is not text of 1 to 500.', 400],
    plain: ['KILN_FORBIDDEN', 'The plugin test-plugin was not granted the host hook.example.com:80.', 403],
    limit: ['KILN_BAD_REQUEST', '/limit is not a whole number from 1 to 1000.', 400],
  });
  expect(await ask('promised', {})).toMatchObject({
    status: 500,
    body: { code: 'KILN_PLUGIN_FAILED', detail: 'Its output is not what it says: /net "net" is missing.' },
  });
});

test('a planned job runs once, by the plugin itself; what is planned anew or cancelled does not', async () => {
  expect(await call('plan', { at: new Date(Date.now() + 2_000).toISOString(), key: 'k' })).toBe(true);
  const noted = async () =>
    (
      await server.workspace.db.query({ text: `select value from kiln.plugin_kv where key = 'noted'`, values: [] })
    )[0]?.[0];
  await expect.poll(noted, { timeout: 10_000 }).toBe('{"text":"second","actor":"plugin"}');
  const left = async () =>
    (await server.workspace.db.query({ text: 'select count(*) from kiln.plugin_schedule', values: [] }))[0]?.[0];
  await expect.poll(left).toBe('0');
});

test('input is checked by its schema, with the place', async () => {
  expect(await call('typed', { n: 1 })).toBe(2);
  expect(await ask('typed', { n: 'x' })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/n' }] } });
  expect(await ask('typed', {})).toMatchObject({ status: 422, body: { code: 'KILN_INVALID' } });
  expect(await ask('none', {})).toMatchObject({ status: 404 });
  expect(await ask('constructor', {})).toMatchObject({ status: 404 });
});

test('numbers of each minute, and rows for Prometheus', async () => {
  const { body } = await askPlugins(server, '/test-plugin/stats?minutes=5');
  expect(body.data).toEqual(expect.arrayContaining([expect.objectContaining({ calls: expect.any(Number) })]));
  const metrics = await (await fetchAsAdmin(`${server.url}/metrics`)).text();
  expect(metrics).toMatch(/kiln_plugin_calls_total\{plugin="test-plugin"\} \d+/);
});

test('a rename in the Studio leaves the code of plugins alone', async () => {
  const client = definitionsClient(server);
  const document = await client.read('entity', 'sale');
  if (!isObject(document.properties)) throw new Error('no fields');
  const { amount, lines, ...rest } = document.properties;
  const renamed = (field: Json | undefined, id: string) => ({ ...(isObject(field) ? field : {}), 'x-id': id });
  const properties = { ...rest, total: renamed(amount, 'amount'), items: renamed(lines, 'lines') };
  const line = await client.read('entity', 'saleLine');
  const { sale, quantity } = isObject(line.properties) ? line.properties : {};
  const own = { ...line, properties: { sale: sale ?? null, count: renamed(quantity, 'quantity') } };
  const changes = [
    { kind: 'entity', name: 'sale', document: null },
    { kind: 'entity', name: 'deal', document: { ...document, $id: 'deal', 'x-id': 'sale', properties } },
    { kind: 'entity', name: 'saleLine', document: own },
  ];
  await client.apply(changes);
  expect(await call('records', { name: 'renamed' })).toMatchObject({
    found: { data: [{ amount: 2 }] },
    changed: { amount: 5 },
    rows: [{ 'sum(amount)': 5 }, { 'sum(amount)': 2 }],
  });
  for (const name of ['refused', 'refused later']) {
    const refused = await fetchAsAdmin(`${server.url}/api/records/deal`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    });
    expect(await refused.json(), name).toMatchObject({
      status: 422,
      errors: [{ pointer: '/total' }, { pointer: '/items/0/count' }],
    });
  }
});
