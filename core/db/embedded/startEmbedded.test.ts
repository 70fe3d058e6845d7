import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat, mkdir, readFile, readlink, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StartError } from '../../config/StartError.ts';
import { runFolder } from '../../testing/runFolder.ts';
import { findPostmaster } from './postmaster.ts';
import { type EmbeddedPostgres, startEmbedded } from './startEmbedded.ts';

const isRoot = process.getuid?.() === 0;

let folder: string;
let data: string;
let opened: EmbeddedPostgres[];
let children: ChildProcess[];

beforeEach(async () => {
  folder = await runFolder('embedded 数据 ');
  data = join(folder, 'data');
  opened = [];
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(opened.map((server) => server.close()));
  const cluster = await realpath(join(data, 'postgres')).catch(() => undefined);
  const left = cluster ? await findPostmaster(cluster) : undefined;
  if (left) process.kill(left.pid, 'SIGQUIT');
  if (cluster) await rm(cluster, { recursive: true, force: true, maxRetries: 10 });
  if (cluster?.startsWith('/var/lib/kiln/')) await rm(dirname(cluster), { recursive: true });
  await rm(folder, { recursive: true, force: true });
  expect(left).toBeUndefined();
});

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbedded({ data, durable: false });
  opened.push(server);
  return server;
}

/** A Kiln of its own process that runs until it is told to close; resolves to its url. */
async function startElsewhere(): Promise<{ child: ChildProcess; url: string }> {
  const module = JSON.stringify(new URL('./startEmbedded.ts', import.meta.url).href);
  const code = `
    const { startEmbedded } = await import(${module});
    const server = await startEmbedded({ data: process.argv[1], durable: false });
    console.log(server.url);
    process.stdin.once('data', async () => { await server.close(); process.exit(); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, data], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const [url] = await once(createInterface(child.stdout), 'line');
  return { child, url: String(url) };
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

async function postmaster() {
  const found = await findPostmaster(await realpath(join(data, 'postgres')));
  if (!found) throw new Error('no postmaster');
  return found;
}

const isUp = (url: string) =>
  ask(url, 'select 1').then(
    () => true,
    () => false,
  );

test('a path with blanks and Chinese characters; the second start takes over the data, quickly', async () => {
  const first = await start();
  expect(first.started).toBe(true);
  await ask(first.url, 'create extension pg_trgm');
  await ask(first.url, `create table kept as select '张伟' as name`);
  expect(await ask(first.url, `select cardinality(show_trgm('张伟')) > 0 and lower('É') = 'é'`)).toBe(true);
  expect((await stat(join(data, 'postgres.json'))).mode & 0o777).toBe(0o600);
  await first.close();
  expect(await isUp(first.url)).toBe(false);

  const begun = performance.now();
  const second = await start();
  expect(performance.now() - begun).toBeLessThan(1_000);
  expect(await ask(second.url, 'select name from kept')).toBe('张伟');
});

test('tells each step', async () => {
  const lines: string[] = [];
  opened.push(await startEmbedded({ data, durable: false, progress: (line) => lines.push(line) }));
  opened.push(await startEmbedded({ data, progress: (line) => lines.push(line) }));
  expect(lines).toEqual([
    `Creating the database in ${join(data, 'postgres')}`,
    expect.stringMatching(/^Postgres runs on 127\.0\.0\.1:\d+$/),
    expect.stringMatching(/^Postgres ran already on 127\.0\.0\.1:\d+$/),
  ]);
});

test('several processes share one server, and the last to leave stops it', async () => {
  const other = await startElsewhere();
  const here = await start();
  expect(here.started).toBe(false);
  expect(here.url).toBe(other.url);
  await here.close();
  expect(await isUp(other.url)).toBe(true);

  const again = await start();
  other.child.stdin?.write('close\n');
  await once(other.child, 'exit');
  expect(await ask(again.url, 'select 1')).toBe(1);
  await again.close();
  expect(await isUp(again.url)).toBe(false);
});

test('two that start an empty folder at the same time agree', async () => {
  const [a, b, c] = await Promise.all([start(), startElsewhere(), start()]);
  expect(a.url).toBe(b.url);
  expect(a.url).toBe(c.url);
  b.child.stdin?.write('close\n');
  await once(b.child, 'exit');
});

test('takes over the server of a Kiln that was killed', async () => {
  const { child, url } = await startElsewhere();
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await isUp(url)).toBe(true);
  const server = await start();
  expect(server.started).toBe(false);
  expect(server.url).toBe(url);
  await server.close();
  expect(await isUp(url)).toBe(false);
});

describe('after Postgres was killed too', () => {
  beforeEach(async () => {
    const { child, url } = await startElsewhere();
    await ask(url, 'create table kept as select 1');
    // Flushed by a checkpoint, because the tests run without fsync.
    await ask(url, 'checkpoint');
    const { pid } = await postmaster();
    child.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');
  });

  test('recovers its lock', async () => {
    const server = await start();
    expect(server.started).toBe(true);
    expect(await ask(server.url, 'select count(*)::int from kept')).toBe(1);
  });

  test('recovers its lock when the number belongs to another program now', async () => {
    const cluster = await realpath(join(data, 'postgres'));
    // Postgres cares for programs of its own user only.
    const { uid, gid } = await stat(cluster);
    const sleeper = spawn('sleep', ['60'], { uid, gid });
    children.push(sleeper);
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
    await writeFile(join(cluster, 'postmaster.pid'), [String(sleeper.pid), ...lines.slice(1)].join('\n'));

    const server = await start();
    expect(server.started).toBe(true);
    expect(await ask(server.url, 'select count(*)::int from kept')).toBe(1);
    expect(sleeper.exitCode).toBe(null);
  });
});

test.runIf(isRoot)('works for root in a folder that only root may enter', async () => {
  const lines: string[] = [];
  await mkdir(data, { mode: 0o700 });
  const server = await startEmbedded({ data, durable: false, progress: (line) => lines.push(line) });
  opened.push(server);
  expect((await lstat(join(data, 'postgres'))).isSymbolicLink()).toBe(true);
  const place = await readlink(join(data, 'postgres'));
  expect(place).toMatch(/^\/var\/lib\/kiln\/[0-9a-f]{16}\/postgres-/);
  expect(lines.join('\n')).toContain(`${join(data, 'postgres')} links to it. Remove both to remove the data`);
  await ask(server.url, 'create table kept as select 1');
  await server.close();
  expect(await ask((await start()).url, 'select count(*)::int from kept')).toBe(1);
});

describe('refuses, with a sentence,', () => {
  test('a database whose password is lost', async () => {
    await (await start()).close();
    await rm(join(data, 'postgres.json'));
    await expect(start()).rejects.toThrow(StartError);
    await expect(start()).rejects.toThrow('postgres.json with its password is missing');
  });

  test('a link to a database that is gone', async () => {
    await mkdir(data);
    await symlink(join(folder, 'gone'), join(data, 'postgres'));
    await expect(start()).rejects.toThrow('which is gone. Remove the link');
  });

  test('a database of another version of Postgres', async () => {
    await (await start()).close();
    await writeFile(join(data, 'postgres', 'PG_VERSION'), '15\n');
    await expect(start()).rejects.toThrow('made by Postgres 15; this Kiln brings Postgres 18');
  });

  test('a database that cannot start, with the last lines of its log', async () => {
    await (await start()).close();
    await rm(join(data, 'postgres', 'global'), { recursive: true });
    await expect(start()).rejects.toThrow(/did not start.*postgres\.log says:\n.*global/s);
  });
});
