import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemActor } from '../context/systemActor.ts';
import { mergeLayers } from '../definitions/layers.ts';
import type { JsonObject } from '../lib/json.ts';
import { kinds } from '../model/kinds.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { applyPlan } from './applyPlan.ts';
import type { DefinitionEdit } from './changeSetInput.ts';
import { readDefinitions } from './definitionStore.ts';
import { planChange } from './planChange.ts';
import { planFiles, syncDefinitions } from './syncDefinitions.ts';

/** A package is upgraded on a database on which people changed its definitions and made their own. */
let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await testDatabase();
  folder = join(await mkdtemp(join(tmpdir(), 'kiln-upgrade-')), 'base');
});
afterEach(async () => {
  await database.close();
  await rm(join(folder, '..'), { recursive: true });
});

const text = { type: 'string' };

function entity(name: string, properties: JsonObject, more: JsonObject = {}): JsonObject {
  return { $schema: 'kiln:entity', $id: name, title: name, type: 'object', ...more, properties };
}

function view(name: string, columns: (string | JsonObject)[], more: JsonObject = {}): JsonObject {
  return { $schema: 'kiln:view', $id: name, title: name, entity: 'contact', type: 'list', columns, ...more };
}

/** The package's files from now on. */
async function write(...documents: JsonObject[]): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const document of documents) {
    const kind = String(document.$schema).replace('kiln:', '');
    await mkdir(join(folder, kind), { recursive: true });
    await writeFile(join(folder, kind, `${String(document.$id)}.json`), JSON.stringify(document));
  }
}

async function start() {
  return syncDefinitions(database.db, [folder], { consent: 'all' });
}

async function people(...documents: JsonObject[]): Promise<void> {
  const edits = documents.map((document): DefinitionEdit => {
    return { kind: String(document.$schema).replace('kiln:', ''), name: String(document.$id), document };
  });
  await syncDefinitions(database.db, [folder], { consent: 'all', local: { edits } });
}

async function documentOf(kind: string, name: string): Promise<JsonObject | undefined> {
  const { layers } = await readDefinitions(database.db);
  const { definitions } = mergeLayers(layers, kinds);
  return definitions.find((definition) => definition.kind === kind && definition.name === name)?.document;
}

test('a field that the package renames keeps its name nowhere', async () => {
  await write(entity('contact', { name: text, email: text }), view('contacts', ['name']));
  await start();
  await people(
    entity('contact', { name: text, email: { ...text, title: 'Mail' } }),
    view('contacts', ['name', { field: 'email', width: 90 }], { where: 'has(email)' }),
    view('mine', ['email'], { sort: '-email' }),
  );
  await write(entity('contact', { name: text, mail: { ...text, 'x-id': 'email' } }), view('contacts', ['name']));
  const planned = await planFiles(database.db, [folder]);
  expect(planned.dependants.map(({ kind, name, code, fixed }) => `${kind} ${name} ${code} ${fixed}`)).toEqual(
    expect.arrayContaining(['view contacts followsRename true', 'view mine followsRename true']),
  );
  await start();
  expect(await documentOf('entity', 'contact')).toMatchObject({ properties: { mail: { title: 'Mail' } } });
  expect(await documentOf('view', 'contacts')).toMatchObject({
    columns: ['name', { field: 'mail', width: 90 }],
    where: 'has(mail)',
  });
  expect(await documentOf('view', 'mine')).toMatchObject({ columns: ['mail'], sort: '-mail' });
  expect(await start()).toMatchObject({ changed: false });
});

test('a field that the package takes away is missed nowhere', async () => {
  await write(entity('contact', { name: text, email: text }), view('contacts', ['name', 'email']));
  await start();
  await people(
    entity('contact', { name: text, email: { ...text, title: 'Mail' } }),
    view('contacts', ['name', { field: 'email', width: 90 }]),
    view('mine', ['name', 'email'], { where: 'has(email)' }),
  );
  await write(entity('contact', { name: text }), view('contacts', ['name']));
  const { next, plan } = await planFiles(database.db, [folder]);
  expect(plan.operations).toMatchObject([{ op: 'parkColumn', risk: 'loses data' }]);
  expect(next.conflicts).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        code: 'memberGone',
        kind: 'entity',
        pointer: '/properties/email',
        ours: { title: 'Mail' },
      }),
    ]),
  );
  await start();
  expect(await documentOf('view', 'contacts')).toMatchObject({ columns: ['name'] });
  expect(await documentOf('view', 'mine')).toEqual(view('mine', ['name']));
  expect(await start()).toMatchObject({ changed: false });
});

