import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { fetchAsAdmin } from '../testing/asAdmin.ts';
import type { Expected } from '../testing/Expected.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const album = {
  $id: 'album',
  title: 'Album',
  properties: {
    name: { type: 'string' },
    cover: { 'x-type': 'image' },
    pictures: { 'x-type': 'images', 'x-accept': ['image/png'], 'x-maxBytes': 100 },
    letter: { 'x-type': 'file', 'x-accept': ['text/*'] },
    songs: { 'x-children': { entity: 'song', field: 'album' } },
  },
};
const song = {
  $id: 'song',
  title: 'Song',
  properties: {
    album: { 'x-relation': { to: 'album', onDelete: 'cascade' } },
    score: { 'x-type': 'file' },
  },
};

let server: TestServer;
let picture: JsonObject;
let text: JsonObject;
let large: JsonObject;
beforeAll(async () => {
  server = await startTestServer({ entities: [album, song] });
  picture = await upload(png, 'image/png');
  text = await upload(Buffer.from('hello'), 'text/plain');
  large = await upload(Buffer.concat([png, Buffer.alloc(100)]), 'image/png');
});
afterAll(() => server.close());

async function upload(content: Buffer<ArrayBuffer>, type: string): Promise<JsonObject> {
  const body = new FormData();
  body.append('file', new Blob([content], { type }), 'name');
  return JSON.parse(await (await fetchAsAdmin(`${server.url}/api/files`, { method: 'POST', body })).text());
}

async function write(method: string, path: string, body: unknown): Promise<{ status: number; body: Expected }> {
  const headers = { 'content-type': 'application/json' };
  const reply = await fetchAsAdmin(`${server.url}/api/records/${path}`, {
    method,
    headers,
    body: JSON.stringify(body),
  });
  return { status: reply.status, body: await reply.json() };
}

test('of what a client says of a file only the id counts', async () => {
  const lie = { id: String(picture.id).toUpperCase(), name: '<b>.exe', size: 1, type: 'text/html' };
  const created = await write('POST', 'album', { cover: lie, pictures: [lie], songs: [{ score: { id: text.id } }] });
  expect(created).toMatchObject({ status: 201, body: { cover: picture, pictures: [picture] } });
  const changed = await write('PATCH', `album/${created.body.id}`, { letter: { id: text.id, size: 9 }, cover: null });
  expect(changed).toMatchObject({ status: 200, body: { letter: text, cover: null, pictures: [picture] } });
  const songs = await (await fetchAsAdmin(`${server.url}/api/records/song`)).json();
  expect(songs).toMatchObject({ data: [{ score: text }] });
});

test('what the server does not know or the field does not take is refused, each where it stands', async () => {
  const unknown = { id: '0190aaaa-0000-7000-8000-00000000dead' };
  const body = { cover: text, pictures: [picture, large, unknown], letter: picture };
  const pointers = ['/cover', '/pictures/1', '/pictures/2', '/letter'];
  const { body: kept } = await write('POST', 'album', { cover: picture });
  for (const [method, path] of [
    ['POST', 'album'],
    ['PATCH', `album/${kept.id}`],
  ] as const) {
    const reply = await write(method, path, body);
    expect(reply).toMatchObject({ status: 422, body: { code: 'KILN_INVALID' } });
    expect(reply.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual(pointers);
  }
  const many = await write('POST', 'album', [{ cover: picture }, { cover: unknown }]);
  expect(many).toMatchObject({ status: 422, body: { errors: [{ pointer: '/1/cover' }] } });
  const line = await write('POST', 'album', { songs: [{}, { score: unknown }] });
  expect(line).toMatchObject({ status: 422, body: { errors: [{ pointer: '/songs/1/score' }] } });
  expect(await (await fetchAsAdmin(`${server.url}/api/records/album/${kept.id}`)).json()).toEqual(kept);
});

test('an image field says so when the file is uploaded', async () => {
  const body = new FormData();
  body.append('file', new Blob(['hello'], { type: 'text/plain' }), 'a.txt');
  const reply = await fetchAsAdmin(`${server.url}/api/files?entity=album&field=cover`, { method: 'POST', body });
  expect(reply.status).toBe(415);
});

test('a file belongs to its record from the write on, and only if that succeeds', async () => {
  const [used, refused] = [await upload(png, 'image/png'), await upload(png, 'image/png')];
  await write('POST', 'album', { cover: used });
  await write('POST', 'album', { cover: refused, letter: picture });
  const rows = await server.workspace.db.query({
    text: 'select id, unlinked_at is null from kiln.file where id = any($1)',
    values: [[used.id, refused.id]],
  });
  expect(Object.fromEntries(rows)).toEqual({ [String(used.id)]: 't', [String(refused.id)]: 'f' });
});
