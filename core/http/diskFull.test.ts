import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DefinitionsClient, definitionsClient, entityDocument, putEntity } from '../testing/definitionsClient.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

/** A disk of 12 MB; undefined where this machine does not let us make one. */
const disk = smallDisk();
const text = { type: 'string' };

let server: TestServer;
let client: DefinitionsClient;

beforeAll(async () => {
  if (disk === undefined) return;
  server = await startTestServer({});
  client = definitionsClient(server);
  const [row] = await client.query('show data_directory');
  const { uid, gid } = statSync(row?.[0] ?? '');
  chownSync(disk, uid, gid);
  await client.query(`create tablespace small_disk location '${disk}'`);
}, 60_000);
afterAll(async () => {
  if (disk === undefined) return;
  await client.query('alter table if exists data.small set tablespace pg_default');
  await client.query('alter table if exists data.large set tablespace pg_default');
  await client.query('drop tablespace small_disk');
  await server.close();
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

const entity = (name: string, size: object) => putEntity(entityDocument(name, { name: text, size: { ...size } }));

/** Rows that fill most of the disk, so that there is no room for them twice. */
async function fill(name: string, rows: number, width: number): Promise<void> {
  await client.apply([entity(name, text)]);
  await client.query(`alter table data.${name} set tablespace small_disk`);
  await client.query(`insert into data.${name} (id, created_at, updated_at, name, size)
    select gen_random_uuid(), now(), now(), repeat('x', ${width}), n::text from generate_series(1, ${rows}) as n`);
  await client.query(`analyze data.${name}`);
}

async function expectUnchanged(name: string, rows: number): Promise<void> {
  await client.expectFit();
  expect(server.workspace.model().entities.get(name)?.fields.get('size')?.type.name).toBe('text');
  expect(await client.query(`select count(*), sum(size::bigint) from data.${name}`)).toEqual([
    [String(rows), String((rows * (rows + 1)) / 2)],
  ]);
  const left = await client.query(`select attname from pg_attribute
    where attrelid = 'data.${name}'::regclass and attname like '\\_%' and not attisdropped`);
  expect(left).toEqual([]);
}

test.skipIf(disk === undefined)(
  'a change for which the disk has no room says so and changes nothing',
  async () => {
    const rows = 15_000;
    await fill('small', rows, 400);
    const change = { changes: [entity('small', { type: 'integer' })], message: '', acceptDataLoss: true };
    expect(await client.call('/api/changesets', change)).toMatchObject({
      status: 503,
      body: {
        code: 'KILN_UNAVAILABLE',
        detail: expect.stringContaining('no room'),
        reason: { code: 'noRoom', params: { op: 'changeType', entity: 'small', field: 'size' } },
      },
    });
    await expectUnchanged('small', rows);
    await client.query('alter table data.small set tablespace pg_default');
    expect((await client.call('/api/changesets', change)).status).toBe(201);
    await client.expectFit();
  },
  60_000,
);

test.skipIf(disk === undefined)(
  'of a change that is prepared nothing is left, and it is done when there is room',
  async () => {
    const rows = 21_000;
    await fill('large', rows, 440);
    const change = { changes: [entity('large', { type: 'integer' })], message: '', acceptDataLoss: true };
    expect(await client.call('/api/changesets', change)).toMatchObject({
      status: 503,
      body: { code: 'KILN_UNAVAILABLE', reason: { code: 'noRoom', params: { op: 'changeSet', entity: 'large' } } },
    });
    await expectUnchanged('large', rows);
    await client.query('alter table data.large set tablespace pg_default');
    expect((await client.call('/api/changesets', change)).status).toBe(201);
    await client.expectFit();
  },
  60_000,
);

function smallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'kiln-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
}