test('what does not fit another type is set aside, and told with both sides', async () => {
  await write(entity('contact', { name: text, size: text }));
  await start();
  await people(entity('contact', { name: text, size: { ...text, title: 'Size', minLength: 3 } }));
  await write(entity('contact', { name: text, size: { type: 'integer' } }));
  const { next } = await planFiles(database.db, [folder]);
  expect(next.conflicts).toMatchObject([
    {
      code: 'setAside',
      package: 'local',
      kind: 'entity',
      name: 'contact',
      pointer: '/properties/size/minLength',
      ours: 3,
    },
  ]);
  await start();
  expect(await documentOf('entity', 'contact')).toEqual(
    entity('contact', { name: text, size: { type: 'integer', title: 'Size' } }),
  );
});

test('both sides add an option, a column, a field', async () => {
  const stage = (...values: string[]): JsonObject => ({ stage: { type: 'string', enum: values } });
  await write(entity('contact', stage('lead', 'won')), view('contacts', ['stage']));
  await start();
  await people(entity('contact', { ...stage('lead', 'won', 'lost'), fax: text }), view('contacts', ['stage', 'fax']));
  await write(
    entity('contact', { ...stage('lead', 'open', 'won'), phone: text }),
    view('contacts', ['phone', 'stage']),
  );
  const { built, operations } = await start();
  expect(built.conflicts).toEqual([]);
  expect(operations.map(({ op }) => op)).toEqual(['addColumn']);
  expect(await documentOf('entity', 'contact')).toMatchObject({
    properties: { stage: { enum: ['lead', 'open', 'won', 'lost'] }, phone: text, fax: text },
  });
  expect(await documentOf('view', 'contacts')).toMatchObject({ columns: ['phone', 'stage', 'fax'] });
});

test('an entity that the package renames takes what people changed with it', async () => {
  await write(entity('contact', { name: text }), view('contacts', ['name']));
  await start();
  await people(entity('contact', { name: text, fax: text }), view('mine', ['fax']));
  await write(
    entity('person', { name: text }, { 'x-id': 'contact' }),
    view('contacts', ['name'], { entity: 'person' }),
  );
  const { operations } = await start();
  expect(operations.map(({ op }) => op)).toContain('renameTable');
  expect(operations.map(({ op }) => op)).not.toContain('parkColumn');
  expect(await documentOf('entity', 'person')).toMatchObject({ properties: { name: text, fax: text } });
  expect(await documentOf('view', 'mine')).toMatchObject({ entity: 'person', columns: ['fax'] });
  await people(entity('person', { name: text, fax: text, phone: text }, { 'x-id': 'contact' }));
  expect(await documentOf('entity', 'person')).toMatchObject({ properties: { fax: text, phone: text } });
});

test('people rename an entity of the package, which is upgraded', async () => {
  await write(entity('contact', { name: text }), view('contacts', ['name']));
  await start();
  await people(
    entity('customer', { name: text }, { 'x-id': 'contact' }),
    view('contacts', ['name'], { entity: 'customer' }),
  );
  await write(entity('contact', { name: text, fax: text }), view('contacts', ['name', 'fax']));
  const { built } = await start();
  expect(built.conflicts).toEqual([]);
  expect(await documentOf('entity', 'customer')).toMatchObject({ properties: { name: text, fax: text } });
  expect(await documentOf('view', 'contacts')).toMatchObject({ entity: 'customer', columns: ['name', 'fax'] });
});

test('a package brings an entity of a name that people have already', async () => {
  await write(entity('contact', { name: text }));
  await start();
  await people(entity('visit', { on: text }));
  await write(entity('contact', { name: text }), entity('visit', { where: text }));
  const { built, operations } = await start();
  expect(operations).toEqual([]);
  expect(built.conflicts).toMatchObject([
    { code: 'nameTaken', kind: 'entity', name: 'visit', params: { package: 'base' } },
  ]);
  expect(await documentOf('entity', 'visit')).toMatchObject({ properties: { on: text } });
});

test('a package brings what names a field that people removed', async () => {
  await write(entity('contact', { name: text, fax: text }));
  await start();
  await people(entity('contact', { name: text }));
  await write(entity('contact', { name: text, fax: text }, { 'x-search': ['fax'] }));
  const { dependants } = await planFiles(database.db, [folder]);
  expect(dependants).toMatchObject([{ kind: 'entity', name: 'contact', pointer: '/x-search/0', fixed: true }]);
  await start();
  expect(await documentOf('entity', 'contact')).toEqual(entity('contact', { name: text }, { 'x-search': [] }));
  expect(await start()).toMatchObject({ changed: false });
});

