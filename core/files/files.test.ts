import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KilnError } from '../errors/KilnError.ts';
import { create } from '../records/create.ts';
import { remove } from '../records/remove.ts';
import { update } from '../records/update.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { applyChangeSet } from '../workspace/applyChangeSet.ts';
import { createLocalStorage } from './createLocalStorage.ts';
import { displayName } from './displayName.ts';
import type { FileStorage } from './FileStorage.ts';
import { findFile } from './findFile.ts';
import { removeOrphans } from './removeOrphans.ts';
import type { StoredFile } from './StoredFile.ts';
import { sniffType } from './sniffType.ts';
import { type Upload, uploadFile } from './uploadFile.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const BY = '00000000-0000-7000-8000-000000000001';

let folder: string;
let storage: FileStorage;
let database: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiln-files-'));
  storage = createLocalStorage(join(folder, '文件 store'));
  database = await testDatabase();
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function stored(): Promise<string[]> {
  const names = await readdir(join(folder, '文件 store'), { recursive: true });
  return names.filter((name) => name.length > 2);
}

async function code(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof KilnError ? error.code : String(error)),
  );
}

function upload(content: Buffer, options: Partial<Upload> = {}) {
  return uploadFile(storage, database.db, {
    content: Readable.from([content]),
    name: 'a.png',
    maxBytes: 1000,
    by: BY,
    ...options,
  });
}

describe('local storage', () => {
  test('gives back what was put, whole or in part, until it is removed', async () => {
    const id = uuid();
    await storage.put(id, Readable.from([Buffer.from('hello '), Buffer.from('world')]));
    expect(await buffer(await storage.get(id))).toEqual(Buffer.from('hello world'));
    expect(await buffer(await storage.get(id, { start: 6, end: 8 }))).toEqual(Buffer.from('wor'));
    await storage.remove(id);
    await storage.remove(id);
    expect(await code(storage.get(id))).toBe('KILN_NOT_FOUND');
  });

  test('nothing is left of a stream that fails', async () => {
    const before = await stored();
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('the client went away');
      })(),
    );
    await expect(storage.put(uuid(), broken)).rejects.toThrow('the client went away');
    expect(await stored()).toEqual(before);
  });

  test.each(['../../etc/passwd', '..', '', 'a/b', `${uuid()}/../x`, `${uuid()}\0`])('%j is no id', async (id) => {
    expect(await code(storage.get(id))).toBe('KILN_NOT_FOUND');
    expect(await code(storage.put(id, Readable.from(['x'])))).toBe('KILN_NOT_FOUND');
    expect(await code(storage.remove(id))).toBe('KILN_NOT_FOUND');
  });
});

describe('uploadFile', () => {
  test('stores content and what is known of it', async () => {
    const file = await upload(PNG, { name: '../../照片.png', declaredType: 'image/png' });
    expect(file).toMatchObject({ name: '照片.png', size: PNG.length, type: 'image/png' });
    expect(await findFile(database.db, file.id)).toEqual(file);
    expect(await buffer(await storage.get(file.id))).toEqual(PNG);
  });

  test('keeps nothing of what it refuses', async () => {
    const before = await stored();
    expect(await code(upload(PNG, { maxBytes: PNG.length - 1 }))).toBe('KILN_TOO_LARGE');
    expect(await code(upload(Buffer.from('<script>'), { declaredType: 'image/png' }))).toBe('KILN_UNSUPPORTED_MEDIA');
    expect(await code(upload(PNG, { declaredType: 'application/pdf' }))).toBe('KILN_UNSUPPORTED_MEDIA');
    expect(await code(upload(PNG, { accept: ['application/pdf', 'text/*'] }))).toBe('KILN_UNSUPPORTED_MEDIA');
    expect(await stored()).toEqual(before);
  });

  test('takes an empty file', async () => {
    expect(await upload(Buffer.alloc(0), { name: 'empty' })).toMatchObject({ size: 0, type: 'text/plain' });
  });
});

