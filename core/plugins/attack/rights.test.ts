import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { fetchAsAdmin } from '../../testing/asAdmin.ts';
import { askPlugins, installPlugin } from '../../testing/installPlugin.ts';
import { type SignedIn, signedIn } from '../../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';

let server: TestServer;
let seller: SignedIn;

const text = (title: string) => ({ type: 'string', title, maxLength: 100 });

beforeAll(async () => {
  server = await startTestServer({
    entities: [
      entity('sale', {
        name: text('Name'),
        cost: { type: 'integer', title: 'Cost' },
        buyer: { title: 'Buyer', 'x-relation': { to: 'buyer', inverse: 'sales' } },
        about: { title: 'About', 'x-relation': { to: ['buyer', 'tag'] } },
        tags: { title: 'Tags', 'x-relation': { to: 'tag', many: true } },
        lines: { title: 'Lines', 'x-children': { entity: 'saleLine', field: 'sale' } },
        buyerName: { type: 'string', title: 'Buyer name', 'x-formula': 'buyer.name' },
      }),
      { ...entity('saleLine', { name: text('Name'), sale: { title: 'Sale', 'x-relation': { to: 'sale' } } }) },
      entity('buyer', { name: text('Name'), secret: text('Secret') }),
      entity('tag', { name: text('Name') }),
    ],
  });
  const code = `
import { definePlugin } from 'kiln:sdk';
const attempt = (f) => f().then((value) => value ?? 'done', (error) => error.code);
export default definePlugin({
  functions: {
    async run(ctx, { own, call, entity, args }) {
      const records = (own ? ctx.own : ctx).records(entity);
      return attempt(() => records[call](...args));
    },
    async kv(ctx, { call, args }) { return attempt(() => ctx.kv[call](...args)); },
    async secret(ctx, { name }) { return attempt(() => ctx.secrets.get(name)); },
  },
});`;
  const mine = { records: { sale: ['read', 'create', 'update'] }, own: { tag: ['read'] }, secrets: ['mine'], kv: true };
  await installPlugin(server, { manifest: { id: 'mine', title: 'Mine', capabilities: mine }, code });
  const theirs = { secrets: ['theirs'], kv: true };
  await installPlugin(server, { manifest: { id: 'theirs', title: 'Theirs', capabilities: theirs }, code });
  await definition('role', 'seller', {
    title: 'Seller',
    entities: {
      sale: { read: "name != 'hidden'", create: true, update: "name == 'mine'", fields: { cost: { read: false } } },
    },
    system: [],
  });
  seller = await signedIn(server, 'Seller', ['seller']);
}, 60_000);
afterAll(() => server.close());

function entity(id: string, properties: JsonObject): JsonObject {
  return { $schema: 'kiln:entity', $id: id, title: id, type: 'object', properties, 'x-display': 'name' };
}

async function definition(kind: string, name: string, document: JsonObject): Promise<void> {
  const changes = [{ kind, name, document: { $schema: `kiln:${kind}`, $id: name, ...document } }];
  const response = await post(fetchAsAdmin, '/api/changesets', { changes, message: '' });
  expect(response.status, JSON.stringify(response.body)).toBe(201);
}

type Fetch = (path: string, init: RequestInit) => Promise<Response>;

