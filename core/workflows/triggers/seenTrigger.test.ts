import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/json.ts';
import { type DefinitionsClient, definitionsClient } from '../../testing/definitionsClient.ts';
import { type SignedIn, signedIn } from '../../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { putWorkflow, runsOf } from '../../testing/workflows.ts';
import { seenTrigger } from './seenTrigger.ts';

let server: TestServer;
let client: DefinitionsClient;
let seller: SignedIn;

beforeAll(async () => {
  server = await startTestServer({
    entities: [
      {
        $id: 'deal',
        title: 'Deal',
        type: 'object',
        properties: {
          name: { type: 'string', title: 'Name' },
          phone: { type: 'string', title: 'Phone' },
          margin: { type: 'number', title: 'Margin' },
          label: { type: 'string', title: 'Label', 'x-formula': "name + '!'" },
          told: { type: 'number', title: 'Told', 'x-formula': 'margin * 2.0' },
          parent: { title: 'Parent', 'x-relation': { to: 'deal', onDelete: 'setNull' } },
          above: { type: 'number', title: 'Above', 'x-formula': 'parent.margin' },
        },
        'x-owned': true,
      },
    ],
  });
  client = definitionsClient(server);
  const entities = {
    deal: {
      create: true,
      read: 'ownerId == actor.id',
      update: 'ownerId == actor.id',
      fields: { margin: { read: false }, phone: { mask: 'last4' } },
    },
  };
  await client.apply([
    {
      kind: 'role',
      name: 'seller',
      document: { $schema: 'kiln:role', $id: 'seller', title: 'Seller', entities, system: [] },
    },
    putWorkflow('open', { on: 'record.updated', entity: 'deal' }),
    putWorkflow('spying', { on: 'record.updated', entity: 'deal', when: 'record.margin > 10.0' }),
    putWorkflow('watching', { on: 'record.updated', entity: 'deal', watch: ['margin', 'name'] }),
  ]);
  seller = await signedIn(server, 'Sally Seller', ['seller']);
});
afterAll(() => server.close());

async function write(path: string, values: JsonObject, method = 'POST'): Promise<string> {
  const { status, body } = await client.call(`/api/records/${path}`, values, method);
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  return String(body.id);
}

/** What the seller sees of the last run. */
async function seen(workflow: string): Promise<JsonObject | undefined> {
  const found = server.workspace.model().workflows.get(workflow);
  const run = (await runsOf(client, workflow)).at(-1);
  if (!found || !run) throw new Error('there is no such run');
  return seenTrigger(server.workspace.ctx(seller.actor, 'test'), found, { ...run.trigger, on: 'record.updated' });
}

test('what the actor may not read is not there, and what is masked is masked', async () => {
  const id = await write('deal', { name: 'a', phone: '13812345678', margin: 20, ownerId: seller.id });
  await write(`deal/${id}`, { name: 'b', margin: 30 }, 'PATCH');
  const trigger = await seen('open');
  expect(trigger).toMatchObject({
    record: { id, name: 'b', phone: '****5678', label: 'b!', version: 2 },
    before: { id, name: 'a', phone: '****5678', label: 'a!' },
  });
  for (const hidden of ['margin', 'told', 'above']) {
    expect(trigger?.record).not.toHaveProperty(hidden);
    expect(trigger?.before).not.toHaveProperty(hidden);
  }
});

test('who writes has no part in it: also a change by right of a condition keeps everything', async () => {
  const id = await write('deal', { name: 'a', margin: 20, ownerId: seller.id });
  const answer = await seller.fetch(`/api/records/deal/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: '{"name":"b"}',
  });
  expect(answer.status).toBe(200);
  const run = (await runsOf(client, 'open')).at(-1);
  expect(run?.trigger).toMatchObject({ record: { name: 'b', margin: 20 }, before: { name: 'a', margin: 20 } });
});

test('of a record of somebody else there is the id alone', async () => {
  const id = await write('deal', { name: 'a', ownerId: seller.id });
  const other = await signedIn(server, 'Other Seller', ['seller']);
  await write(`deal/${id}`, { ownerId: other.id }, 'PATCH');
  expect(await seen('open')).toMatchObject({ record: { id }, before: { id } });
  expect((await seen('open'))?.record).toEqual({ id });
});

test('a condition over what the actor may not read starts nothing', async () => {
  const id = await write('deal', { name: 'a', margin: 5, ownerId: seller.id });
  await write(`deal/${id}`, { margin: 50 }, 'PATCH');
  expect(await seen('spying')).toBeUndefined();
  expect(await seen('watching')).toBeUndefined();
  await write(`deal/${id}`, { name: 'b', margin: 60 }, 'PATCH');
  expect(await seen('watching')).toMatchObject({ record: { name: 'b' } });
});

test('a record that is gone for good', async () => {
  const id = await write('deal', { name: 'a', ownerId: seller.id });
  await write(`deal/${id}`, { name: 'b' }, 'PATCH');
  await client.call(`/api/records/deal/${id}?purge=true`, undefined, 'DELETE');
  expect((await seen('open'))?.record).toEqual({ id });
});
