import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { publicText } from '../plugins/package/integrity.ts';
import { writeArchive } from '../plugins/package/writeArchive.ts';
import { definitionsClient } from '../testing/definitionsClient.ts';
import { type Answered, askPlugins } from '../testing/installPlugin.ts';
import { pluginFiles, pluginFolder, type TestPlugin } from '../testing/pluginFolder.ts';
import { signedIn } from '../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

let server: TestServer;
let client: ReturnType<typeof definitionsClient>;
const folders: string[] = [];

beforeAll(async () => {
  server = await startTestServer({
    entities: [{ $id: 'order', title: 'Order', properties: { number: { type: 'string', title: 'Number' } } }],
  });
  client = definitionsClient(server);
});
afterAll(async () => {
  await server.close();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

const ask = (path: string, body?: object | Buffer, method?: string) => askPlugins(server, path, body, method);

async function folderOf(plugin: TestPlugin): Promise<string> {
  const folder = await pluginFolder(plugin);
  folders.push(folder);
  return folder;
}

/** Loyalty: an entity of its own, a field of the order, and a hook. */
function loyalty(
  version: string,
  more: { manifest?: JsonObject; fields?: JsonObject; code?: string } = {},
): TestPlugin {
  return {
    manifest: {
      id: 'loyalty',
      version,
      title: 'Loyalty',
      capabilities: { records: { order: ['read', 'create'] }, own: { member: ['*'] } },
      ...more.manifest,
    },
    code:
      more.code ??
      `import { definePlugin, refuse } from 'kiln:sdk';
export default definePlugin({
  hooks: { order: { creating(ctx, record) { if (record.number === 'bad') refuse({ number: 'No.' }); return { number: record.number + ' v${version}' }; } } },
});`,
    definitions: {
      'entity/member': {
        title: 'Member',
        type: 'object',
        properties: {
          name: { type: 'string', title: 'Name' },
          points: { type: 'integer', title: 'Points' },
          ...more.fields,
        },
      },
      'entity/order': { 'x-patch': true, properties: { points: { type: 'integer', title: 'Points' } } },
      'locales/zh-CN': {
        entities: { member: { title: '会员' } },
        plugins: { loyalty: { title: '会员积分' } },
      },
    },
  };
}

async function install(plugin: TestPlugin, path = ''): Promise<Answered> {
  return ask(path, { path: await folderOf(plugin), grant: true });
}

async function createOrder(number: string): Promise<Answered> {
  return client.call('/api/records/order', { number });
}

async function uninstall(id = 'loyalty', data = 'park'): Promise<Answered> {
  return ask(`/${id}?data=${data}`, undefined, 'DELETE');
}

function archiveOf(plugin: TestPlugin, key?: string): Promise<Buffer> {
  return writeArchive(pluginFiles(plugin), key);
}

describe('install', () => {
  test('shows what it would do, and changes nothing', async () => {
    const { status, body } = await ask('', { path: await folderOf(loyalty('1.0.0')) });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({
      id: null,
      plugin: 'loyalty',
      from: null,
      to: '1.0.0',
      isolation: 'shared',
      limits: { memoryMb: 64, cpuMs: 200 },
      integrity: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), signature: 'none' },
      definitions: {
        added: [expect.objectContaining({ kind: 'entity', name: 'member', package: 'loyalty', title: 'Member' })],
        patched: expect.arrayContaining([{ kind: 'entity', name: 'order', package: 'test' }]),
        removed: [],
      },
      migrations: { versions: [] },
    });
    expect(body.capabilities).toEqual([
      expect.objectContaining({
        code: 'records',
        params: { entity: 'order', title: 'Order', rights: ['read', 'create'] },
        sentence: 'May read and create Order, as far as the person may for whom it works.',
      }),
      expect.objectContaining({ code: 'ownRecords', params: expect.objectContaining({ title: 'Member' }) }),
      expect.objectContaining({ code: 'beforeWrite', params: expect.objectContaining({ actions: ['creating'] }) }),
    ]);
    expect(JSON.stringify(body.plan)).toContain('createTable');
    const { body: chinese } = await ask('?locale=zh-CN', { path: await folderOf(loyalty('1.0.0')) });
    expect(chinese.capabilities).toMatchObject([{}, { params: { entity: 'member', title: '会员' } }, {}]);
    expect((await ask('')).body.data).toEqual([]);
    expect((await ask('/loyalty')).status).toBe(404);
  });

  test('is one change-set: definitions, table and code, hot', async () => {
    const { status, body } = await install(loyalty('1.0.0'));
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({ plugin: 'loyalty', to: '1.0.0', id: expect.any(String) });
    expect(await createOrder('7')).toMatchObject({ status: 201, body: { number: '7 v1.0.0' } });
    expect(await createOrder('bad')).toMatchObject({
      status: 422,
      body: { code: 'KILN_INVALID', errors: [expect.objectContaining({ pointer: '/number', message: 'No.' })] },
    });
    expect((await client.call('/api/records/member', { name: 'Li' })).status).toBe(201);
    const { body: list } = await ask('?locale=zh-CN');
    expect(list).toMatchObject({
      sandbox: { ready: true },
      data: [{ id: 'loyalty', title: '会员积分', version: '1.0.0', state: 'running', enabled: true, source: 'folder' }],
    });
    expect((await ask('/loyalty')).body).toMatchObject({
      manifest: { id: 'loyalty', main: 'src/index.ts' },
      provides: { hooks: { order: ['creating'] } },
      versions: [{ version: '1.0.0', current: true, installedBy: expect.any(String) }],
      definitions: expect.arrayContaining([{ kind: 'entity', name: 'order', patch: true }]),
    });
    await client.expectFit();
  });

  test('does not happen twice', async () => {
    expect(await install(loyalty('1.0.0'))).toMatchObject({ status: 409, body: { code: 'KILN_CONFLICT' } });
  });

  test('is nothing for change-sets from outside', async () => {
    const document = await client.read('plugin', 'loyalty');
    const granted = { records: { order: ['*'] } };
    for (const edit of [
      { ...document, granted },
      null,
      { $schema: 'kiln:plugin', $id: 'loyalty', 'x-patch': true, granted },
    ]) {
      const { status, body } = await client.call('/api/changesets', {
        changes: [{ kind: 'plugin', name: 'loyalty', document: edit }],
        message: '',
        acceptDataLoss: true,
      });
      expect([status, body.code], JSON.stringify(body)).toEqual([422, 'KILN_BAD_DEFINITION']);
    }
  });

  test('is for those with the right', async () => {
    const nobody = await signedIn(server, 'No Body', []);
    for (const [method = 'GET', path = ''] of [
      ['GET', ''],
      ['POST', ''],
      ['GET', '/loyalty'],
      ['DELETE', '/loyalty?data=park'],
      ['POST', '/loyalty/disable'],
      ['POST', '/loyalty/configure'],
    ]) {
      const response = await nobody.fetch(`/api/plugins${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(method === 'POST' ? { body: '{}' } : {}),
      });
      expect([path, response.status]).toEqual([path, 403]);
    }
  });

  test.each<[string, object, number, string]>([
    ['no source', {}, 422, 'Say where the package is'],
    ['two sources', { id: 'x', path: '/tmp' }, 422, 'Say where the package is'],
    ['a relative path', { path: 'plugins/x' }, 422, 'absolute path'],
    ['a path to nothing', { path: '/nothing/here' }, 422, 'nothing at'],
    ['an unknown id', { id: 'nothing' }, 404, 'in the folder of plugins'],
    ['unknown members', { id: 'nothing', force: true }, 422, 'force'],
    ['a hash of something else', { id: 'nothing', sha256: 'x' }, 422, 'sha256'],
  ])('refuses %s', async (_what, body, status, message) => {
    const answer = await ask('', body);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(message);
  });

  // Threat: a package that is named like another one takes its definitions away.
  test('refuses names of other packages', async () => {
    expect(await install({ manifest: { id: 'test' } })).toMatchObject({ status: 409, body: { code: 'KILN_CONFLICT' } });
    expect((await client.read('entity', 'order')).title).toBe('Order');
  });

  test('refuses what reads more than it asks for, and what there is not', async () => {
    const hook = `import { definePlugin } from 'kiln:sdk';\nexport default definePlugin({ hooks: { order: { created() {} } } });`;
    const greedy = await install({ manifest: { id: 'greedy' }, code: hook });
    expect(JSON.stringify(greedy.body)).toContain('does not ask to read order');
    const jobs = await install({
      manifest: { id: 'late' },
      code: `import { definePlugin } from 'kiln:sdk';
export default definePlugin({ jobs: { a: { cron: 'at noon o clock', handler() {} }, b: { cron: '0 3 * * *', timeZone: 'Mars', handler() {} } } });`,
    });
    expect(JSON.stringify(jobs.body)).toMatch(/jobs\.a\.cron.*jobs\.b\.timeZone/);
    const lost = await install({ manifest: { id: 'lost', capabilities: { records: { nothing: ['read'] } } } });
    expect(JSON.stringify(lost.body)).toContain('There is no entity \\"nothing\\"');
    const broken = await install({ manifest: { id: 'broken' }, code: 'throw new Error("at once");' });
    expect(broken).toMatchObject({ status: 422, body: { code: 'KILN_BAD_PLUGIN' } });
    expect(JSON.stringify(broken.body)).toContain('at once');
    expect([greedy.status, lost.status]).toEqual([422, 422]);
  });
});

describe('a grant', () => {
  // Threat: between preview and grant the package is swapped for another one.
  test('is for the package that was looked at', async () => {
    const folder = await folderOf({ manifest: { id: 'swapped' } });
    const preview = await ask('', { path: folder });
    await pluginFolder({ manifest: { id: 'swapped', capabilities: { own: { order: ['*'] } } } }, folder);
    const sha256 = JSON.parse(JSON.stringify(preview.body)).integrity.sha256;
    expect(await ask('', { path: folder, grant: true, sha256 })).toMatchObject({
      status: 412,
      body: { code: 'KILN_STALE' },
    });
    expect((await ask('/swapped')).status).toBe(404);
  });

  test('of two administrators at once counts once', async () => {
    const folder = await folderOf({ manifest: { id: 'twice' } });
    const answers = await Promise.all([1, 2, 3].map(() => ask('', { path: folder, grant: true })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect((await uninstall('twice')).status).toBe(200);
  });

  test('and a change-set at the same time both count', async () => {
    const folder = await folderOf({ manifest: { id: 'beside' } });
    const edit = {
      kind: 'entity',
      name: 'note',
      document: {
        $schema: 'kiln:entity',
        $id: 'note',
        title: 'Note',
        type: 'object',
        properties: { text: { type: 'string', title: 'Text' } },
      },
    };
    const [installed, changed] = await Promise.all([
      ask('', { path: folder, grant: true }),
      client.call('/api/changesets', { changes: [edit], message: '' }),
    ]);
    expect([installed.status, changed.status]).toEqual([201, 201]);
    expect((await ask('/beside')).status).toBe(200);
    expect((await client.call('/api/records/note', { text: 'x' })).status).toBe(201);
    expect((await uninstall('beside')).status).toBe(200);
  });
});

describe('enable and disable', () => {
  test('take effect at once, and keep the data', async () => {
    expect((await ask('/loyalty/disable', {})).status).toBe(200);
    expect((await createOrder('8')).body).toMatchObject({ number: '8' });
    expect((await ask('')).body.data).toEqual([expect.objectContaining({ id: 'loyalty', state: 'disabled' })]);
    expect((await client.call('/api/records/member')).body.data).toHaveLength(1);
    expect((await ask('/loyalty/enable', {})).status).toBe(200);
    expect((await createOrder('8')).body).toMatchObject({ number: '8 v1.0.0' });
    expect((await ask('/nothing/enable', {})).status).toBe(404);
  });

  test('are refused where others need it, with their names', async () => {
    const needs = { id: 'needs', requires: { loyalty: '^1' } };
    expect((await install({ manifest: { ...needs, requires: { loyalty: '^2' } } })).body.detail).toContain(
      'loyalty ^2 (1.0.0',
    );
    expect((await install({ manifest: { ...needs, requires: { other: '*' } } })).body.detail).toContain(
      'not installed',
    );
    expect((await install({ manifest: needs })).status).toBe(201);
    expect(await ask('/loyalty/disable', {})).toMatchObject({ status: 409, body: { neededBy: ['needs'] } });
    expect(await uninstall()).toMatchObject({ status: 409, body: { neededBy: ['needs'] } });
    expect((await install(loyalty('2.0.0'), '/loyalty/upgrade')).body).toMatchObject({ neededBy: ['needs'] });
    expect((await ask('/needs/disable', {})).status).toBe(200);
    expect((await ask('/loyalty/disable', {})).status).toBe(200);
    expect((await ask('/needs/enable', {})).body.detail).toContain('loyalty (disabled)');
    expect((await ask('/loyalty/enable', {})).status).toBe(200);
    expect((await uninstall('needs')).status).toBe(200);
  });
});

const migrating = (version: string, up: string, down = '') => `import { definePlugin } from 'kiln:sdk';
export default definePlugin({
  hooks: { order: { creating(ctx, record) { return { number: record.number + ' v${version}' }; } } },
  migrations: { '1.1.0': {
    async up(ctx) { ${up} },
    async down(ctx) { ${down} },
  } },
});`;
const double = `for await (const member of ctx.records('member').each({})) await ctx.records('member').update(member.id, { score: (member.points ?? 0) * 2 });`;
const halve = `for await (const member of ctx.records('member').each({})) await ctx.records('member').update(member.id, { points: (member.score ?? 0) / 2 });`;
const score = { score: { type: 'integer', title: 'Score' } };
const next = (code: string, more: JsonObject = {}) => loyalty('1.1.0', { fields: score, code, ...more });

async function members(): Promise<JsonObject[]> {
  const { body } = await client.call('/api/records/member?sort=name');
  return JSON.parse(JSON.stringify(body.data));
}

describe('upgrade and downgrade', () => {
  test('keep what people changed here, and run the data migrations both ways', async () => {
    const [li] = await members();
    await client.call(`/api/records/member/${li?.id}`, { points: 21 }, 'PATCH');
    const member = await client.read('entity', 'member');
    const properties = JSON.parse(JSON.stringify(member.properties));
    properties.points.title = 'Stars';
    await client.apply([{ kind: 'entity', name: 'member', document: { ...member, properties } }]);

    const preview = await ask('/loyalty/upgrade', { path: await folderOf(next(migrating('1.1.0', double, halve))) });
    expect(preview).toMatchObject({
      status: 200,
      body: { from: '1.0.0', to: '1.1.0', raised: [], migrations: { direction: 'up', versions: ['1.1.0'] } },
    });
    const done = await install(next(migrating('1.1.0', double, halve)), '/loyalty/upgrade');
    expect(done.status, JSON.stringify(done.body)).toBe(201);
    expect(await members()).toMatchObject([{ name: 'Li', points: 21, score: 42 }]);
    expect((await createOrder('9')).body).toMatchObject({ number: '9 v1.1.0' });
    expect(await client.read('entity', 'member')).toMatchObject({
      properties: { points: { title: 'Stars' }, score: {} },
    });

    await client.call(`/api/records/member/${li?.id}`, { score: 100 }, 'PATCH');
    const back = await ask('/loyalty/downgrade', { version: '1.0.0' });
    expect(back.body).toMatchObject({ migrations: { direction: 'down', versions: ['1.1.0'] } });
    const gone = await ask('/loyalty/downgrade', { version: '1.0.0', grant: true });
    expect(gone.status, JSON.stringify(gone.body)).toBe(201);
    expect(await members()).toMatchObject([{ points: 50 }]);
    expect(Object.keys((await members())[0] ?? {})).not.toContain('score');
    expect((await createOrder('10')).body).toMatchObject({ number: '10 v1.0.0' });
    expect(await client.read('entity', 'member')).toMatchObject({ properties: { points: { title: 'Stars' } } });
    await client.expectFit();
  });

  test('are all or nothing', async () => {
    const failing = `${double} throw new Error('half way');`;
    const { status, body } = await install(next(migrating('1.1.0', failing)), '/loyalty/upgrade');
    expect([status, body.code], JSON.stringify(body)).toEqual([409, 'KILN_CONFLICT']);
    expect(body.detail).toContain('half way');
    expect((await ask('/loyalty')).body).toMatchObject({ version: '1.0.0' });
    expect((await ask('/loyalty')).body.versions).toHaveLength(2);
    expect(Object.keys((await members())[0] ?? {})).not.toContain('score');
    expect((await createOrder('11')).body).toMatchObject({ number: '11 v1.0.0' });
    await client.expectFit();
  });

  test('go the way that is asked for', async () => {
    expect((await ask('/loyalty/upgrade', { version: '1.1.0' })).status).toBe(200);
    expect((await ask('/loyalty/downgrade', { version: '1.1.0' })).status).toBe(409);
    expect((await ask('/loyalty/downgrade', { version: '9.9.9' })).status).toBe(404);
    expect((await install(loyalty('0.9.0'), '/loyalty/upgrade')).status).toBe(409);
    expect((await install({ manifest: { id: 'another' } }, '/loyalty/upgrade')).status).toBe(409);
    expect((await install(loyalty('1.0.0'), '/nothing/upgrade')).status).toBe(409);
  });

  // Threat: a plugin that was granted little asks for more with its next version.
  test('that ask for more have to be looked at first', async () => {
    const raised = loyalty('1.2.0', {
      manifest: {
        capabilities: {
          records: { order: ['read', 'create'] },
          own: { member: ['*'], order: ['*'] },
          hosts: ['api.example.com'],
        },
      },
    });
    const folder = await folderOf(raised);
    const blind = await ask('/loyalty/upgrade', { path: folder, grant: true });
    expect([blind.status, blind.body.code]).toEqual([409, 'KILN_CONFLICT']);
    const preview = JSON.parse(JSON.stringify((await ask('/loyalty/upgrade', { path: folder })).body));
    expect(preview.raised.map(({ code }: JsonObject) => code)).toEqual(['ownRecords', 'host']);
    const { sha256 } = preview.integrity;
    expect((await ask('/loyalty/upgrade', { path: folder, grant: true, sha256 })).status).toBe(201);
    expect((await ask('/loyalty')).body.granted).toMatchObject({ hosts: ['api.example.com'] });
    expect((await ask('/loyalty/downgrade', { version: '1.0.0', grant: true })).status).toBe(201);
    expect((await ask('/loyalty')).body.granted).not.toHaveProperty('hosts');
  });
});

describe('history', () => {
  test('takes an upgrade back with the data, and an install by parking', async () => {
    const up = await install(next(migrating('1.1.0', double, halve)), '/loyalty/upgrade');
    expect(await members()).toMatchObject([{ score: 100 }]);
    const back = await client.revert(String(up.body.id));
    expect(back.status, JSON.stringify(back.body)).toBe(201);
    expect((await ask('/loyalty')).body).toMatchObject({ version: '1.0.0' });
    expect(await members()).toMatchObject([{ points: 50 }]);

    const installed = await install({
      manifest: { id: 'brief' },
      definitions: {
        'entity/leaf': { title: 'Leaf', type: 'object', properties: { name: { type: 'string', title: 'Name' } } },
      },
    });
    await client.call('/api/records/leaf', { name: 'green' });
    const taken = await client.revert(String(installed.body.id));
    expect(taken.status, JSON.stringify(taken.body)).toBe(201);
    expect((await ask('/brief')).status).toBe(404);
    expect((await client.call('/api/records/leaf')).status).toBe(404);
    const again = await client.revert(String(taken.body.id));
    expect(again).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Install its package again') },
    });
    await install({
      manifest: { id: 'brief' },
      definitions: {
        'entity/leaf': { title: 'Leaf', type: 'object', properties: { name: { type: 'string', title: 'Name' } } },
      },
    });
    expect((await client.call('/api/records/leaf')).body.data).toEqual([expect.objectContaining({ name: 'green' })]);
    expect((await uninstall('brief')).status).toBe(200);
  });

  test('takes enabling and disabling back, for those who may change plugins', async () => {
    const off = await ask('/loyalty/disable', {});
    const role = { $schema: 'kiln:role', $id: 'designer', title: 'Designer', entities: {}, system: ['studio'] };
    await client.apply([{ kind: 'role', name: 'designer', document: role }]);
    const designer = await signedIn(server, 'De Signer', ['designer']);
    const refused = await designer.fetch(`/api/changesets/${String(off.body.id)}/revert`, { method: 'POST' });
    expect(refused.status).toBe(403);
    expect((await client.revert(String(off.body.id))).status).toBe(201);
    expect((await ask('/loyalty')).body).toMatchObject({ enabled: true });
  });
});

describe('uninstall', () => {
  test('says what becomes of the data', async () => {
    expect((await ask('/loyalty', undefined, 'DELETE')).status).toBe(400);
    expect((await uninstall('nothing')).status).toBe(404);
    const dry = await ask('/loyalty?data=park&dryRun=true', undefined, 'DELETE');
    expect(dry).toMatchObject({ status: 200, body: { id: null, removed: { definition: 4, plugin_version: 3 } } });
    expect((await ask('/loyalty')).status).toBe(200);
  });

  test('keeps entities, fields and what people made of them as their own, and leaves nothing else', async () => {
    const { status, body } = await uninstall('loyalty', 'keep');
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({ removed: { definition: 4, plugin_version: 3 }, left: {} });
    expect(await members()).toMatchObject([{ name: 'Li', points: 50 }]);
    expect(await client.read('entity', 'member')).toMatchObject({ properties: { points: { title: 'Stars' } } });
    expect((await createOrder('12')).body).toMatchObject({ number: '12', points: null });
    expect((await client.call('/api/definitions/entity')).body.data).toContainEqual(
      expect.objectContaining({ name: 'member', package: 'local' }),
    );
    await client.expectFit();
  });

  test('can be followed by an install that finds everything again', async () => {
    const { status, body } = await install(loyalty('1.0.0'));
    expect(status, JSON.stringify(body)).toBe(201);
    expect(await members()).toMatchObject([{ name: 'Li', points: 50 }]);
    expect(await client.read('entity', 'member')).toMatchObject({ properties: { points: { title: 'Stars' } } });
    expect((await client.call('/api/definitions/entity')).body.data).toContainEqual(
      expect.objectContaining({ name: 'member', package: 'loyalty' }),
    );
    expect((await uninstall()).body).toMatchObject({ left: {} });
    expect((await client.call('/api/records/member')).status).toBe(404);
    await client.expectFit();
  });
});

describe('an entity that a plugin works with', () => {
  const gadget = (name: string) => ({
    $schema: 'kiln:entity',
    $id: name,
    'x-id': 'gadget',
    title: 'Gadget',
    type: 'object',
    properties: { by: { type: 'string', title: 'By' } },
  });

  test('may be renamed, and removed: the plan says that the plugin has to do without it', async () => {
    await client.apply([{ kind: 'entity', name: 'gadget', document: gadget('gadget') }]);
    const code = `import { definePlugin } from 'kiln:sdk';
export default definePlugin({ hooks: { gadget: { creating: () => ({ by: 'plugin' }) } } });`;
    await install({ manifest: { id: 'tinker', capabilities: { records: { gadget: ['*'] } } }, code });
    await client.apply([
      { kind: 'entity', name: 'device', document: gadget('device') },
      { kind: 'entity', name: 'gadget', document: null },
    ]);
    expect((await client.call('/api/records/device', {})).body).toMatchObject({ by: 'plugin' });
    const removal = {
      changes: [{ kind: 'entity', name: 'device', document: null }],
      message: '',
      acceptDataLoss: true,
    };
    const { body } = await client.call('/api/changesets', { ...removal, dryRun: true });
    expect(JSON.parse(JSON.stringify(body.plan)).dependants).toContainEqual(
      expect.objectContaining({ kind: 'plugin', name: 'tinker', code: 'pluginLoses', fixed: false }),
    );
    expect((await client.call('/api/changesets', removal)).status).toBe(201);
    expect((await ask('/tinker')).body).toMatchObject({ state: 'running' });
    expect((await uninstall('tinker')).status).toBe(200);
  });
});

describe('settings', () => {
  const manifest = {
    id: 'configured',
    capabilities: { secrets: ['smsKey'] },
    config: {
      type: 'object',
      required: ['rate'],
      additionalProperties: false,
      properties: { rate: { type: 'number', minimum: 0 }, name: { type: 'string', default: 'x' } },
    },
  };

  test('are checked by the schema; secrets are sealed and never told', async () => {
    expect((await install({ manifest })).status).toBe(201);
    expect(
      await ask('/configured/configure', { config: { rate: -1, more: 1 }, secrets: { other: 'x', smsKey: '' } }),
    ).toMatchObject({
      status: 422,
      body: {
        errors: expect.arrayContaining([
          expect.objectContaining({ pointer: '/config/rate' }),
          expect.objectContaining({ pointer: '/config/more' }),
          expect.objectContaining({ pointer: '/secrets/other' }),
          expect.objectContaining({ pointer: '/secrets/smsKey' }),
        ]),
      },
    });
    const set = await ask('/configured/configure', { config: { rate: 2 }, secrets: { smsKey: 'very secret' } });
    expect(set).toMatchObject({
      status: 200,
      body: { config: { values: { rate: 2 }, faults: [] }, secrets: [{ name: 'smsKey', set: true }] },
    });
    expect(JSON.stringify([set, await ask('/configured')])).not.toContain('very secret');
    expect(JSON.stringify(await client.query('select * from kiln.plugin_secret'))).not.toContain('very secret');
    expect((await ask('/configured/configure', { secrets: { smsKey: null } })).body).toMatchObject({
      config: { values: { rate: 2 } },
      secrets: [{ name: 'smsKey', set: false }],
    });
    expect((await ask('/configured/configure', { isolation: 'own' })).body).toMatchObject({
      isolation: 'own',
      config: { values: { rate: 2 } },
    });
    expect((await ask('/configured')).body).toMatchObject({ isolation: 'own', state: 'running' });
    const upgrade = { ...manifest, version: '2.0.0', config: { ...manifest.config, required: ['rate', 'more'] } };
    expect(
      (await ask('/configured/upgrade', { path: await folderOf({ manifest: upgrade }) })).body.config,
    ).toMatchObject({
      faults: [expect.objectContaining({ pointer: '/more' })],
    });
    expect((await uninstall('configured')).body).toMatchObject({ removed: { plugin_config: 1 }, left: {} });
  });
});

describe('uploads', () => {
  test('run apart where nobody vouches for them', async () => {
    const archive = await archiveOf({ manifest: { id: 'uploaded' } });
    expect(await ask('', archive)).toMatchObject({
      status: 200,
      body: { isolation: 'own', integrity: { signature: 'none' } },
    });
    const { status, body } = await ask('?grant=true', archive);
    expect(status, JSON.stringify(body)).toBe(201);
    expect((await ask('/uploaded')).body).toMatchObject({ isolation: 'own', source: 'package', state: 'running' });
    expect((await uninstall('uploaded')).status).toBe(200);
  });

  test('of one version are one package', async () => {
    const manifest = { id: 'uploaded' };
    expect((await ask('?grant=true', await archiveOf({ manifest }))).status).toBe(201);
    const other = await archiveOf({ manifest, files: { 'README.md': 'Another one' } });
    expect(await ask('/uploaded/upgrade?grant=true', other)).toMatchObject({
      status: 409,
      body: { code: 'KILN_CONFLICT' },
    });
    expect(await ask('/uploaded/upgrade?grant=true', await archiveOf({ manifest }))).toMatchObject({
      body: { id: null },
    });
    expect((await uninstall('uploaded')).status).toBe(200);
  });

  test('that are refused say why', async () => {
    expect(await ask('', Buffer.from('nothing'))).toMatchObject({ status: 422, body: { code: 'KILN_BAD_PLUGIN' } });
    expect(await ask('?grant=perhaps', await archiveOf({}))).toMatchObject({ status: 400 });
    expect((await ask('', Buffer.alloc(11 * 1024 * 1024))).status).toBe(413);
  });

  test('have to be signed where keys are given', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const gallery = await mkdtemp(join(tmpdir(), 'kiln-test-plugins-'));
    folders.push(gallery);
    await pluginFolder({ manifest: { id: 'offered', version: '3.0.0' } }, join(gallery, 'offered'));
    await pluginFolder({ manifest: { id: 'future', kiln: '>=99' } }, join(gallery, 'future'));
    const other = await startTestServer({ plugins: { folder: gallery, keys: [publicText(publicKey)] } });
    const post = (archive: Buffer) => askPlugins(other, '', archive);
    try {
      const stranger = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
      expect(await post(await archiveOf({}))).toMatchObject({ status: 403 });
      expect(await post(await archiveOf({}, String(stranger)))).toMatchObject({ status: 403 });
      expect(await post(await archiveOf({}, pem))).toMatchObject({
        status: 200,
        body: { isolation: 'shared', integrity: { signature: 'valid', key: publicText(publicKey) } },
      });
      // What lies in the folder of plugins is the administrator's own.
      expect((await askPlugins(other, '')).body.data).toEqual([
        expect.objectContaining({
          id: 'future',
          state: 'available',
          reason: expect.stringContaining('made for Kiln >=99'),
        }),
        expect.objectContaining({ id: 'offered', state: 'available', available: '3.0.0', version: null }),
      ]);
      expect((await askPlugins(other, '', { id: 'offered', grant: true })).status).toBe(201);
      expect((await askPlugins(other, '')).body.data).toContainEqual(
        expect.objectContaining({ id: 'offered', state: 'running', available: '3.0.0', version: '3.0.0' }),
      );
    } finally {
      await other.close();
    }
  });
});
