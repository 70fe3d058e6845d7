import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { adminToken } from '../testing/asAdmin.ts';
import { definitionsClient } from '../testing/definitionsClient.ts';
import { askPlugins } from '../testing/installPlugin.ts';
import { startTestServer, type TestServer, testSecret } from '../testing/startTestServer.ts';
import { pluginCommand } from './plugin.ts';
import { pullCommand } from './pull.ts';
import { pushCommand } from './push.ts';
import { runHere } from './runHere.testing.ts';

/** Each command opens what it needs anew. */
vi.setConfig({ testTimeout: 180_000 });

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));

let home: string;
let server: TestServer;
let other: TestServer;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kiln plugins '));
  server = await startTestServer({});
  other = await startTestServer({});
});
afterAll(async () => {
  await Promise.all([server.close(), other.close()]);
  await rm(home, { recursive: true, force: true });
});

const at = (path: string) => join(home, path);
const plugin = (...args: string[]) => runHere(pluginCommand, args, { KILN_DATA: at('data'), KILN_PLUGINS: home });
const remote = () => ['--url', server.url, '--token', adminToken];

/** `npx kiln plugin test`, which brings its own vitest. */
async function testsOf(folder: string): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [cli, 'plugin', 'test', folder], {
    env: { ...process.env, NODE_COMPILE_CACHE: at('compiled'), NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = await once(child, 'exit');
  return { code: Number(code), output };
}

test('a plugin is begun, packed, signed, installed, upgraded and removed', async () => {
  const begun = await plugin('new', 'store-visits', at('store-visits'));
  expect(begun.code, begun.output).toBe(0);
  expect(await readFile(at('store-visits/types/records.d.ts'), 'utf8')).toContain(
    'storeVisit: { record: StoreVisit; create: StoreVisitCreate; update: StoreVisitUpdate };',
  );
  expect((await plugin('new', 'store-visits', at('store-visits'))).output).toContain('already');
  expect((await plugin('new', 'Store Visits')).output).toContain('small letters');

  const keys = await plugin('keys', at('key.pem'));
  expect(keys.output).toMatch(/KILN_PLUGIN_KEYS=[A-Za-z0-9+/]{43}=/);
  expect((await plugin('keys', at('key.pem'))).output).toContain(`There is something at ${at('key.pem')} already.`);
  const keyless = await plugin('pack', at('store-visits'), '--out', at('visits.tgz'), '--sign', at('no.pem'));
  expect(keyless.output).toContain(`The key ${at('no.pem')} cannot be read.`);
  const packed = await plugin('pack', at('store-visits'), '--out', at('visits.tgz'), '--sign', at('key.pem'));
  expect(packed.output).toMatch(/sha256 [0-9a-f]{64}, signed/);

  const shown = await plugin('install', at('visits.tgz'), ...remote());
  expect(shown.code, shown.output).toBe(3);
  expect(shown.output).toContain('May read, create, update and delete Store visits');
  expect(shown.output).toContain('signed by a key that is not known here');
  expect(shown.output).toContain('Nothing was changed');
  expect((await askPlugins(server, '/store-visits')).status).toBe(404);
  const installed = await plugin('install', at('visits.tgz'), '--grant', ...remote());
  expect(installed.code, installed.output).toBe(0);
  expect((await plugin('list', ...remote())).output).toContain('store-visits                 1.0.0      running');

  const manifest = JSON.parse(await readFile(at('store-visits/plugin.json'), 'utf8'));
  manifest.version = '1.1.0';
  manifest.capabilities.kv = true;
  await writeFile(at('store-visits/plugin.json'), JSON.stringify(manifest));
  const upgraded = await plugin('install', 'store-visits', '--grant', ...remote());
  expect(upgraded.output).toContain('+ Keeps values of its own.');
  expect(upgraded.output).toContain('store-visits 1.1.0 runs.');
  expect((await askPlugins(server, '/store-visits')).body).toMatchObject({ version: '1.1.0', source: 'package' });
});

test('pushing to a server without the plugin says so', async () => {
  const client = definitionsClient(server);
  const document = await client.read('entity', 'storeVisit');
  await client.apply([{ kind: 'entity', name: 'storeVisit', document: { ...document, title: 'Visits' } }]);
  const env = { KILN_DATA: at('data') };
  const pulled = await runHere(pullCommand, [at('definitions'), '--all', ...remote()], env);
  expect(pulled.code, pulled.output).toBe(0);
  expect(JSON.parse(await readFile(at('definitions/kiln.json'), 'utf8'))).toMatchObject({
    plugins: { 'store-visits': '1.1.0' },
  });
  expect(JSON.parse(await readFile(at('definitions/local/entity/storeVisit.json'), 'utf8'))).toMatchObject({
    'x-patch': true,
    title: 'Visits',
  });
  const pushed = await runHere(pushCommand, [at('definitions'), '--url', other.url, '--token', adminToken], env);
  expect(pushed.code).toBe(1);
  expect(pushed.output).toContain('store-visits 1.1.0');
  expect(pushed.output).toContain('Install them there first');
  expect((await runHere(pushCommand, [at('definitions'), ...remote()], env)).output).toContain('Nothing to do');
});

test('a plugin is removed, and nothing is left', async () => {
  expect((await plugin('uninstall', 'store-visits', ...remote())).output).toContain('what becomes of its data');
  const gone = await plugin('uninstall', 'store-visits', '--data', 'park', ...remote());
  expect(gone.code, gone.output).toBe(0);
  expect(gone.output).toContain('store-visits is gone.');
});

test('a server follows each change that is saved in a folder, and what is wrong stops nothing', async () => {
  expect((await plugin('new', 'hot-reload', at('hot-reload'))).code).toBe(0);
  await mkdir(at('empty'));
  const child = spawn(process.execPath, [cli, 'plugin', 'dev', at('hot-reload')], {
    env: {
      ...process.env,
      DATABASE_URL: server.workspace.databaseUrl,
      KILN_DATA: at('data'),
      KILN_SECRET: testSecret,
      KILN_DEFINITIONS: at('empty'),
      NODE_COMPILE_CACHE: at('compiled'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const summary = async () => {
    const answer = await askPlugins(server, '/hot-reload/functions/summary', {});
    return answer.body;
  };
  const source = at('hot-reload/src/index.ts');
  try {
    await expect.poll(() => output, { timeout: 60_000 }).toContain('Watching');
    expect(await summary()).toEqual({});
    const code = await readFile(source, 'utf8');
    await writeFile(source, 'export default {{;');
    await expect.poll(() => output, { timeout: 60_000 }).toContain('src/index.ts 1:17');
    expect(await summary()).toEqual({});
    await writeFile(
      source,
      code.replace('async handler(ctx) {', `async handler(ctx) { ctx.log.info('asked'); return { hot: 1 };`),
    );
    await expect.poll(summary, { timeout: 60_000 }).toEqual({ hot: 1 });
    await expect.poll(() => output, { timeout: 60_000 }).toContain('info  function summary asked');
  } finally {
    child.kill('SIGINT');
    await once(child, 'exit');
  }
  expect((await plugin('uninstall', 'hot-reload', '--data', 'park', ...remote())).code).toBe(0);
});

test('the tests of a plugin that was begun pass, in the real sandbox', async () => {
  expect((await plugin('new', 'tried-out', at('tried-out'))).code).toBe(0);
  const version = at('tried-out/fixtures/2.0.0');
  expect((await plugin('new', 'tried-out', version)).code).toBe(0);
  const manifest = JSON.parse(await readFile(join(version, 'plugin.json'), 'utf8'));
  await writeFile(join(version, 'plugin.json'), JSON.stringify({ ...manifest, version: '2.0.0' }));
  await rm(join(version, 'src/index.test.ts'));
  await writeFile(
    at('tried-out/src/more.test.ts'),
    `import { afterAll, expect, openKiln, test } from 'kiln:test';
const kiln = await openKiln();
afterAll(() => kiln.close());
test('people, versions and settings', async () => {
  const reader = await kiln.as('readOnly');
  await expect(reader.records('triedOut').create({ name: 'x' })).rejects.toMatchObject({ code: 'KILN_NOT_FOUND' });
  await kiln.upgrade('./fixtures/2.0.0');
  await kiln.downgrade('1.0.0');
  await kiln.settled();
  expect(await kiln.records('triedOut').find({ limit: 5 })).toEqual([]);
});
`,
  );
  const { code, output } = await testsOf(at('tried-out'));
  expect(output).toContain('4 passed');
  expect(code).toBe(0);
});

test('the plugin that the page for authors shows passes the test that it shows', async () => {
  const page = await readFile(fileURLToPath(new URL('../../docs/plugin-authors.md', import.meta.url)), 'utf8');
  const shown = (heading: string) => page.split(`# ${heading}\n`)[1]?.split(/```\w*\n?/)[1] ?? '';
  const folder = at('order-points');
  const files = async (of: string, all: Readonly<Record<string, string>>): Promise<void> => {
    for (const [path, text] of Object.entries(all)) {
      await mkdir(dirname(join(of, path)), { recursive: true });
      await writeFile(join(of, path), text);
    }
  };
  const code = shown('The code').replaceAll('{ … }', '{}').replaceAll('=> …', '=> null');
  const manifest: object = JSON.parse(shown('The manifest'));
  const version = (number: string) => ({
    'plugin.json': JSON.stringify({ ...manifest, version: number }),
    'src/index.ts': number === '1.0.0' ? code.replace(/ +migrations: .*\n/, '') : code,
    'definitions/entity/orderPoint.json': JSON.stringify({
      ...{ $schema: 'kiln:entity', $id: 'orderPoint', title: 'Order point', 'x-plural': 'Points', type: 'object' },
      properties: {
        points: { type: 'integer', title: 'Points' },
        order: { title: 'Order', 'x-relation': { to: 'order' } },
      },
    }),
    'definitions/locales/zh-CN.json': JSON.stringify({
      ...{ $schema: 'kiln:locale', $id: 'zh-CN' },
      ...JSON.parse(shown('Texts')),
    }),
  });
  await files(at('messages'), {
    'plugin.json': JSON.stringify({ id: 'messages', version: '1.0.0', title: 'Messages', kiln: '*', main: 'index.ts' }),
    'index.ts': `import { definePlugin } from 'kiln:sdk';
export default definePlugin({ services: { send: () => null } });`,
  });
  await files(folder, version('1.0.0'));
  await files(join(folder, 'fixtures/2.0.0'), version('2.0.0'));
  const opened = "openKiln({ config: { rate: 2 }, plugins: ['../messages'] })";
  await files(folder, { 'src/index.test.ts': shown('Tests').replace('openKiln({ config: { rate: 2 } })', opened) });
  const { code: left, output } = await testsOf(folder);
  expect(output).toContain('1 passed');
  expect(left).toBe(0);
});

test('what is wrong is told with its place', async () => {
  await writeFile(at('store-visits/src/index.ts'), 'export default {{;');
  expect((await plugin('pack', '--nope')).output).toContain('Usage: npx kiln plugin pack [folder]');
  expect((await plugin('test', at('nowhere'))).output).toContain('There is no plugin.json in');
  const packed = await plugin('pack', at('store-visits'));
  expect(packed.code).toBe(1);
  expect(packed.output).toContain('src/index.ts 1:17');
  expect((await plugin('install', 'nothing')).output).toContain('no folder, file or plugin "nothing"');
  expect((await plugin('explode')).output).toContain('Say what to do');
});