async function post(fetching: Fetch, path: string, body: object): Promise<{ status: number; body: Json }> {
  const url = fetching === fetchAsAdmin ? `${server.url}${path}` : path;
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetching(url, init);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function run(call: string, of: string, args: Json[], options: { own?: boolean; as?: Fetch } = {}): Promise<Json> {
  const { own = false, as = fetchAsAdmin } = options;
  const { body } = await post(as, '/api/plugins/mine/functions/run', { call, entity: of, args, own });
  return body;
}

async function make(of: string, values: JsonObject): Promise<string> {
  const { body } = await post(fetchAsAdmin, `/api/records/${of}`, values);
  return isObject(body) ? String(body.id) : '';
}

const refused = expect.stringMatching(/^KILN_(FORBIDDEN|INVALID|BAD_QUERY|BAD_EXPRESSION|NOT_FOUND)$/);

/** Threat: writing through relations, line items and links to what was not granted. */
test('nothing is written through a record to what was not granted', async () => {
  const [buyer, tag] = [await make('buyer', { name: 'b' }), await make('tag', { name: 't' })];
  const id = await make('sale', { name: 'one', buyer });
  for (const values of [
    { buyer },
    { about: { entity: 'buyer', id: buyer } },
    { tags: [tag] },
    { sales: [id] },
    { id: buyer },
    { createdBy: buyer },
    { version: 9 },
    { deletedAt: null },
    { __proto__: { buyer } },
  ]) {
    const asked = Object.keys(values).length > 0;
    const answer = await run('update', 'sale', [id, values]);
    if (asked) expect(answer, JSON.stringify(values)).toEqual(refused);
  }
  const calls: readonly [string, Json[]][] = [
    ['create', [{ name: 'x' }]],
    ['update', [buyer, { name: 'x' }]],
    ['delete', [buyer]],
    ['get', [buyer]],
    ['find', [{}]],
    ['aggregate', [{ measure: 'count()' }]],
  ];
  for (const [call, args] of calls) expect(await run(call, 'buyer', args)).toBe('KILN_FORBIDDEN');
  expect(await run('delete', 'sale', [id])).toBe('KILN_FORBIDDEN');
  // Line items are part of their parent.
  expect(await run('update', 'sale', [id, { lines: [{ name: 'line' }] }])).toMatchObject({ id });
});

/** Threat: reading through selections, conditions, orders, groups and formulas what was not granted. */
test('nothing is read through a record of what was not granted', async () => {
  const buyer = await make('buyer', { name: 'b', secret: 'very' });
  const id = await make('sale', { name: 'read', buyer });
  const record = await run('get', 'sale', [id]);
  expect(record).toMatchObject({ name: 'read' });
  for (const name of ['buyer', 'about', 'tags', 'buyerName']) expect(Object.keys(record ?? {})).not.toContain(name);
  for (const options of [
    { select: 'buyer(secret)' },
    { select: 'buyer' },
    { select: 'buyerName' },
    { select: 'tags(name)' },
    { where: "buyer.secret == 'very'" },
    { where: "buyerName == 'b'" },
    { where: 'tags.exists(t, t.name == "x")' },
    { sort: 'buyer.name' },
    { sort: 'buyerName' },
  ]) {
    expect(await run('find', 'sale', [options]), JSON.stringify(options)).toEqual(refused);
  }
  for (const options of [
    { measure: 'count()', group: 'buyer' },
    { measure: 'max(buyer.secret)' },
    { measure: 'count()', group: 'buyerName' },
    { measure: 'count()', where: 'buyer != null' },
  ]) {
    expect(await run('aggregate', 'sale', [options]), JSON.stringify(options)).toEqual(refused);
  }
});

/** Threat: an actor who sees through a plugin more than they may. */
test('in the name of an actor, a plugin sees and does no more than they', async () => {
  const as = seller.fetch;
  const hidden = await make('sale', { name: 'hidden', cost: 5 });
  const mine = await make('sale', { name: 'mine', cost: 7 });
  const other = await make('sale', { name: 'other', cost: 9 });
  expect(await run('get', 'sale', [hidden], { as })).toBe('done');
  expect(await run('get', 'sale', [mine], { as })).not.toHaveProperty('cost');
  expect(await run('find', 'sale', [{ select: 'cost' }], { as })).toEqual(refused);
  expect(await run('find', 'sale', [{ where: 'cost > 6' }], { as })).toEqual(refused);
  expect(await run('aggregate', 'sale', [{ measure: 'sum(cost)' }], { as })).toEqual(refused);
  expect(await run('update', 'sale', [mine, { cost: 1 }], { as })).toEqual(refused);
  expect(await run('update', 'sale', [other, { name: 'taken' }], { as })).toEqual(refused);
  expect(await run('update', 'sale', [mine, { name: 'mine' }], { as })).toMatchObject({ version: 2 });
  expect(await run('update', 'sale', [hidden, { name: 'mine' }], { as })).toEqual(refused);
});

/** Threat: a plugin that calls what it may do in an actor's name its own right. */
test('its own rights are only those that were granted as such', async () => {
  expect(await run('find', 'sale', [{}], { own: true })).toBe('KILN_FORBIDDEN');
  expect(await run('create', 'tag', [{ name: 'x' }], { own: true })).toBe('KILN_FORBIDDEN');
  expect(await run('find', 'tag', [{}], { own: true })).toHaveProperty('data');
  expect(await run('find', 'tag', [{}], { own: true, as: seller.fetch })).toHaveProperty('data');
});

/** Threat: raising its own capabilities through the records or definitions of the server. */
test('what was granted is changed by nobody but administrators', async () => {
  for (const name of [
    'plugin',
    'definition',
    'user',
    'role',
    'kiln.plugin_secret',
    'plugin_kv',
    '../sale',
    'constructor',
  ]) {
    expect(await run('find', name, [{}])).toBe('KILN_FORBIDDEN');
  }
  const document = { $schema: 'kiln:plugin', $id: 'mine', granted: { records: { buyer: ['*'] } } };
  const changes = [{ kind: 'plugin', name: 'mine', document }];
  const { status } = await post(fetchAsAdmin, '/api/changesets', { changes, message: '' });
  expect(status).toBeGreaterThanOrEqual(400);
});

/** Threat: reading or changing what another plugin keeps. */
test('stores and secrets of plugins are apart', async () => {
  await askPlugins(server, '/theirs/configure', { secrets: { theirs: 'hush' } });
  const kv = async (plugin: string, call: string, args: Json[]) =>
    (await post(fetchAsAdmin, `/api/plugins/${plugin}/functions/kv`, { call, args })).body;
  expect(await kv('theirs', 'set', ['key', 'theirs'])).toBe(true);
  for (const key of ['key', 'theirs key', 'theirs/key', '../theirs/key', "key' or plugin = 'theirs"]) {
    expect(await kv('mine', 'get', [key])).toBe('done');
  }
  expect(await kv('mine', 'list', [{ prefix: '' }])).toEqual({ data: [], next: null });
  expect(await kv('mine', 'list', [{ prefix: '%' }])).toEqual({ data: [], next: null });
  await kv('mine', 'set', ['key', 'mine']);
  await kv('mine', 'delete', ['key']);
  expect(await kv('theirs', 'get', ['key'])).toBe('theirs');
  const secret = async (plugin: string, name: string) =>
    (await post(fetchAsAdmin, `/api/plugins/${plugin}/functions/secret`, { name })).body;
  expect(await secret('mine', 'theirs')).toBe('KILN_FORBIDDEN');
  expect(await secret('mine', 'constructor')).toBe('KILN_FORBIDDEN');
  expect(await secret('theirs', 'theirs')).toBe('hush');
});
