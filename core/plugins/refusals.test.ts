import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../lib/json.ts';
import { fetchAsAdmin } from '../testing/asAdmin.ts';
import { askPlugins, installPlugin } from '../testing/installPlugin.ts';
import { type SignedIn, signedIn } from '../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

let server: TestServer;
let clerk: SignedIn;

function entity(id: string, properties: JsonObject): JsonObject {
  return { $schema: 'kiln:entity', $id: id, title: id, type: 'object', properties, 'x-display': 'name' };
}

const name = { type: 'string', title: 'Name', maxLength: 100 };
const capabilities = { records: { sale: ['*'], voucher: ['read', 'update'] }, own: { entry: ['*'] } };

beforeAll(async () => {
  server = await startTestServer({
    entities: [
      entity('sale', { name }),
      entity('entry', {
        name: { ...name, 'x-unique': true },
        amount: { type: 'integer', title: 'Amount', maximum: 10 },
      }),
      entity('voucher', { name, status: { type: 'string', title: 'Status', enum: ['issued', 'used'] } }),
    ],
  });
  await installPlugin(server, {
    manifest: { id: 'base', title: 'Base', capabilities: { own: capabilities.own } },
    code: `
import { definePlugin } from 'kiln:sdk';
export default definePlugin({
  services: { post: (ctx, entry) => ctx.own.records('entry').create(entry) },
});`,
  });
  await installPlugin(server, {
    manifest: {
      id: 'shop',
      title: 'Shop',
      capabilities: { ...capabilities, services: { base: ['post'] } },
      requires: { base: '*' },
    },
    code: `
import { definePlugin } from 'kiln:sdk';
const post = (ctx, entry) => ctx.own.records('entry').create(entry);
export default definePlugin({
  hooks: {
    sale: {
      async creating(ctx, sale) {
        if (sale.name.startsWith('before')) await post(ctx, { name: 'x', amount: 11 });
      },
      async created(ctx, sale) {
        if (sale.name.startsWith('after')) await post(ctx, { name: 'x', amount: 11 });
      },
      async updated(ctx, sale) {
        const entry = await post(ctx, { name: 'of ' + sale.id });
        await ctx.own.records('entry').update(entry.id, { amount: 1 }, { version: 7 });
      },
    },
  },
  functions: {
    invalid: (ctx) => post(ctx, { name: 'x', amount: 11 }),
    unique: async (ctx) => { await post(ctx, { name: 'same' }); await post(ctx, { name: 'same' }); },
    missing: (ctx) => ctx.own.records('entry').update('0190a000-0000-7000-8000-000000000001', { amount: 1 }),
    stale: async (ctx) => {
      const { id } = await post(ctx, { name: 'old' });
      await ctx.own.records('entry').update(id, { amount: 1 }, { version: 7 });
    },
    forbidden: (ctx) => ctx.own.records('sale').find({}),
    service: (ctx) => ctx.services.call('base', 'post', { name: 'x', amount: 11 }),
    wrapped: (ctx) => post(ctx, { name: 'x', amount: 11 }).catch(() => { throw new Error('mine'); }),
    use: (ctx, { id }) => ctx.records('voucher').update(id, { status: 'used' }),
  },
});`,
  });
  await installPlugin(server, {
    manifest: { id: 'extra', title: 'Extra', capabilities, onFailure: 'continue' },
    code: `
import { definePlugin } from 'kiln:sdk';
export default definePlugin({
  hooks: {
    sale: {
      async created(ctx, sale) {
        if (sale.name === 'extra') await ctx.own.records('entry').create({ name: 'x', amount: 11 });
      },
    },
  },
});`,
  });
  const document = {
    ...{ $schema: 'kiln:role', $id: 'clerk', title: 'Clerk', system: [] },
    entities: { voucher: { read: true, update: "status == 'issued'", transfer: "name == 'mine'" } },
  };
  const changes = [{ kind: 'role', name: 'clerk', document }];
  expect((await ask('changesets', { changes, message: '' })).status).toBe(201);
  clerk = await signedIn(server, 'Clerk', ['clerk']);
}, 60_000);
afterAll(() => server.close());

