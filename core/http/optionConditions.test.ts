import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchAsAdmin } from '../testing/asAdmin.ts';
import type { Expected } from '../testing/Expected.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    entities: [
      {
        $id: 'deal',
        title: 'Deal',
        properties: {
          name: { type: 'string', title: 'Name' },
          amount: { type: 'integer', title: 'Amount' },
          stage: {
            type: 'string',
            title: 'Stage',
            enum: ['open', 'won'],
            default: 'open',
            'x-options': { won: { title: 'Won', when: 'has(amount) && amount > 0' } },
          },
          flags: {
            type: 'array',
            title: 'Flags',
            items: { type: 'string', enum: ['big', 'new'] },
            'x-options': { big: { title: 'Big', when: 'amount >= 100' } },
          },
        },
      },
    ],
  });
});
afterAll(() => server?.close());

interface Reply {
  readonly status: number;
  readonly body: Expected;
}

async function call(method: string, path: string, body?: object): Promise<Reply> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetchAsAdmin(`${server.url}${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: await response.json() };
}
const post = (body: object) => call('POST', '/api/records/deal', body);

test('an option whose condition does not hold is refused, whoever writes it', async () => {
  const refused = await post({ name: 'A', stage: 'won' });
  expect(refused.status).toBe(422);
  expect(refused.body.errors).toEqual([
    {
      pointer: '/stage',
      code: 'optionHere',
      params: { title: 'Stage', option: 'Won' },
      message: '"Won" cannot be chosen for "Stage" here.',
    },
  ]);
  const { status, body } = await post({ name: 'A', stage: 'won', amount: 5 });
  expect(status).toBe(201);
  const at = `/api/records/deal/${body.id}`;
  // What the condition reads counts as well: it would leave an option that cannot be.
  expect((await call('PATCH', at, { amount: 0 })).status).toBe(422);
  expect((await call('PATCH', at, { amount: 0, stage: 'open' })).status).toBe(200);
  expect((await call('PATCH', at, { flags: ['new', 'big'] })).body.errors).toMatchObject([
    { pointer: '/flags', params: { option: 'Big' } },
  ]);
  expect((await call('PATCH', at, { flags: ['new'] })).status).toBe(200);
});

test('a change of something else leaves an option alone that could not be chosen now', async () => {
  const { body } = await post({ name: 'B', stage: 'won', amount: 5 });
  await server.workspace.db.query({ text: 'update data.deal set amount = null where id = $1', values: [body.id] });
  expect((await call('PATCH', `/api/records/deal/${body.id}`, { name: 'C' })).status).toBe(200);
});

test('the browser is told of the condition, to offer the option or not', async () => {
  const { body } = await call('GET', '/api/model');
  const deal = body.entities.find(({ name }: { name: string }) => name === 'deal');
  const stage = deal.fields.find(({ name }: { name: string }) => name === 'stage');
  expect(stage.options).toEqual([
    { value: 'open', title: 'Open' },
    { value: 'won', title: 'Won', when: 'has(amount) && amount > 0' },
  ]);
});
