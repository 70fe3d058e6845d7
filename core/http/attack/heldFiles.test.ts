/**
 * Threat: whoever knows the id of a file puts it into a record of their own, and reads it there.
 */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/json.ts';
import { adminToken } from '../../testing/asAdmin.ts';
import { type SignedIn, signedIn } from '../../testing/signedIn.ts';
import { signInAs } from '../../testing/signInAs.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';

type Fetch = SignedIn['fetch'];
let server: TestServer;
let mia: SignedIn;
let ben: SignedIn;
let asAdmin: Fetch;

beforeAll(async () => {
  server = await startTestServer({ definitions: [fileURLToPath(new URL('../../../schemas/crm', import.meta.url))] });
  mia = await signedIn(server, 'Mia', ['salesperson']);
  ben = await signedIn(server, 'Ben', ['salesperson']);
  asAdmin = (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${adminToken}`);
    return fetch(`${server.url}${path}`, { ...init, headers });
  };
}, 60_000);
afterAll(() => server.close());

const absent = '0190b8a8-0000-7000-8000-000000000000';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function upload(by: Fetch, content: Buffer<ArrayBuffer> | string = 'hello'): Promise<string> {
  const body = new FormData();
  body.append('file', new Blob([content]), content === 'hello' ? 'a.txt' : 'a.png');
  return JSON.parse(await (await by('/api/files', { method: 'POST', body })).text()).id;
}

async function write(by: Fetch, method: string, path: string, values: JsonObject) {
  const response = await by(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(values),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

const note = (title: string, ...files: string[]): JsonObject => ({ title, attachments: files.map((id) => ({ id })) });

/** Refused in the very words that tell that there is no such file. */
async function expectGone(by: Fetch, id: string, method: string, path: string, bodyOf: (id: string) => JsonObject) {
  const [held, missing] = [await write(by, method, path, bodyOf(id)), await write(by, method, path, bodyOf(absent))];
  expect(held.status).toBe(422);
  expect({ ...held.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });
  expect(held.body.errors[0].code).toBe('fileGone');
  expect((await by(`/api/files/${id}`)).status).toBe(404);
}

test('what somebody uploaded is theirs to attach, and nobody elses', async () => {
  const file = await upload(mia.fetch);
  await expectGone(ben.fetch, file, 'POST', '/api/records/note', (id) => note('Taken', id));
  expect((await write(mia.fetch, 'POST', '/api/records/note', note('Mine', file))).status).toBe(201);
  await expectGone(ben.fetch, file, 'POST', '/api/records/note', (id) => note('Taken', id));
});

test('a file of a record that one does not read, on every way in', async () => {
  const file = await upload(asAdmin);
  const image = await upload(asAdmin, png);
  await write(asAdmin, 'POST', '/api/records/note', note('Of the administrator', file, image));
  const own = await write(mia.fetch, 'POST', '/api/records/note', note('Mine'));
  const path = `/api/records/note/${own.body.id}`;
  await expectGone(mia.fetch, file, 'PATCH', path, (id) => note('Mine', id));
  await expectGone(mia.fetch, file, 'PATCH', path, (id) => note('Mine', id.toUpperCase()));
  await expectGone(mia.fetch, file, 'POST', '/api/batch', (id) => ({
    operations: [{ op: 'update', entity: 'note', id: String(own.body.id), values: note('Mine', id) }],
  }));
  // The profile is written without the limits of roles.
  const { name, value } = await signInAs(server, mia.id);
  const inPerson: Fetch = (to, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('cookie', `${name}=${value}`);
    return fetch(`${server.url}${to}`, { ...init, headers });
  };
  await expectGone(inPerson, image, 'PATCH', '/api/me', (id) => ({ avatar: { id } }));
});

test('an own upload that a record of somebody else holds by now', async () => {
  const file = await upload(mia.fetch);
  const held = await write(asAdmin, 'POST', '/api/records/note', note('Took it', file));
  await expectGone(mia.fetch, file, 'POST', '/api/records/note', (id) => note('Mine', id));
  // Once no record holds it any more it is hers again, without waiting for housekeeping.
  await write(asAdmin, 'PATCH', `/api/records/note/${held.body.id}`, { attachments: [] });
  expect((await write(mia.fetch, 'POST', '/api/records/note', note('Mine', file))).status).toBe(201);
});

test('what one reads may be attached elsewhere, and what the record holds stays', async () => {
  const file = await upload(asAdmin);
  const values = { subject: 'For Mia', attachments: [{ id: file }], ownerId: mia.id };
  const given = await write(asAdmin, 'POST', '/api/records/activity', values);
  expect((await write(mia.fetch, 'POST', '/api/records/note', note('Copied', file))).status).toBe(201);
  const more = await upload(mia.fetch);
  const attachments = [{ id: file }, { id: more }];
  const changed = await write(mia.fetch, 'PATCH', `/api/records/activity/${given.body.id}`, { attachments });
  expect(changed.status).toBe(200);
  expect(changed.body.attachments).toHaveLength(2);
});

test('two at once with the same upload', async () => {
  const file = await upload(mia.fetch);
  const attempts = Array.from({ length: 4 }, () => write(ben.fetch, 'POST', '/api/records/note', note('Race', file)));
  const [own, ...others] = await Promise.all([
    write(mia.fetch, 'POST', '/api/records/note', note('Own', file)),
    ...attempts,
  ]);
  expect(own.status).toBe(201);
  expect(others.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
});
