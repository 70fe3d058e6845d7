import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemActor } from '../../context/systemActor.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { compareShapes } from '../../migrations/compareShapes.ts';
import { describeTables } from '../../migrations/describeTables.ts';
import { create } from '../../records/create.ts';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { pluginFolder } from '../../testing/pluginFolder.ts';
import { startTestServer } from '../../testing/startTestServer.ts';
import { createWorkspace } from '../createWorkspace.ts';
import { introspect } from '../introspect.ts';
import type { Workspace } from '../types.ts';
import { changeVersion, type VersionOptions } from './changeVersion.ts';
import { listPlugins } from './listPlugins.ts';
import { openSource } from './openSource.ts';
import { setEnabled } from './setEnabled.ts';
import { uninstallPlugin } from './uninstallPlugin.ts';

const script = fileURLToPath(new URL('../../testing/killablePlugin.ts', import.meta.url));
const log = pino({ level: 'silent' });
const patiently = { timeout: 60_000 };
/** Processes are started, killed and started again; a busy machine takes its time for each. */
vi.setConfig({ testTimeout: 120_000 });

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'kiln-plugin-processes-'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

function start(lines: string[] = []): Promise<Workspace> {
  const config = { databaseUrl: database.url, data: folder, poolSize: 4, secret: 's'.repeat(32), definitions: [] };
  return createWorkspace(config, { log, progress: (line) => void lines.push(line) });
}

/** A counter of which each version writes its number into what is made. */
function versionFolder(version: string, more: { fields?: object; up?: string } = {}): Promise<string> {
  const text = { type: 'string', title: 'Text' };
  const migrations = more.up ? `, migrations: { '${version}': { async up(ctx) { ${more.up} } } }` : '';
  return pluginFolder(
    {
      manifest: { id: 'counter', version, capabilities: { records: { count: ['*'] }, own: { count: ['*'] } } },
      code: `import { definePlugin } from 'kiln:sdk';
export default definePlugin({ hooks: { count: { creating: () => ({ by: '${version}' }) } }${migrations} });`,
      definitions: { 'entity/count': { title: 'Count', type: 'object', properties: { by: text, ...more.fields } } },
    },
    join(folder, `counter-${version}`),
  );
}

async function change(workspace: Workspace, path: string, way: VersionOptions['way']): Promise<void> {
  const candidate = await openSource(workspace, { path }, systemActor);
  await changeVersion(workspace, candidate, { way, grant: true, sha256: candidate.version.digest }, systemActor);
}

async function madeBy(workspace: Workspace): Promise<string> {
  const made: { by: string } = JSON.parse(await create(workspace.ctx(systemActor, 'test'), 'count', {}));
  return made.by;
}

describe('two processes', () => {
  test('follow each other: install, upgrade, disable, uninstall', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    try {
      await change(one, await versionFolder('1.0.0'), 'install');
      await expect.poll(() => other.model().plugins.get('counter')?.version, patiently).toBe('1.0.0');
      expect(await madeBy(other)).toBe('1.0.0');
      await change(other, await versionFolder('1.1.0'), 'upgrade');
      await expect.poll(() => one.model().plugins.get('counter')?.version, patiently).toBe('1.1.0');
      expect(await madeBy(one)).toBe('1.1.0');
      await setEnabled(one, 'counter', false, systemActor);
      await expect.poll(() => other.model().plugins.get('counter')?.enabled, patiently).toBe(false);
      expect(await madeBy(other)).toBeNull();
      expect(other.sandbox.stats()).toEqual([]);
      expect(await uninstallPlugin(other, 'counter', { data: 'park' }, systemActor)).toMatchObject({ left: {} });
      await expect.poll(() => one.model().plugins.size, patiently).toBe(0);
    } finally {
      await Promise.all([one.close(), other.close()]);
    }
  });

  test('that upgrade at the same time do it once', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    try {
      await change(one, await versionFolder('1.0.0'), 'install');
      const [path, another] = await Promise.all([versionFolder('1.2.0'), versionFolder('1.3.0')]);
      await other.models.refresh();
      const done = await Promise.allSettled([change(one, path, 'upgrade'), change(other, another, 'upgrade')]);
      const [live] = await Promise.all([one.models.refresh(), other.models.refresh()]);
      expect(live.model.plugins.get('counter')?.version).toBe('1.3.0');
      // The earlier one is too late where the later one came first.
      expect(done[1]?.status).toBe('fulfilled');
      expect([await madeBy(one), await madeBy(other)]).toEqual(['1.3.0', '1.3.0']);
      await uninstallPlugin(one, 'counter', { data: 'park' }, systemActor);
    } finally {
      await Promise.all([one.close(), other.close()]);
    }
  });
});

