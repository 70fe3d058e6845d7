import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchAsAdmin } from '../testing/asAdmin.ts';
import { signedIn } from '../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';
import { openSecret } from '../workflows/secrets/openSecret.ts';

let server: TestServer;
const value = 'hunter2-hunter2-hunter2';

beforeAll(async () => {
  server = await startTestServer({});
}, 60_000);
afterAll(() => server.close());

async function ask(method: string, path = '', body?: object): Promise<{ status: number; text: string }> {
  const content = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetchAsAdmin(`${server.url}/api/workflow-secrets${path}`, { method, ...content });
  return { status: response.status, text: await response.text() };
}

const set = async (body: object) => (await ask('POST', '', body)).status;
const opened = (name: string) => openSecret(server.workspace.db, server.workspace.vault, name);

test('a secret is set, named, and never given back', async () => {
  expect(await set({ name: 'apiKey', value, hosts: ['api.example.com', '*.example.org:8443'] })).toBe(204);
  const { text } = await ask('GET');
  expect(JSON.parse(text)).toEqual({
    data: [
      {
        name: 'apiKey',
        hosts: ['api.example.com', '*.example.org:8443'],
        setAt: expect.any(String),
        setBy: { id: expect.any(String), name: expect.any(String) },
      },
    ],
  });
  const stored = await server.workspace.db.query({ text: 'select s::text from kiln.workflow_secret s', values: [] });
  const entries = await server.workspace.db.query({
    text: `select details::text from audit.entry where action = 'secretsChanged'`,
    values: [],
  });
  expect(JSON.stringify([text, stored, entries])).not.toContain('hunter2');
  expect(entries).toHaveLength(1);
  expect(await opened('apiKey')).toEqual({ text: value, hosts: ['api.example.com', '*.example.org:8443'] });
});

/** Threat: whoever may set secrets has one sent to where they can read it. */
test('it is for other hosts only with the value again, for fewer of them without', async () => {
  expect(await set({ name: 'apiKey', hosts: ['api.example.com', 'evil.example.net'] })).toBe(422);
  expect(await set({ name: 'apiKey', hosts: ['api.example.com'] })).toBe(204);
  expect(await opened('apiKey')).toEqual({ text: value, hosts: ['api.example.com'] });
  expect(await set({ name: 'apiKey', hosts: ['*.example.org:8443'] })).toBe(422);
  expect(await set({ name: 'apiKey', value: 'another secret' })).toBe(204);
  expect(await opened('apiKey')).toEqual({ text: 'another secret', hosts: ['api.example.com'] });
  expect(await set({ name: 'unknown' })).toBe(422);
});

test.each([
  { value },
  { name: '', value },
  { name: 'a b', value },
  { name: 'x', value: '' },
  { name: 'x', value, hosts: ['*'] },
  { name: 'x', value, hosts: ['https://api.example.com/'] },
  { name: 'x', value, hosts: ['api.example.com:0'] },
  { name: 'x', value, hosts: 'api.example.com' },
  { name: 'x', value, more: 1 },
])('%j is refused', async (body) => {
  expect(await set(body)).toBe(422);
});

test('it is forgotten', async () => {
  expect((await ask('DELETE', '/apiKey')).status).toBe(204);
  expect((await ask('DELETE', '/apiKey')).status).toBe(404);
  expect(await opened('apiKey')).toBeUndefined();
  expect(JSON.parse((await ask('GET')).text)).toEqual({ data: [] });
});

test('all of it takes the right to workflows', async () => {
  const { fetch } = await signedIn(server, 'Somebody', []);
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'x', value }),
  };
  expect((await fetch('/api/workflow-secrets')).status).toBe(403);
  expect((await fetch('/api/workflow-secrets', init)).status).toBe(403);
  expect((await fetch('/api/workflow-secrets/x', { method: 'DELETE' })).status).toBe(403);
});
