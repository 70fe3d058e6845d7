import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeBinaries } from './placePostgres.ts';
import { canReach } from './reach.ts';

const nobody = { uid: 65_534, gid: 65_534 };
let closed: string;

beforeAll(async () => {
  closed = await mkdtemp(join(tmpdir(), 'kiln closed '));
});
afterAll(() => rm(closed, { recursive: true }));

test('tells whether a user can reach a folder', async () => {
  const inner = join(closed, 'inner');
  await mkdir(inner, { mode: 0o777 });
  const { uid, gid } = await stat(closed);
  expect(await canReach(inner, { uid, gid })).toBe(true);
  expect(await canReach(inner, nobody)).toBe(false);
  expect(await canReach(tmpdir(), nobody)).toBe(true);
});

test.runIf(process.getuid?.() === 0)('copies what the user cannot reach, once, and opens it to all', async () => {
  const native = { folder: join(closed, 'native'), version: `test-${process.pid}` };
  await mkdir(join(native.folder, 'bin'), { recursive: true, mode: 0o700 });
  await writeFile(join(native.folder, 'bin', 'postgres'), '#!', { mode: 0o700 });
  await writeFile(join(native.folder, 'readme'), 'text', { mode: 0o600 });
  await symlink('readme', join(native.folder, 'link'));
  const lines: string[] = [];
  const places = await Promise.all([1, 2].map(() => placeBinaries(native, nobody, (line) => lines.push(line))));
  const copy = `/var/lib/kiln/postgres-${native.version}`;
  try {
    expect(places).toEqual([copy, copy]);
    expect(lines[0]).toContain(`Copying Postgres ${native.version} to ${copy}`);
    expect((await stat(join(copy, 'bin', 'postgres'))).mode & 0o777).toBe(0o755);
    expect((await stat(join(copy, 'readme'))).mode & 0o777).toBe(0o644);
    expect(await readFile(join(copy, 'link'), 'utf8')).toBe('text');
    expect(await canReach(join(copy, 'bin'), nobody)).toBe(true);
    lines.length = 0;
    expect(await placeBinaries(native, nobody, (line) => lines.push(line))).toBe(copy);
    expect(lines).toEqual([]);
  } finally {
    await rm(copy, { recursive: true });
  }
});

test('uses what everybody can reach where it lies', async () => {
  const open = await mkdtemp(join(tmpdir(), 'kiln open '));
  await chmod(open, 0o755);
  await mkdir(join(open, 'bin'));
  await writeFile(join(open, 'bin', 'postgres'), '#!', { mode: 0o755 });
  const fail = (line: string) => expect.fail(line);
  expect(await placeBinaries({ folder: open, version: '0' }, nobody, fail)).toBe(open);
  expect(await placeBinaries({ folder: closed, version: '0' }, undefined, fail)).toBe(closed);
  await rm(open, { recursive: true });
});
