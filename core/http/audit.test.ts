import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchAsAdmin } from '../testing/asAdmin.ts';
import { type SignedIn, signedIn } from '../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

let webhook: Server;
const alerts: { text: string; actor: { name: string } }[] = [];
let server: TestServer;
let mia: SignedIn;
let mine: string;
let hidden: string;

beforeAll(async () => {
  webhook = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => {
      body += chunk;
    });
    req.on('end', () => {
      alerts.push(JSON.parse(body));
      res.end();
    });
  }).listen(0, '127.0.0.1');
  await once(webhook, 'listening');
  const { port } = webhook.address() as AddressInfo;
  server = await startTestServer({
    definitions: [fileURLToPath(new URL('../../schemas/crm', import.meta.url))],
    alert: { webhook: `http://127.0.0.1:${port}/`, mail: undefined, denials: 3, minutes: 10 },
  });
  mia = await signedIn(server, 'Mia', ['salesperson']);
  mine = (await admin('POST', '/api/records/contact', { name: 'Mine', idNumber: 'ID-4711-1', ownerId: mia.id })).body
    .id;
  hidden = (await admin('POST', '/api/records/contact', { name: 'Hidden' })).body.id;
}, 60_000);
afterAll(async () => {
  await server.close();
  webhook.close();
});

async function admin(method: string, path: string, body?: unknown) {
  const init = {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  };
  const response = await fetchAsAdmin(`${server.url}${path}`, init);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: response.headers.get('content-type')?.includes('json;') ? JSON.parse(text) : text,
  };
}

/** What /api/audit tells once all that was noted is written. */
async function audited(query: string) {
  await server.workspace.trail.flush();
  const { status, body } = await admin('GET', `/api/audit?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.data;
}

test('a write by a token, with the request that made it', async () => {
  const response = await mia.fetch(`/api/records/contact/${mine}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'x-request-id': 'request-of-mia' },
    body: JSON.stringify({ name: 'Still mine' }),
  });
  expect(response.status).toBe(200);
  const [entry] = await audited(`record=${mine}&action=updated`);
  expect(entry).toMatchObject({
    actor: { id: mia.id, name: 'Mia' },
    via: 'token',
    requestId: 'request-of-mia',
    entity: 'contact',
    changes: [{ field: 'name', before: 'Mine', after: 'Still mine' }],
  });
});

test('history: for those who read the record, in their fields', async () => {
  const own = await mia.fetch(`/api/records/contact/${mine}/history`);
  expect(own.status).toBe(200);
  expect((await mia.fetch(`/api/records/contact/${hidden}/history`)).status).toBe(404);
  // Who was refused, or has looked at it, is told to auditors alone.
  await mia.fetch(`/api/records/contact/${mine}`, { method: 'DELETE' });
  await server.workspace.trail.flush();
  const actionsOf = (text: string): string[] => JSON.parse(text).data.map(({ action }: { action: string }) => action);
  const told = actionsOf(await (await mia.fetch(`/api/records/contact/${mine}/history`)).text());
  expect(told.every((action) => ['created', 'updated'].includes(action))).toBe(true);
  expect(actionsOf((await admin('GET', `/api/records/contact/${mine}/history`)).text)).toContain('denied');
  expect((await mia.fetch('/api/records/nothing/x/history')).status).toBe(404);
  expect((await admin('GET', `/api/records/contact/${hidden}/history?limit=0`)).status).toBe(400);
  expect((await admin('GET', `/api/records/contact/${hidden}/history?page=2`)).status).toBe(400);
});

test('the audit is for those with the system right', async () => {
  expect((await mia.fetch('/api/audit')).status).toBe(403);
  expect((await mia.fetch('/api/audit/export')).status).toBe(403);
  expect((await fetch(`${server.url}/api/audit`)).status).toBe(401);
});

test('what was refused, also where it looked like nothing was there; and the alert, once', async () => {
  await mia.fetch(`/api/records/contact/${hidden}`);
  await mia.fetch('/api/records/contact/00000000-0000-7000-8000-000000000999');
  await mia.fetch(`/api/records/contact/${hidden}?where=secret`, { method: 'DELETE' });
  const denied = await audited(`action=denied&actor=${mia.id}`);
  const seen = denied.map(({ record, details }: { record: string; details: { path: string; reason: string } }) => [
    record,
    details.reason,
  ]);
  expect(seen.filter(([record]: string[]) => record === hidden).length).toBeGreaterThanOrEqual(2);
  expect(JSON.stringify(denied)).not.toMatch(/000000000999|where=secret/);
  for (let n = 0; n < 5; n++) await mia.fetch('/api/audit');
  await server.workspace.trail.flush();
  await expect.poll(() => alerts.length).toBe(1);
  expect(alerts[0]).toMatchObject({ event: 'repeatedDenials', actor: { id: mia.id, name: 'Mia' }, minutes: 10 });
});

