import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../config/readConfig.ts';
import type { JsonObject } from '../lib/json.ts';
import { adminToken, fetchAsAdmin } from '../testing/asAdmin.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';
import { openTarget } from './definitions/openTarget.ts';
import { planCommand } from './plan.ts';
import { pullCommand } from './pull.ts';
import { pushCommand } from './push.ts';
import { type Run, runHere } from './runHere.testing.ts';

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));
const text = { type: 'string' };

const contact: JsonObject = {
  $id: 'contact',
  title: 'Contact',
  properties: {
    name: { ...text, title: 'Name' },
    stage: { type: 'string', enum: ['lead', 'won'], 'x-options': { lead: { title: 'Lead' }, won: { title: 'Won' } } },
  },
};
const visit: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'visit',
  title: 'Visit',
  type: 'object',
  properties: { on: { type: 'string', format: 'date' } },
};
const visits: JsonObject = {
  $schema: 'kiln:view',
  $id: 'visits',
  title: 'Visits',
  entity: 'visit',
  type: 'list',
  columns: ['on'],
};

let staging: TestServer;
let production: TestServer;
let home: string;
let folder: string;

beforeAll(async () => {
  [staging, production] = await Promise.all([
    startTestServer({ entities: [contact] }),
    startTestServer({ entities: [contact] }),
  ]);
  home = await mkdtemp(join(tmpdir(), 'kiln definitions '));
  folder = join(home, 'definitions');
  await change(staging, [
    { kind: 'entity', name: 'visit', document: visit },
    { kind: 'view', name: 'visits', document: visits },
    {
      kind: 'entity',
      name: 'contact',
      document: { ...contact, $schema: 'kiln:entity', type: 'object', title: 'Customer' },
    },
  ]);
});
afterAll(async () => {
  await Promise.all([staging.close(), production.close()]);
  await rm(home, { recursive: true });
});

