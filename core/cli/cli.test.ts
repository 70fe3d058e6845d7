import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { adminToken, asAdmin } from '../testing/asAdmin.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { checkCommand } from './check.ts';
import type { Command } from './command.ts';
import { planCommand } from './plan.ts';
import { pushCommand } from './push.ts';
import { type Run, runHere } from './runHere.testing.ts';
import { testRolesCommand } from './testRoles.ts';
import { typesCommand } from './types.ts';

const core = fileURLToPath(new URL('..', import.meta.url));

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'kiln cli '));
  await mkdir(join(folder, 'shop/entity'), { recursive: true });
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.close();
});

async function define(properties: JsonObject): Promise<void> {
  const document = { $schema: 'kiln:entity', $id: 'member', title: 'Member', type: 'object', properties };
  await writeFile(join(folder, 'shop/entity/member.json'), JSON.stringify(document));
}

function environment(): Record<string, string> {
  return {
    PATH: '/usr/bin:/bin',
    DATABASE_URL: database.url,
    KILN_DATA: join(folder, 'data'),
    KILN_DEFINITIONS: join(folder, 'shop'),
    PORT: '0',
    LOG_LEVEL: 'error',
    KILN_ADMIN_TOKEN: adminToken,
  };
}

function run(script: string, args: string[]) {
  const child = spawn(process.execPath, [join(core, script), ...args], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const waiting: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      output += data.toString();
      for (const look of waiting) look();
    });
  }
  const exit = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return {
    child,
    exit,
    output: () => output,
    /** Resolves to the first match in what the program says; rejects when it ends without. */
    says: (pattern: RegExp) =>
      new Promise<RegExpExecArray>((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output);
          if (match) resolve(match);
        };
        waiting.push(look);
        look();
        exit.then(() => reject(new Error(`It ended without ${pattern}:\n${output}`)));
      }),
  };
}

const commands: Readonly<Record<string, Command>> = {
  plan: planCommand,
  push: pushCommand,
  check: checkCommand,
  types: typesCommand,
  'test-roles': testRolesCommand,
};

async function kiln(name: string, ...args: string[]): Promise<Run> {
  const command = commands[name];
  if (command) return runHere(command, args, environment());
  const { exit, output } = run('cli.ts', [name, ...args]);
  return { code: await exit, output: output() };
}

const text = { type: 'string' };

test('help names every command', async () => {
  const { code, output } = await kiln('help');
  expect(code).toBe(0);
  for (const name of ['start', 'plan', 'push', 'pull', 'check', 'types', 'test-roles'])
    expect(output).toContain(`npx kiln ${name}`);
});

test('what is not known is refused', async () => {
  expect(await kiln('nonsense')).toMatchObject({ code: 1, output: expect.stringContaining('no command "nonsense"') });
  expect(await kiln('plan', '--nonsense')).toMatchObject({
    code: 1,
    output: expect.stringContaining('Usage: npx kiln plan'),
  });
});

test('check tells every problem with its place', async () => {
  await define({ name: { type: 'nonsense' }, club: { 'x-relation': { to: 'nowhere' } } });
  const { code, output } = await kiln('check');
  expect(code).toBe(1);
  expect(output).toContain('There are 2 problems');
  expect(output).toContain('member.json /properties/name/type');
  expect(output).toContain('member.json /properties/club/x-relation/to');
});

test('a file that cannot be read makes nothing wrong that refers to it', async () => {
  await define({ name: text, club: { 'x-relation': { to: 'club' } } });
  const club = join(folder, 'shop/entity/club.json');
  const other = join(folder, 'shop/entity/other.json');
  await writeFile(club, '{ "$schema": "kiln:entity" "$id": "club" }');
  await writeFile(
    other,
    JSON.stringify({ $schema: 'kiln:entity', $id: 'member', title: 'M', type: 'object', properties: {} }),
  );
  try {
    const { code, output } = await kiln('check');
    expect(code).toBe(1);
    expect(output).toContain('There are 2 problems');
    expect(output).toMatch(/club\.json\n\s+Line 1, column 28: Expected/);
    expect(output).toMatch(/other\.json \/\$id\n\s+"\$id" must be "other"/);
  } finally {
    await rm(club);
    await rm(other);
  }
});

