import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { type DefinitionsClient, definitionsClient } from '../testing/definitionsClient.ts';
import { installPlugin } from '../testing/installPlugin.ts';
import { type SignedIn, signedIn } from '../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

/** Ids that clients bring along, of records that are, or were, there already. */

let server: TestServer;
let client: DefinitionsClient;
let clerk: SignedIn;

beforeAll(async () => {
  const name = { type: 'string', title: 'Name' };
  server = await startTestServer({
    entities: [
      {
        $id: 'quote',
        title: 'Quote',
        'x-owned': true,
        properties: { name, lines: { title: 'Lines', 'x-children': { entity: 'quoteLine', field: 'quote' } } },
      },
      {
        $id: 'quoteLine',
        title: 'Line',
        properties: { name, quote: { title: 'Quote', 'x-relation': { to: 'quote' } } },
        'x-parent': { entity: 'quote', field: 'quote' },
      },
    ],
  });
  client = definitionsClient(server);
  const own = 'ownerId == actor.id';
  const document = {
    $schema: 'kiln:role',
    $id: 'clerk',
    title: 'Clerk',
    entities: { quote: { create: true, read: own, update: own, delete: own } },
  };
  await client.apply([{ kind: 'role', name: 'clerk', document }]);
  clerk = await signedIn(server, 'Clerk', ['clerk']);
}, 60_000);
afterAll(() => server.close());

const quotes = '/api/records/quote';
const taken = (pointer: string) => ({
  status: 409,
  body: {
    code: 'KILN_NOT_UNIQUE',
    detail: 'A record with this id exists already, perhaps in the recycle bin.',
    errors: [{ pointer, code: 'idTaken', params: {} }],
  },
});

async function made(values: JsonObject = {}): Promise<string> {
  const id = randomUUID();
  expect((await client.call(quotes, { id, ...values })).status).toBe(201);
  return id;
}

async function removed(id: string, query = ''): Promise<void> {
  expect((await client.call(`${quotes}/${id}${query}`, undefined, 'DELETE')).status).toBe(204);
}

async function asClerk(path: string, body: JsonObject | JsonObject[]) {
  const headers = { 'content-type': 'application/json' };
  const reply = await clerk.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer: JsonObject = JSON.parse(await reply.text());
  return { status: reply.status, body: answer };
}

test('an id that is there, or in the recycle bin, is taken, whoever asks and whichever way', async () => {
  const there = await made();
  const gone = await made();
  await removed(gone);
  for (const id of [there, gone]) {
    expect(await client.call(quotes, { id })).toMatchObject(taken('/id'));
    expect(await client.call(quotes, [{ name: 'a' }, { id, name: 'b' }])).toMatchObject(taken('/1/id'));
    // They may see neither, and learn no more than that the id is not free.
    expect(await asClerk(quotes, { id })).toMatchObject(taken('/id'));
    expect(await client.call(quotes, { id: id.toUpperCase() })).toMatchObject(taken('/id'));
  }
  const twice = randomUUID();
  expect(await client.call(quotes, [{ id: twice }, { id: twice }])).toMatchObject(taken('/1/id'));
});

test('in a batch, and after a removal in the same batch, too; nothing of it is done', async () => {
  const id = await made();
  const operations = [
    { op: 'create', entity: 'quote', values: { name: 'first of all' } },
    { op: 'delete', entity: 'quote', id },
    { op: 'create', entity: 'quote', values: { id } },
  ];
  const { status, body } = await client.call('/api/batch', { operations });
  expect([status, body.code]).toEqual([409, 'KILN_NOT_UNIQUE']);
  expect(body.errors).toMatchObject([{ pointer: '/operations/2/values/id', code: 'idTaken' }]);
  expect((await client.call(`${quotes}/${id}`)).status).toBe(200);
  expect((await client.call(`${quotes}?where=name=='first of all'`)).body.data).toEqual([]);
});

test('line items get theirs from the server', async () => {
  const lines = [{ id: randomUUID(), name: 'a' }];
  expect(await client.call(quotes, { lines })).toMatchObject({ status: 422, body: { code: 'KILN_INVALID' } });
});

test('a plugin is told the same by the call that it makes', async () => {
  await installPlugin(server, {
    manifest: { id: 'maker', capabilities: { records: { quote: ['read', 'create'] } } },
    code: `
import { definePlugin } from 'kiln:sdk';
export default definePlugin({
  functions: {
    async make(ctx, { id }) {
      try { await ctx.records('quote').create({ id }); return { made: true }; }
      catch (error) { return { code: error.code, errors: error.errors }; }
    },
  },
});`,
  });
  const id = await made();
  await removed(id);
  const { status, body } = await client.call('/api/plugins/maker/functions/make', { id });
  expect(status).toBe(200);
  expect(body).toMatchObject({ code: 'KILN_NOT_UNIQUE', errors: [{ pointer: '/id', code: 'idTaken' }] });
});

test('an id of what was purged is free, and nothing of the one before comes with it', async () => {
  const id = await made({ name: 'a secret' });
  await removed(id);
  await removed(id, '?purge=true');
  expect(await asClerk(quotes, { id, name: 'mine' })).toMatchObject({ status: 201 });
  const past = await (await clerk.fetch(`${quotes}/${id}/history`)).text();
  expect(past).toContain('mine');
  expect(past).not.toContain('a secret');
});
