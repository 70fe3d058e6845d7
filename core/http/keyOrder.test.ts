import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchAsAdmin } from '../testing/asAdmin.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { startTestServer } from '../testing/startTestServer.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Neither sorted nor by length: the two orders that jsonb or a sloppy store would give. */
const document = {
  title: 'Order',
  $id: 'order',
  properties: {
    zone: { title: 'Zone', type: 'string', maxLength: 40 },
    a: { enum: ['z', 'a', 'm'], type: 'string', 'x-options': { z: { color: 'red', title: 'Z' }, a: {}, m: {} } },
    middle: { type: 'integer', minimum: 1, default: 7 },
    bb: { type: 'string' },
  },
  'x-display': 'zone',
  type: 'object',
  required: ['zone', 'a'],
  $schema: 'kiln:entity',
};

test('the keys of a document keep their order through the store and the API, and the fields with them', async () => {
  const read = async (url: string, path: string) => (await fetchAsAdmin(`${url}/api/${path}`)).text();
  const expectOrder = async (url: string) => {
    const stored = await read(url, 'definitions/entity/order');
    expect(stored).toContain(`"document":${JSON.stringify(document)}`);
    const schema = JSON.parse(await read(url, 'openapi.json')).components.schemas.order;
    const own = new Set(Object.keys(document.properties));
    expect(Object.keys(schema.properties).filter((name) => own.has(name))).toEqual([...own]);
  };
  const first = await startTestServer({ databaseUrl: database.url, entities: [] });
  try {
    const reply = await fetchAsAdmin(`${first.url}/api/changesets`, {
      method: 'POST',
      body: JSON.stringify({ changes: [{ kind: 'entity', name: 'order', document }], message: '' }),
      headers: { 'content-type': 'application/json' },
    });
    expect([reply.status, await reply.text()]).toEqual([201, expect.any(String)]);
    await expectOrder(first.url);
  } finally {
    await first.close();
  }
  const second = await startTestServer({ databaseUrl: database.url, entities: [] });
  try {
    await expectOrder(second.url);
    const [set] = JSON.parse(await read(second.url, 'changesets')).data;
    const { changes } = JSON.parse(await read(second.url, `changesets/${set.id}`));
    expect(JSON.stringify(changes)).toContain(JSON.stringify(document));
  } finally {
    await second.close();
  }
});