test.each([
  ['image/jpg', Buffer.from('ffd8ffe000104a46494600010100', 'hex'), 'image/jpeg'],
  [undefined, PNG, 'image/png'],
  ['application/octet-stream', PNG, 'image/png'],
  [
    'application/vnd.oasis.opendocument.chart',
    Buffer.from('PK\x03\x04'.padEnd(60, '\0'), 'latin1'),
    'application/vnd.oasis.opendocument.chart',
  ],
  ['text/csv; charset=utf-8', Buffer.from('名,b\n1,2\n'), 'text/csv'],
  ['image/svg+xml', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml'],
  ['text/html', Buffer.from('<!doctype html><script>alert(1)</script>'), 'text/html'],
  ['text/plain', Buffer.from([0, 1, 2, 3, 255]), 'application/octet-stream'],
  ['application/x-unheard-of', Buffer.from([0, 1, 2, 3, 255]), 'application/x-unheard-of'],
])('%s with such content is %s', async (declared, content, type) => {
  expect(await sniffType(content, declared)).toBe(type);
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\bill.pdf', 'bill.pdf'],
  ['..', 'file'],
  ['', 'file'],
  ['a\u0000b\r\nc.txt', 'abc.txt'],
  ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
  ['.htaccess', 'htaccess'],
  ['a"b<c>.txt', 'a_b_c_.txt'],
  ['合同 2026.docx', '合同 2026.docx'],
  [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(196)}.pdf`],
  [`${'😀'.repeat(150)}`, '😀'.repeat(100)],
  ['\ud800.txt', '\ufffd.txt'],
])('%j is shown as %j', (given, shown) => {
  expect(displayName(given)).toBe(shown);
});

test('orphans go after a day; what records refer to and what is young stays', async () => {
  const server = await startTestServer({
    entities: [
      {
        $id: 'album',
        title: 'Album',
        properties: {
          name: { type: 'string' },
          cover: { 'x-type': 'image' },
          pictures: { 'x-type': 'images' },
        },
        'x-display': 'name',
      },
    ],
  });
  try {
    const { db, files, ctx } = server.workspace;
    const put = () => uploadFile(files, db, { content: Readable.from([PNG]), name: 'a.png', maxBytes: 1000, by: BY });
    const [old, cover, first, second, young] = [await put(), await put(), await put(), await put(), await put()];
    const admin = ctx({ kind: 'user', id: BY, name: 'Admin', roles: ['admin'], facts: {} }, 'test');
    await create(admin, 'album', { name: 'A', cover: { ...cover }, pictures: [{ ...first }, { ...second }] });
    await create(admin, 'album', { name: 'empty' });
    await db.query({
      text: `update kiln.file set unlinked_at = unlinked_at - interval '25 hours' where id <> $1`,
      values: [young.id],
    });

    expect(await removeOrphans(db, files)).toBe(1);
    expect(await code(files.get(old.id))).toBe('KILN_NOT_FOUND');
    for (const kept of [cover, first, second, young]) expect(await buffer(await files.get(kept.id))).toEqual(PNG);
    expect(await removeOrphans(db, files)).toBe(0);
  } finally {
    await server.close();
  }
});

test('a file goes a day after the last record that held it, and not with one in the recycle bin', async () => {
  const properties = { name: { type: 'string' }, cover: { 'x-type': 'image' } };
  const line = {
    $id: 'page',
    title: 'Page',
    properties: { ...properties, album: { 'x-relation': { to: 'album', onDelete: 'cascade' } } },
  };
  const pages = { 'x-children': { entity: 'page', field: 'album' } };
  const album = { $id: 'album', title: 'Album', properties: { ...properties, pages }, 'x-display': 'name' };
  const server = await startTestServer({ entities: [album, line] });
  try {
    const { db, files, ctx } = server.workspace;
    const admin = ctx({ kind: 'user', id: BY, name: 'Admin', roles: ['admin'], facts: {} }, 'test');
    const put = () => uploadFile(files, db, { content: Readable.from([PNG]), name: 'a.png', maxBytes: 1000, by: BY });
    const made = async (cover: StoredFile, pages: StoredFile[] = []): Promise<string> => {
      const body = { cover: { ...cover }, pages: pages.map((each) => ({ cover: { ...each } })) };
      return JSON.parse(await create(admin, 'album', body)).id;
    };
    const there = (all: readonly StoredFile[]): Promise<boolean[]> =>
      Promise.all(
        all.map(({ id }) =>
          files.get(id).then(
            (content) => Boolean(content.destroy()),
            () => false,
          ),
        ),
      );
    const dayLater = () =>
      db.query({ text: `update kiln.file set unlinked_at = unlinked_at - interval '25 hours'`, values: [] });

    const [purged, onPage, replaced, cleared, binned, shared, fresh] = await Promise.all([
      put(),
      put(),
      put(),
      put(),
      put(),
      put(),
      put(),
    ]);
    const [first, second, third, fourth] = [
      await made(purged, [onPage, shared]),
      await made(replaced),
      await made(cleared),
      await made(binned),
    ];
    await made(shared);
    await remove(admin, 'album', first, { purge: true });
    await update(admin, 'album', second, { cover: { ...fresh } });
    await update(admin, 'album', third, { cover: null });
    await remove(admin, 'album', fourth);
    const gone = [purged, onPage, replaced, cleared];
    const kept = [binned, shared, fresh];

    await dayLater();
    expect(await removeOrphans(db, files)).toBe(0);
    expect(await there(gone)).toEqual([true, true, true, true]);
    await update(admin, 'album', third, { cover: { ...cleared } });
    await dayLater();
    expect(await removeOrphans(db, files)).toBe(3);
    expect(await there([...gone, ...kept])).toEqual([false, false, false, true, true, true, true]);

    // A field that goes is parked with its values, and so are the files.
    const document = { ...album, $schema: 'kiln:entity', type: 'object', properties: { name: properties.name } };
    const parked = { document, kind: 'entity', name: 'album' };
    await applyChangeSet(server.workspace, { changes: [parked], message: 'less', acceptDataLoss: true }, admin.actor);
    await removeOrphans(db, files);
    await dayLater();
    expect(await removeOrphans(db, files)).toBe(0);
  } finally {
    await server.close();
  }
});

test('stored bytes that nothing knows go after a day, halves of an upload too', async () => {
  const [stray, known] = [uuid(), await upload(PNG)];
  await storage.put(stray, Readable.from([PNG]));
  const dayBefore = new Date(Date.now() - 25 * 3_600_000);
  const pathOf = (name: string) => join(folder, '文件 store', name.slice(34, 36), name);
  const half = `${stray}.part`;
  await writeFile(pathOf(half), 'half');
  for (const name of [stray, half, known.id]) await utimes(pathOf(name), dayBefore, dayBefore);

  expect(await removeOrphans(database.db, storage)).toBe(1);
  expect(await code(storage.get(stray))).toBe('KILN_NOT_FOUND');
  expect(await stored()).not.toContain(join(stray.slice(-2), half));
  expect(await buffer(await storage.get(known.id))).toEqual(PNG);
});