test('a package brings what names a field that people gave another name', async () => {
  await write(entity('contact', { name: text, email: text }));
  await start();
  await people(entity('contact', { name: text, mail: { ...text, 'x-id': 'email' } }));
  await write(entity('contact', { name: text, email: text }), view('contacts', ['name', 'email'], { sort: 'email' }));
  const { built } = await start();
  expect(built.conflicts).toEqual([]);
  expect(await documentOf('view', 'contacts')).toMatchObject({ columns: ['name', 'mail'], sort: 'mail' });
  expect(await start()).toMatchObject({ changed: false });
});

test('a package is upgraded in the moment in which files of our own are pushed', async () => {
  await write(entity('contact', { name: text, email: text }));
  await start();
  await people(view('mine', ['email']));
  await write(entity('contact', { name: text, mail: { ...text, 'x-id': 'email' } }));
  await people(view('other', ['name', 'mail']));
  expect(await documentOf('view', 'mine')).toMatchObject({ columns: ['mail'] });
  expect(await documentOf('view', 'other')).toMatchObject({ columns: ['name', 'mail'] });
});

describe('rights', () => {
  const role = (entities: JsonObject): JsonObject => ({ $schema: 'kiln:role', $id: 'clerk', title: 'Clerk', entities });

  test('never grow where a condition does not fit any more', async () => {
    await write(entity('contact', { name: text, size: text }), role({ contact: { read: true } }));
    await start();
    await people(role({ contact: { read: 'size == "big"' } }));
    await write(entity('contact', { name: text, size: { type: 'integer' } }), role({ contact: { read: true } }));
    await start();
    const clerk = await documentOf('role', 'clerk');
    const { contact = null } = Object(clerk?.entities);
    expect([null, undefined, false]).toContain(contact === null ? null : contact.read);
  });
});

test('documents of an upgrade that change nothing in sum are kept', async () => {
  await write(entity('contact', { name: text }, { description: 'Old' }));
  await start();
  await people(entity('contact', { name: text }, { description: 'Ours' }));
  await write(entity('contact', { name: text }, { description: 'New' }));
  expect(await start()).toMatchObject({
    changed: true,
    operations: [],
    built: { conflicts: [{ code: 'bothChanged' }] },
  });
  const { layers } = await readDefinitions(database.db);
  expect(layers.find(({ package: owner }) => owner === 'base')?.document).toMatchObject({ description: 'New' });
  expect(await start()).toMatchObject({ changed: false });
});

describe('installed plugins', () => {
  const loyalty = {
    $schema: 'kiln:plugin',
    $id: 'loyalty',
    version: '1.0.0',
    title: 'Loyalty',
    kiln: '>=0.1',
    main: 'src/index.ts',
    granted: {},
    code: 'a'.repeat(64),
    provides: {},
    enabled: true,
    isolation: 'shared',
  };

  async function install(...documents: JsonObject[]): Promise<void> {
    const stored = await readDefinitions(database.db);
    const brought = [loyalty, ...documents].map((document) => {
      const kind = String(document.$schema).replace('kiln:', '');
      return { kind, name: String(document.$id), package: 'loyalty', document };
    });
    const change = await planChange(database.db, stored, [...stored.layers, ...brought]);
    await applyPlan(database.db, change, { message: 'Install', actor: systemActor });
  }

  test('follow what the package renames and takes away', async () => {
    await write(entity('contact', { name: text, email: text, fax: text }));
    await start();
    await install(view('members', ['name', 'email', 'fax'], { sort: 'email' }));
    await write(entity('contact', { name: text, mail: { ...text, 'x-id': 'email' } }));
    await start();
    expect(await documentOf('view', 'members')).toMatchObject({ columns: ['name', 'mail'], sort: 'mail' });
    expect(await start()).toMatchObject({ changed: false });
  });

  test('do not keep Kiln from starting when they no longer fit the package', async () => {
    await write(entity('contact', { name: text, size: text }));
    await start();
    await install(
      { $schema: 'kiln:entity', $id: 'contact', 'x-patch': true, properties: { size: { minLength: 3 }, level: text } },
      view('members', ['name', 'level']),
    );
    await write(entity('contact', { name: text, size: { type: 'integer' } }));
    const { next } = await planFiles(database.db, [folder]);
    expect(next.conflicts).toMatchObject([
      { code: 'setAside', package: 'loyalty', kind: 'entity', name: 'contact', pointer: '/properties/size/minLength' },
    ]);
    await start();
    expect(await documentOf('entity', 'contact')).toEqual(
      entity('contact', { name: text, size: { type: 'integer' }, level: text }),
    );
    expect(await documentOf('view', 'members')).toBeDefined();
    expect(await documentOf('plugin', 'loyalty')).toEqual(loyalty);
    expect(await start()).toMatchObject({ changed: false });
  });
});