type Fetch = (path: string, init: RequestInit) => Promise<Response>;

async function ask(path: string, body: object, method = 'POST', as: Fetch = fetchAsAdmin) {
  const response = await as(as === fetchAsAdmin ? `${server.url}/api/${path}` : `/api/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer: unknown = JSON.parse((await response.text()) || '{}');
  return { status: response.status, body: isObject(answer) ? answer : {} };
}

test.each([
  ['invalid', 422, 'KILN_INVALID', ['/amount']],
  ['unique', 409, 'KILN_NOT_UNIQUE', ['/name']],
  ['missing', 404, 'KILN_NOT_FOUND', []],
  ['stale', 412, 'KILN_STALE', []],
  ['forbidden', 403, 'KILN_FORBIDDEN', []],
  ['service', 422, 'KILN_INVALID', ['/amount']],
])('what the server refuses of a function is the answer to whoever called: %s', async (fn, status, code, pointers) => {
  const answer = await ask(`plugins/shop/functions/${fn}`, {});
  expect(answer).toMatchObject({ status, body: { code } });
  const { errors } = answer.body;
  expect(Array.isArray(errors) ? errors.map((each) => isObject(each) && each.pointer) : []).toEqual(pointers);
});

test('what the server refuses of a hook is the answer to whoever writes, at the record', async () => {
  for (const when of ['before', 'after']) {
    const one = await ask('records/sale', { name: when });
    expect(one).toMatchObject({ status: 422, body: { code: 'KILN_INVALID', errors: [{ pointer: '/amount' }] } });
    const operations = [{ op: 'create', entity: 'sale', values: { name: when } }];
    const pointer = '/operations/0/values/amount';
    expect(await ask('batch', { operations })).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    // Which one it was of several is not known.
    const several = await ask('batch', { operations: [...operations, ...operations] });
    expect(several).toMatchObject({ status: 422, body: { errors: [{ pointer: '' }] } });
  }
  const { body } = await ask('records/sale', { name: 'changed' });
  const stale = await ask(`records/sale/${String(body.id)}`, { name: 'again' }, 'PATCH');
  expect(stale).toMatchObject({ status: 412, body: { code: 'KILN_STALE' } });
  // That of another record.
  expect(stale.body).not.toHaveProperty('version');
});

test('a hook that may fail without consequences may be refused without them, too', async () => {
  expect(await ask('records/sale', { name: 'extra' })).toMatchObject({ status: 201 });
  await expect
    .poll(async () => JSON.stringify((await askPlugins(server, '/extra/logs?level=error')).body))
    .toContain('KILN_INVALID');
});

/** Threat: anybody who types wrong values switches a plugin off for all. */
test('refusals are no failures: the breaker stays closed, and what the plugin makes of one is its own', async () => {
  for (let n = 0; n < 30; n += 1) {
    expect((await ask('plugins/shop/functions/invalid', {})).status).toBe(422);
  }
  expect(await ask('plugins/shop/functions/wrapped', {})).toMatchObject({
    status: 500,
    body: { code: 'KILN_PLUGIN_FAILED', plugin: 'shop' },
  });
  expect((await askPlugins(server, '/shop')).body).toMatchObject({ breaker: { state: 'closed' } });
});

test('a record may leave the reach of the actor through a plugin as far as it may without one', async () => {
  const use = async (called: string) => {
    const { body } = await ask('records/voucher', { name: called, status: 'issued' });
    const through = await ask('plugins/shop/functions/use', { id: String(body.id) }, 'POST', clerk.fetch);
    const second = await ask('records/voucher', { name: called, status: 'issued' });
    const directly = await ask(`records/voucher/${String(second.body.id)}`, { status: 'used' }, 'PATCH', clerk.fetch);
    expect(through.status).toBe(directly.status);
    return through.status;
  };
  expect(await use('mine')).toBe(200);
  expect(await use('other')).toBe(403);
});