async function change(server: TestServer, changes: JsonObject[]): Promise<void> {
  const response = await fetchAsAdmin(`${server.url}/api/changesets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ changes, message: 'In the Studio', acceptDataLoss: true }),
  });
  expect(response.status, await response.clone().text()).toBe(201);
}

async function documentOf(server: TestServer, path: string): Promise<JsonObject | undefined> {
  const response = await fetchAsAdmin(`${server.url}/api/definitions/${path}`);
  if (!response.ok) return undefined;
  const { document } = JSON.parse(await response.text());
  return document;
}

interface Where {
  /** The server's database instead of its address. */
  readonly database?: boolean;
}

function environment(server: TestServer, { database = false }: Where): Record<string, string> {
  return {
    KILN_DATA: server.data,
    KILN_DEFINITIONS: join(server.data, 'test'),
    ...(database ? { DATABASE_URL: server.workspace.databaseUrl } : { KILN_URL: server.url, KILN_TOKEN: adminToken }),
  };
}

/** The command line itself, in the folder above `definitions`. */
function spawned(server: TestServer, args: string[], where: Where = {}): Promise<Run> {
  const env = { PATH: '/usr/bin:/bin', ...environment(server, where) };
  const child = spawn(process.execPath, [cli, ...args], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      output += data.toString();
    });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

const commands = { plan: planCommand, pull: pullCommand, push: pushCommand };

function kiln(
  server: TestServer,
  name: keyof typeof commands,
  args: readonly string[] = [],
  where: Where = {},
): Promise<Run> {
  const given = args.some((arg) => isAbsolute(arg)) ? args : [folder, ...args];
  return runHere(commands[name], given, environment(server, where));
}

async function filesOf(path: string): Promise<Record<string, string>> {
  const names = await readdir(path, { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file.slice(path.length + 1), await readFile(file, 'utf8')])),
  );
}

async function edit(file: string, changeIt: (document: JsonObject) => JsonObject): Promise<void> {
  const path = join(folder, 'local', file);
  await writeFile(path, JSON.stringify(changeIt(JSON.parse(await readFile(path, 'utf8')))));
}

describe('from test to production', () => {
  test('pull writes what people defined, and says nothing new the second time', { timeout: 60_000 }, async () => {
    expect(await spawned(staging, ['pull'])).toMatchObject({
      code: 0,
      output: expect.stringContaining('3 files written'),
    });
    const files = await filesOf(folder);
    expect(Object.keys(files)).toEqual([
      'kiln.json',
      'local/entity/contact.json',
      'local/entity/visit.json',
      'local/view/visits.json',
    ]);
    expect(JSON.parse(files['local/entity/contact.json'] ?? '')).toEqual({
      $schema: 'kiln:entity',
      $id: 'contact',
      'x-patch': true,
      title: 'Customer',
      'x-base': { title: 'Contact' },
    });
    const [planned, pushed] = await Promise.all([spawned(staging, ['plan']), spawned(staging, ['push'])]);
    expect(planned).toMatchObject({ code: 0, output: expect.stringContaining('Nothing to do') });
    expect(pushed.code).toBe(0);
    const again = await kiln(staging, 'pull', [], { database: true });
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining('nothing new') });
    expect(await filesOf(folder)).toEqual(files);
  });

  test('plan tells what production would get and changes nothing', async () => {
    const planned = await kiln(production, 'plan', ['--sql', '--token', adminToken]);
    expect(planned.code, planned.output).toBe(2);
    for (const part of ['pulled elsewhere', '+ entity visit', '+ view visits', '~ entity contact', 'create table'])
      expect(planned.output).toContain(part);
    expect(planned.output).toContain('npx kiln push');
    expect(planned.output).not.toContain(adminToken);
    const json = await kiln(production, 'plan', ['--json']);
    expect(json.code).toBe(2);
    expect(JSON.parse(json.output)).toMatchObject({
      operations: [{ op: 'createTable', entity: 'visit' }],
      dependants: [],
      conflicts: [],
    });
    expect(await documentOf(production, 'entity/visit')).toBeUndefined();
  });

  test('push does it, in one change-set with its message', async () => {
    expect(await kiln(production, 'push', ['--message', 'Release 7'])).toMatchObject({
      code: 0,
      output: expect.stringContaining('Done.'),
    });
    expect(await documentOf(production, 'entity/contact')).toMatchObject({ title: 'Customer' });
    const history = JSON.parse(await (await fetchAsAdmin(`${production.url}/api/changesets`)).text());
    expect(history.data[0]?.message).toBe('Release 7');
    expect(await kiln(production, 'plan')).toMatchObject({ code: 0 });
    expect((await fetchAsAdmin(`${production.url}/api/records/visit`)).status).toBe(200);
  });

  test('what others changed since the pull stays, and the folder is told to catch up', async () => {
    await change(production, [{ kind: 'view', name: 'visits', document: { ...visits, title: 'All visits' } }]);
    await edit('entity/visit.json', (document) => ({ ...document, title: 'Call' }));
    const pushed = await kiln(production, 'push', [], { database: true });
    expect(pushed, pushed.output).toMatchObject({ code: 0, output: expect.stringContaining('npx kiln pull') });
    await expect.poll(() => documentOf(production, 'entity/visit')).toMatchObject({ title: 'Call' });
    expect(await documentOf(production, 'view/visits')).toMatchObject({ title: 'All visits' });
  });

  test('where both changed the same, nothing is overwritten', async () => {
    await change(production, [{ kind: 'view', name: 'visits', document: { ...visits, title: 'Theirs' } }]);
    await edit('view/visits.json', (document) => ({ ...document, title: 'Ours' }));
    for (const database of [false, true]) {
      const { code, output } = await kiln(production, 'push', [], { database });
      expect(code, output).toBe(1);
      for (const part of ['view visits', '/title', '"Theirs"', '"Ours"']) expect(output).toContain(part);
    }
    expect(await documentOf(production, 'view/visits')).toMatchObject({ title: 'Theirs' });
    expect(await kiln(production, 'pull')).toMatchObject({ code: 0 });
  });

  test('what goes out of sight takes consent', async () => {
    const properties = { at: { type: 'string', format: 'date' } };
    await edit('entity/visit.json', (document) => ({ ...document, properties }));
    await edit('view/visits.json', (document) => ({ ...document, columns: ['at'] }));
    for (const database of [false, true]) {
      const refused = await kiln(production, 'push', [], { database });
      expect(refused, refused.output).toMatchObject({
        code: 3,
        output: expect.stringContaining('Nothing was changed'),
      });
      expect(refused.output).toContain('Is visit.at the new name of on?');
    }
    expect(await kiln(production, 'push', ['--accept-data-loss'])).toMatchObject({ code: 0 });
  });

  test('files of what is gone go, other files stay', async () => {
    await writeFile(join(folder, 'local/view/notes.json'), '{"$id": "of somebody else"}');
    await writeFile(join(folder, 'README.md'), 'ours');
    await mkdir(join(folder, 'local/role/tests'), { recursive: true });
    await writeFile(join(folder, 'local/role/tests/clerk.json'), '{}');
    await change(production, [{ kind: 'view', name: 'visits', document: null }]);
    expect(await kiln(production, 'pull')).toMatchObject({
      code: 0,
      output: expect.stringContaining('1 file removed'),
    });
    expect(Object.keys(await filesOf(folder))).toEqual([
      'README.md',
      'kiln.json',
      'local/entity/contact.json',
      'local/entity/visit.json',
      'local/role/tests/clerk.json',
      'local/view/notes.json',
    ]);
    await rm(join(folder, 'local/view/notes.json'));
  });

  test('--all writes every package', async () => {
    expect(await kiln(production, 'pull', [join(home, 'every'), '--all'])).toMatchObject({ code: 0 });
    const files = Object.keys(await filesOf(join(home, 'every')));
    for (const file of ['test/entity/contact.json', 'kiln/entity/user.json', 'local/entity/visit.json'])
      expect(files).toContain(file);
  });
});

describe('what cannot be', () => {
  test.each<[string, keyof typeof commands, string[], string]>([
    ['a folder that is not there', 'plan', ['/nowhere/at/all'], 'There is no folder /nowhere/at/all'],
    ['a folder with nothing in it', 'push', [import.meta.dirname], 'npx kiln pull'],
    ['an address that is none', 'plan', ['--url', 'crm'], '--url is an address'],
    ['nobody there', 'plan', ['--url', 'http://127.0.0.1:9'], 'cannot be reached'],
    ['two folders', 'pull', ['/a', '/b'], 'Say one folder'],
    ['a token that is none', 'pull', ['--token', 'nonsense'], 'does not know this token'],
    ['an argument that is none', 'push', ['--force'], 'Usage: npx kiln push'],
  ])('%s', async (_what, name, args, message) => {
    const { code, output } = await kiln(staging, name, args);
    expect(code, output).toBe(1);
    expect(output).toContain(message);
  });

  test('a token without a server', async () => {
    const env = { ...environment(staging, {}), KILN_URL: '' };
    await expect(openTarget(readConfig(env), {}, () => undefined)).rejects.toThrow('Say which server');
  });

  test('files that cannot be read, or are wrong, change nothing', async () => {
    const broken = join(home, 'broken');
    const file = join(broken, 'local/entity/a.json');
    await mkdir(join(broken, 'local/entity'), { recursive: true });
    await writeFile(file, '{ "$schema": ');
    expect(await kiln(staging, 'push', [broken])).toMatchObject({ code: 1, output: expect.stringContaining('a.json') });
    await writeFile(file, JSON.stringify({ ...visit, $id: 'a', properties: { x: { type: 'nonsense' } } }));
    for (const database of [false, true]) {
      const { code, output } = await kiln(staging, 'push', [broken], { database });
      expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining('/properties/x/type') });
    }
    expect(await documentOf(staging, 'view/visits')).toBeDefined();
  });
});
