import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../lib/json.ts';
import { type DefinitionsClient, definitionsClient } from '../testing/definitionsClient.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';
import { putWorkflow } from '../testing/workflows.ts';

let server: TestServer;
let client: DefinitionsClient;

beforeAll(async () => {
  server = await startTestServer({
    entities: [{ $id: 'thing', title: 'Thing', properties: { name: { type: 'string', title: 'Name' } } }],
  });
  client = definitionsClient(server);
  await client.call('/api/workflow-secrets', { name: 'known', value: 'x', hosts: ['example.com'] });
});
afterAll(() => server.close());

const ask = (id: string, more: JsonObject) => ({ id, do: 'http', with: { url: 'https://example.com', ...more } });

async function warnings(changes: readonly object[], dryRun = true): Promise<string[]> {
  const { status, body } = await client.call('/api/changesets', { changes, message: '', dryRun });
  expect(status, JSON.stringify(body)).toBe(dryRun ? 200 : 201);
  const told = isObject(body.plan) && Array.isArray(body.plan.warnings) ? body.plan.warnings.filter(isObject) : [];
  return told.map(
    ({ kind, name, pointer, code, params }) => `${kind}/${name}${pointer} ${code} ${JSON.stringify(params)}`,
  );
}

test('a secret that is not set yet is told where it is named, and hinders nothing', async () => {
  const secret = (name: string) => ({ $secret: name });
  const steps = [
    ask('one', { headers: { Authorization: { $secret: 'later', before: 'Bearer ' }, Other: secret('known') } }),
    { id: 'if', if: 'true', then: [ask('two', { json: { deep: [{ key: secret('later') }] } })], else: [] },
    // Only requests take secrets.
    { id: 'set', do: 'stop', with: { output: secret('nothing') } },
  ];
  const changes = [putWorkflow('asking', { on: 'webhook', hmac: { secret: 'signing' } }, { steps })];
  const expected = [
    'workflow/asking/trigger/hmac/secret secretMissing {"secret":"signing"}',
    'workflow/asking/steps/0/with/headers/Authorization/$secret secretMissing {"secret":"later"}',
    'workflow/asking/steps/1/then/0/with/json/deep/0/key/$secret secretMissing {"secret":"later"}',
  ];
  expect(await warnings(changes)).toEqual(expected);
  await client.call('/api/workflow-secrets', { name: 'signing', value: 'x' });
  expect(await warnings(changes, false)).toEqual(expected.slice(1));
  // What does not change is not looked at.
  expect(await warnings([putWorkflow('other', { on: 'manual' })])).toEqual([]);
  await client.call('/api/workflow-secrets', { name: 'later', value: 'x', hosts: ['example.com'] });
  expect(
    await warnings([putWorkflow('asking', { on: 'webhook', hmac: { secret: 'signing' } }, { steps, title: 'Again' })]),
  ).toEqual([]);
});