test('reads of sensitive fields, where they have a value and were asked for', async () => {
  const before = (await audited('action=read')).length;
  await admin('GET', `/api/records/contact/${mine}`);
  await admin('GET', `/api/records/contact/${mine}?select=id,name`);
  await admin('GET', `/api/records/contact/${hidden}`);
  const reads = await audited('action=read');
  expect(reads).toHaveLength(before + 1);
  expect(reads[0]).toMatchObject({ record: mine, details: { fields: ['idNumber'] } });
  // An empty change would be another way to look.
  await admin('PATCH', `/api/records/contact/${mine}`, {});
  expect(await audited('action=read')).toHaveLength(before + 2);
});

test('reads of sensitive fields in lists, an entry for each page', async () => {
  const before = (await audited('action=read')).length;
  await admin('GET', '/api/records/contact?select=id,name');
  const { body } = await admin('GET', '/api/records/contact?select=id,idNumber');
  const shown = body.data.filter(({ idNumber }: { idNumber: string | null }) => idNumber !== null);
  expect(shown.length).toBeGreaterThan(0);
  const reads = await audited('action=read');
  expect(reads).toHaveLength(before + 1);
  const ids = shown.map(({ id }: { id: string }) => id);
  expect(reads[0]).toMatchObject({ record: null, details: { fields: ['idNumber'], records: shown.length, ids } });
});

test('changes of definitions and of roles', async () => {
  const document = { $schema: 'kiln:role', $id: 'visitor', title: 'Visitor', entities: { contact: { read: 'own' } } };
  const changed = await admin('POST', '/api/changesets', {
    changes: [{ kind: 'role', name: 'visitor', document }],
    message: 'let visitors in',
  });
  expect(changed.status, changed.text).toBe(201);
  const [roles] = await audited('action=rolesChanged');
  expect(roles).toMatchObject({
    details: { changeSet: changed.body.id, message: 'let visitors in', documents: ['role/visitor'] },
  });
  expect((await audited('action=definitionsChanged')).length).toBeGreaterThanOrEqual(2);
});

test('export: every entry a line, the export itself is in the audit', async () => {
  const ndjson = await admin('GET', '/api/audit/export?entity=contact');
  const lines = ndjson.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.length).toBeGreaterThanOrEqual(3);
  expect(lines.every(({ entity }) => entity === 'contact')).toBe(true);
  const csv = await admin('GET', '/api/audit/export?format=csv');
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"');
  expect(csv.text.split('\r\n')[0]).toBe(
    'id,at,action,actor,actorKind,actorId,via,requestId,entity,record,changes,details',
  );
  expect((await admin('GET', '/api/audit/export?format=xml')).status).toBe(400);
  expect((await admin('GET', '/api/audit/export?from=never')).status).toBe(400);
  expect(await audited('action=exported')).toHaveLength(2);
});

test('people are neither created nor deleted over the API of records', async () => {
  expect((await admin('POST', '/api/records/user', { name: 'Eve' })).status).toBe(403);
  expect((await admin('DELETE', `/api/records/user/${mia.id}`)).status).toBe(403);
  expect((await admin('DELETE', `/api/records/user/${mia.id}?purge=true`)).status).toBe(403);
  expect((await admin('PATCH', `/api/records/user/${mia.id}`, { email: 'eve@example.com' })).status).toBe(403);
});

test('an Idempotency-Key of one is nothing to another, nor to a token with other rights', async () => {
  const post = (fetcher: (path: string, init: RequestInit) => Promise<Response>) =>
    fetcher('/api/records/contact', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'same-key' },
      body: JSON.stringify({ name: 'Once' }),
    });
  const first = await (await post((path, init) => fetchAsAdmin(`${server.url}${path}`, init))).text();
  const second = await post(mia.fetch);
  expect(second.headers.get('idempotency-replayed')).toBeNull();
  expect(JSON.parse(await second.text()).id).not.toBe(JSON.parse(first).id);
});

test('nothing that was noted is lost when the server stops', async () => {
  const other = await startTestServer({ definitions: [fileURLToPath(new URL('../../schemas/crm', import.meta.url))] });
  const { db, trail } = other.workspace;
  const query = db.query.bind(db);
  for (let n = 0; n < 1_234; n++) {
    trail.note({ action: 'read', actor: null, via: 'ui', requestId: 'last', details: { n } });
  }
  await trail.close();
  const [row] = await query({ text: `select count(*) from audit.entry where request_id = 'last'`, values: [] });
  expect(row?.[0]).toBe('1234');
  await other.close();
}, 60_000);