test('an upgrade of a large table is prepared, and its migration goes along', async () => {
  const workspace = await start();
  try {
    const size = (type: string) => ({ size: { type, title: 'Size' } });
    await change(workspace, await versionFolder('1.0.0', { fields: size('string') }), 'install');
    await workspace.db.script(`
      insert into data.count (id, created_at, updated_at, by, size)
      select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, now(), now(), 'x', n::text
      from generate_series(1, 20100) n;
      analyze data.count`);
    const up = `const { data } = await ctx.records('count').find({ where: 'size == 7' });
      await ctx.records('count').update(data[0].id, { by: 'migrated' });`;
    await change(workspace, await versionFolder('1.4.0', { fields: size('integer'), up }), 'upgrade');
    const jobs = `select op, state from kiln.job where op = 'changeSet'`;
    await expect.poll(() => workspace.db.query({ text: jobs, values: [] }), patiently).toEqual([['changeSet', 'done']]);
    await workspace.models.refresh();
    const rows = await workspace.db.query({ text: `select size from data.count where by = 'migrated'`, values: [] });
    expect(rows).toEqual([['7']]);
    expect(workspace.model().plugins.get('counter')?.version).toBe('1.4.0');
    await uninstallPlugin(workspace, 'counter', { data: 'park' }, systemActor);
    await workspace.db.script('drop schema parked cascade');
  } finally {
    await workspace.close();
  }
});

describe('a process that is killed', () => {
  // Threat: half an upgrade, with the definitions of one version and the data of another.
  test.each(['apply: locked', 'plugin: migrated'])('at "%s"', async (point) => {
    const before = await start();
    if (!before.model().plugins.has('counter')) {
      await change(before, await versionFolder('1.0.0'), 'install');
      await madeBy(before);
    }
    await before.close();
    const up = `for await (const count of ctx.records('count').each()) await ctx.records('count').update(count.id, { size: 7 });`;
    const path = await versionFolder('2.0.0', { fields: { size: { type: 'integer', title: 'Size' } }, up });
    const child = fork(script, [database.url, folder, point, path], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    });
    const [, signal] = await once(child, 'exit');
    expect([point, signal]).toEqual([point, 'SIGKILL']);

    const after = await start();
    try {
      expect(after.model().plugins.get('counter')?.version).toBe('1.0.0');
      expect(compareShapes(describeTables(after.model()), await introspect(after.db))).toEqual([]);
      expect(await after.db.query({ text: `select version from kiln.plugin_version`, values: [] })).toEqual([
        ['1.0.0'],
      ]);
      expect(await madeBy(after)).toBe('1.0.0');
      if (point !== 'plugin: migrated') return;
      await change(after, path, 'upgrade');
      expect(await madeBy(after)).toBe('2.0.0');
      const [row] = await after.db.query({ text: 'select count(*) from data.count where size = 7', values: [] });
      expect(Number(row?.[0])).toBeGreaterThan(0);
    } finally {
      await after.close();
    }
  });
});

describe('a server without a sandbox', () => {
  test('runs, without plugins, and says so', async () => {
    // Nothing is there that could be started; everything else is as it is.
    const node = vi.spyOn(process, 'execPath', 'get').mockReturnValue(join(folder, 'nothing'));
    const lines: string[] = [];
    const workspace = await start(lines);
    try {
      expect(lines.join('\n')).toContain('plugins do not run: ');
      const { data, sandbox } = await listPlugins(workspace, workspace.model(), 'en');
      expect(sandbox).toMatchObject({ ready: false, reason: expect.any(String) });
      expect(data).toEqual([expect.objectContaining({ id: 'counter', state: 'unavailable' })]);
      const refused = await madeBy(workspace).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(KilnError);
      expect(refused).toMatchObject({ code: 'KILN_PLUGIN_UNAVAILABLE' });
      await expect(openSource(workspace, { path: await versionFolder('3.0.0') }, systemActor)).rejects.toMatchObject({
        code: 'KILN_PLUGIN_UNAVAILABLE',
      });
      await setEnabled(workspace, 'counter', false, systemActor);
      expect(await madeBy(workspace)).toBeNull();
      const server = await startTestServer({ databaseUrl: database.url });
      const ready = await fetch(`${server.url}/readyz`);
      await server.close();
      expect(ready.status).toBe(200);
    } finally {
      await workspace.close();
      node.mockRestore();
    }
  });
});