test('tests of roles are run, and what is wrong is told', async () => {
  await define({ name: text });
  await mkdir(join(folder, 'shop/role/tests'), { recursive: true });
  const role = { $schema: 'kiln:role', $id: 'clerk', title: 'Clerk', entities: { member: { read: 'own' } } };
  await writeFile(join(folder, 'shop/role/clerk.json'), JSON.stringify(role));
  const file = join(folder, 'shop/role/tests/clerk.json');
  const actors = { mia: { id: 'mia', roles: ['clerk'] } };
  const one = { actor: 'mia', entity: 'member', record: { createdBy: 'mia' }, allowed: ['read'], denied: ['update'] };
  await writeFile(file, JSON.stringify({ $schema: 'kiln:roleTest', actors, cases: [one] }));
  expect(await kiln('test-roles')).toMatchObject({
    code: 0,
    output: expect.stringContaining('All roles do as their tests say.'),
  });
  const wrong = { ...one, denied: ['read'] };
  await writeFile(file, JSON.stringify({ $schema: 'kiln:roleTest', actors, cases: [one, wrong] }));
  const failed = await kiln('test-roles');
  expect(failed.code).toBe(1);
  expect(failed.output).toContain('case 2: mia and this member: "read" is allowed and should not be.');
  await writeFile(file, '{"cases": 1');
  expect((await kiln('test-roles')).code).toBe(1);
  await rm(join(folder, 'shop/role'), { recursive: true });
});

test('types are written, and checked', async () => {
  await define({ name: text });
  const out = join(folder, 'types');
  expect((await kiln('types', '--check', '--out', out)).code).toBe(1);
  expect((await kiln('types', '--out', out)).code).toBe(0);
  expect(await readFile(join(out, 'shop.d.ts'), 'utf8')).toContain('export interface Member {');
  expect((await kiln('types', '--check', '--out', out)).code).toBe(0);
});

describe('the life of an installation', () => {
  test('plan, start, a change that needs consent, push', { timeout: 60_000 }, async () => {
    await define({ name: text, fax: text });
    const first = await kiln('plan');
    expect(first).toMatchObject({ code: 2, output: expect.stringContaining('Entity member gets its table.') });

    const server = run('main.ts', ['--no-build']);
    const [, url = ''] = await server.says(/Kiln is ready: (\S+)/);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const twice = JSON.stringify([{ name: 'same' }, { name: 'same' }]);
    const headers = { 'content-type': 'application/json', ...asAdmin };
    const made = await fetch(`${url}/api/records/member`, { method: 'POST', body: twice, headers });
    expect(made.status).toBe(201);
    server.child.kill('SIGTERM');
    expect(await server.exit).toBe(0);
    expect(server.output()).toMatch(/✓ Postgres \d+\.\d+ ready \(\d+\.\d s\)/);

    await define({ name: text, telefax: text });
    const { output } = await kiln('plan');
    expect(output).toContain('Is member.telefax the new name of fax? Then write "x-id": "fax" into it');
    await define({ name: text, telefax: { ...text, 'x-id': 'fax' } });
    expect((await kiln('plan')).output).toContain('Field member.fax is renamed to telefax and keeps its values.');

    await define({ name: { ...text, 'x-unique': true }, telefax: { ...text, 'x-id': 'fax' } });
    expect((await kiln('plan')).output).toContain('shared by several: "same" (2 records)');
    const clash = await kiln('push');
    expect(clash.code).toBe(1);
    expect(clash.output).toContain('2 records share theirs with another: "same" (2 records). Nothing was changed.');

    await define({ name: text });
    const refused = run('main.ts', ['--no-build']);
    expect(await refused.exit).toBe(1);
    expect(refused.output()).toContain('Field member.fax goes');
    expect(refused.output()).toContain('npx kiln push --accept-data-loss');

    expect(await kiln('push')).toMatchObject({ code: 3, output: expect.stringContaining('Nothing was changed') });
    expect(await kiln('push', '--accept-data-loss')).toMatchObject({
      code: 0,
      output: expect.stringContaining('Done.'),
    });
    expect(await kiln('plan')).toMatchObject({ code: 0, output: expect.stringContaining('Nothing to do') });
  });
});
