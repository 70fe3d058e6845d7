import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DefinitionsClient, definitionsClient, entityDocument, putEntity } from '../testing/definitionsClient.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';
import { sweepOptions } from './sweepOptions.ts';

let server: TestServer;
let client: DefinitionsClient;

beforeAll(async () => {
  server = await startTestServer({});
  client = definitionsClient(server);
}, 60_000);
afterAll(() => server.close());

test('old values that were written while the change came get the new ones, and nothing else', async () => {
  const deal = entityDocument('deal', {
    stage: { type: 'string', enum: ['open', 'won'] },
    tags: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
  });
  await client.apply([putEntity(deal)]);
  await client.call('/api/records/deal', [{ stage: 'won', tags: ['a', 'b'] }, { stage: 'open' }]);
  const renamed = entityDocument('deal', {
    stage: { type: 'string', enum: ['open', 'closed'], 'x-options': { closed: { 'x-id': 'won' } } },
    tags: { type: 'array', items: { type: 'string', enum: ['x', 'b'] }, 'x-options': { x: { 'x-id': 'a' } } },
  });
  await client.apply([putEntity(renamed)]);
  const { db } = server.workspace;
  expect(await sweepOptions(db, server.workspace.model())).toBe(0);
  await client.query(`update data.deal set stage = 'won', tags = '{b,a}' where stage = 'closed'`);
  expect(await sweepOptions(db, server.workspace.model())).toBe(2);
  expect(await client.query('select stage, tags, version from data.deal order by stage')).toEqual([
    ['closed', '{b,x}', '1'],
    ['open', null, '1'],
  ]);
  // Another option of that name is meant from now on.
  const again = entityDocument('deal', {
    stage: {
      type: 'string',
      enum: ['open', 'closed', 'won'],
      'x-options': { closed: { 'x-id': 'won' }, won: { 'x-id': 'new' } },
    },
  });
  await client.apply([putEntity(again)]);
  await client.query(`update data.deal set stage = 'won' where stage = 'closed'`);
  expect(await sweepOptions(db, server.workspace.model())).toBe(0);
});
