import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import { compareShapes } from '../migrations/compareShapes.ts';
import { describeTables } from '../migrations/describeTables.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { applyChangeSet } from './applyChangeSet.ts';
import { createWorkspace } from './createWorkspace.ts';
import { introspect } from './introspect.ts';
import { NeedsConsent } from './NeedsConsent.ts';
import { revertChangeSet } from './revertChangeSet.ts';
import type { Consent } from './syncDefinitions.ts';
import type { Workspace } from './types.ts';

const log = pino({ level: 'silent' });
const actor: Actor = {
  kind: 'user',
  id: '00000000-0000-7000-8000-000000000001',
  name: 'Admin',
  roles: ['admin'],
  facts: {},
};

let database: TestDatabase;
let folder: string;
const open: Workspace[] = [];

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiln 工作 '));
  await database.db.script(`
    drop schema data cascade; create schema data; drop schema if exists parked cascade;
    truncate kiln.definition, kiln.changeset, kiln.model_version`);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((workspace) => workspace.close()));
  await rm(folder, { recursive: true });
});

const text = { type: 'string' };

function entity(name: string, properties: JsonObject, rest: JsonObject = {}): JsonObject {
  return { $schema: 'kiln:entity', $id: name, title: name, type: 'object', properties, ...rest };
}

async function write(document: JsonObject, file = `crm/entity/${String(document.$id)}.json`): Promise<void> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(document));
}

async function start(options: { consent?: Consent; lines?: string[] } = {}): Promise<Workspace> {
  const packages = await readdir(folder);
  const workspace = await createWorkspace(
    {
      databaseUrl: database.url,
      data: join(folder, '.data'),
      poolSize: 4,
      secret: 's'.repeat(32),
      definitions: packages.filter((name) => !name.startsWith('.')).map((name) => join(folder, name)),
    },
    {
      log,
      progress: (line) => options.lines?.push(line),
      ...(options.consent ? { consent: options.consent } : {}),
    },
  );
  open.push(workspace);
  return workspace;
}

async function expectFit(workspace: Workspace): Promise<void> {
  expect(compareShapes(describeTables(workspace.model()), await introspect(workspace.db))).toEqual([]);
}

async function history(): Promise<(string | null)[]> {
  const rows = await database.db.query({ text: 'select message from kiln.changeset order by id', values: [] });
  return rows.map(([message]) => message ?? null);
}

async function failure(promise: Promise<unknown>): Promise<KilnError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof KilnError) return error;
  throw new Error('No KilnError was thrown.', { cause: error });
}

describe('start', () => {
  test('makes the tables, and the second start finds them', async () => {
    await write(entity('contact', { name: text }));
    const lines: string[] = [];
    await expectFit(await start({ lines }));
    expect(lines[0]).toMatch(/^Postgres \d+\.\d+ ready \(\d+\.\d s\)$/);
    expect(lines[1]).toMatch(
      /^\d+ definitions checked \(3 entities\), database brought up to date: 4 tables \(\d+\.\d s\)$/,
    );
    await start();
    expect(await history()).toEqual(['Definitions from files']);
  });

  test('does what is safe when files change', async () => {
    await write(entity('contact', { name: text }));
    await start();
    await write(entity('contact', { name: text, phone: { type: 'string', format: 'phone' } }));
    await write(entity('note', { body: text }));
    await expectFit(await start());
  });

  test('stops with the plan when data would go, and goes on with consent', async () => {
    await write(entity('contact', { name: text, fax: text }));
    const first = await start();
    await write(entity('contact', { name: text }));
    const error = await failure(start());
    expect(error).toBeInstanceOf(NeedsConsent);
    expect(error.message).toContain('npx kiln push --accept-data-loss');
    await expectFit(first);
    await expect(start({ consent: 'keeps data' })).rejects.toBeInstanceOf(NeedsConsent);
    await expectFit(await start({ consent: 'all' }));
  });

  test('locks and rewrites need a wish, but no consent to data loss', async () => {
    await write(entity('contact', { name: text }));
    await start();
    await write(entity('contact', { name: { type: 'string', 'x-unique': true } }));
    expect((await failure(start())).message).toMatch(/npx kiln push$/);
    await expectFit(await start({ consent: 'keeps data' }));
  });

  test('tells every problem of the files at once and changes nothing', async () => {
    await write(entity('contact', { name: { type: 'nonsense' }, account: { 'x-relation': { to: 'nowhere' } } }));
    await write(entity('other', {}), 'crm/entity/misnamed.json');
    await write(entity('x', {}), 'crm/nokind/x.json');
    await mkdir(join(folder, 'crm/view'), { recursive: true });
    await writeFile(join(folder, 'crm/view/broken.json'), '{"a": }');
    const error = await failure(start());
    expect(error.code).toBe('KILN_BAD_DEFINITION');
    const pointers = error.errors.map(({ pointer }) => pointer.slice(folder.length + 1)).sort();
    expect(pointers).toEqual(
      expect.arrayContaining([
        'crm/entity/contact.json#/properties/account/x-relation/to',
        'crm/entity/contact.json#/properties/name/type',
        'crm/entity/misnamed.json#/$id',
        'crm/nokind#',
      ]),
    );
    expect(pointers.some((pointer) => pointer.startsWith('crm/view/broken.json'))).toBe(true);
    expect(await history()).toEqual([]);
  });

  test('processes that start at the same time agree', async () => {
    for (const name of ['account', 'contact', 'note']) await write(entity(name, { name: text }));
    const workspaces = await Promise.all([start(), start(), start()]);
    expect(new Set(workspaces.map((workspace) => workspace.model().version)).size).toBe(1);
    expect(await history()).toEqual(['Definitions from files']);
    for (const workspace of workspaces) await expectFit(workspace);
  });

  test('a start that fails leaves nothing open', async () => {
    await write(entity('contact', { name: text }), 'local/entity/contact.json');
    expect((await failure(start())).errors[0]?.message).toContain('"local"');
    const rows = await database.db.query({
      text: 'select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state is not null',
      values: [],
    });
    expect(rows.length).toBeLessThanOrEqual(1);
  });
});

describe('change-sets', () => {
  const phone: JsonObject = { type: 'string', format: 'phone' };
  const put = (document: JsonObject) => ({ kind: 'entity', name: String(document.$id), document });

  beforeEach(() => write(entity('contact', { name: text, fax: text })));

  test('make an entity of this installation, which the next start keeps', async () => {
    const workspace = await start();
    const before = workspace.model();
    const result = await applyChangeSet(
      workspace,
      { changes: [put(entity('visit', { place: text }))], message: 'Visits' },
      actor,
    );
    expect(result.plan.operations.map(({ op, risk }) => [op, risk])).toEqual([['createTable', 'safe']]);
    expect(result.plan.operations[0]?.sql[0]).toContain('create table data."visit"');
    expect(result.version).toBe(workspace.model().version);
    expect(before.entities.has('visit')).toBe(false);
    await expectFit(workspace);
    const again = await start();
    expect(again.model().version).toBe(result.version);
    expect(again.model().definitions.find(({ name }) => name === 'visit')?.package).toBe('local');
    expect(await history()).toEqual(['Definitions from files', 'Visits']);
  });

  test('change an entity of a package by a patch, so that its upgrades still arrive', async () => {
    const workspace = await start();
    const changed = entity('contact', { name: { type: 'string', title: 'Full name' }, fax: text, phone });
    await applyChangeSet(workspace, { changes: [put(changed)], message: '' }, actor);
    const patch = workspace.models.current().layers.find((layer) => layer.package === 'local');
    expect(patch?.document).toEqual({
      $schema: 'kiln:entity',
      $id: 'contact',
      'x-patch': true,
      'x-base': { properties: { name: {} } },
      properties: { name: { title: 'Full name' }, phone },
    });
    await write(entity('contact', { name: text, fax: text, mail: { type: 'string', format: 'email' } }));
    const upgraded = await start();
    expect([...(upgraded.model().entities.get('contact')?.fields.keys() ?? [])]).toEqual(
      expect.arrayContaining(['name', 'fax', 'mail', 'phone']),
    );
    await expectFit(upgraded);
    await upgraded.close();
    const reset = await applyChangeSet(
      workspace,
      { changes: [{ kind: 'entity', name: 'contact', document: null }], message: '', acceptDataLoss: true },
      actor,
    );
    expect(reset.plan.operations.map(({ op, field }) => [op, field])).toEqual([['parkColumn', 'phone']]);
  });

  test('ask before data goes, and say what a dry run would do', async () => {
    const workspace = await start();
    const changes = [put(entity('contact', { name: text }))];
    const dry = await applyChangeSet(workspace, { changes, message: '', dryRun: true }, actor);
    expect(dry.id).toBeNull();
    expect(dry.plan.operations.map(({ op, risk, rows }) => [op, risk, rows])).toEqual([
      ['parkColumn', 'loses data', 0],
    ]);
    const refused = await failure(applyChangeSet(workspace, { changes, message: '' }, actor));
    expect(refused.code).toBe('KILN_DATA_LOSS');
    expect(refused.extra.plan).toEqual(dry.plan);
    expect(workspace.model().entities.get('contact')?.fields.has('fax')).toBe(true);
    await applyChangeSet(workspace, { changes, message: '', acceptDataLoss: true }, actor);
    await expectFit(workspace);
  });

  test('can be taken back, and what they parked comes back', async () => {
    const workspace = await start();
    await database.db.script(`
      insert into data.contact (id, created_at, updated_at, name, fax) values (gen_random_uuid(), now(), now(), 'Ada', '1')`);
    const { version } = workspace.model();
    const changes = [put(entity('contact', { name: text })), put(entity('visit', { place: text }))];
    const { id } = await applyChangeSet(workspace, { changes, message: '', acceptDataLoss: true }, actor);
    const refused = await failure(revertChangeSet(workspace, id ?? '', { message: '' }, actor));
    expect(refused.code).toBe('KILN_DATA_LOSS');
    await revertChangeSet(workspace, id ?? '', { message: 'Back', acceptDataLoss: true }, actor);
    expect(workspace.model().version).toBe(version);
    expect(await database.db.query({ text: 'select fax from data.contact', values: [] })).toEqual([['1']]);
    await expectFit(workspace);
    const again = await failure(revertChangeSet(workspace, id ?? '', { message: '' }, actor));
    expect(again.code).toBe('KILN_CONFLICT');
    expect((await failure(revertChangeSet(workspace, 'nonsense', { message: '' }, actor))).code).toBe('KILN_NOT_FOUND');
  });

  test('that came from files are taken back by a patch, which the next start keeps', async () => {
    await start();
    await write(entity('contact', { name: { type: 'string', title: 'Full name' }, fax: text, mail: text }));
    const workspace = await start();
    const [row] = await database.db.query({
      text: 'select id from kiln.changeset order by seq desc limit 1',
      values: [],
    });
    await revertChangeSet(workspace, row?.[0] ?? '', { message: 'Back', acceptDataLoss: true }, actor);
    const fields = async (from: Workspace) => from.model().entities.get('contact')?.fields;
    expect((await fields(workspace))?.get('name')?.title).toBe('Name');
    expect((await fields(workspace))?.has('mail')).toBe(false);
    const again = await start();
    expect((await fields(again))?.get('name')?.title).toBe('Name');
    await expectFit(again);
  });

  test('are refused with every problem', async () => {
    const workspace = await start();
    const bad = entity('visit', { place: { type: 'nonsense' }, host: { 'x-relation': { to: 'nobody' } } });
    const error = await failure(applyChangeSet(workspace, { changes: [put(bad)], message: '' }, actor));
    expect(error.code).toBe('KILN_BAD_DEFINITION');
    expect(error.errors.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['entity/visit#/properties/place/type', 'entity/visit#/properties/host/x-relation/to']),
    );
    const gone = { kind: 'entity', name: 'contact', document: null };
    expect((await failure(applyChangeSet(workspace, { changes: [gone], message: '' }, actor))).message).toContain(
      'package crm',
    );
  });

  describe('that make values unique which are not', () => {
    const unique = { type: 'string', 'x-unique': true };
    const doc = (properties: JsonObject, rest: JsonObject = {}) =>
      entity('contact', { fax: text, phone, ...properties }, rest);
    const cases: [string, JsonObject, string[]][] = [
      ['a field', doc({ name: unique }), ['"b" (3 records)', '"a" (2 records)']],
      [
        'a field, whatever its case',
        doc({ name: { type: 'string', 'x-unique': 'ignoreCase' } }),
        ['"A" (3 records)', '"b" (3 records)'],
      ],
      [
        'a field under a new name',
        doc({ called: { ...unique, 'x-id': 'name' } }),
        ['"b" (3 records)', '"a" (2 records)'],
      ],
      [
        'two fields',
        doc({ name: text, size: { type: 'integer' } }, { 'x-unique': [['name', 'size']] }),
        ['name "b", size "1" (2 records)'],
      ],
      ['a field of another type', doc({ name: text, size: { ...unique } }), ['"1" (4 records)']],
      ['a new field', doc({ name: text, code: { ...unique, default: 'new' } }), ['"new" (6 records)']],
    ];

    test.each(cases)('%s: are refused with examples', async (_, document, shared) => {
      const workspace = await start();
      const changed = (to: JsonObject, more: JsonObject = {}) =>
        applyChangeSet(workspace, { changes: [put(to)], message: '', acceptDataLoss: true, ...more }, actor);
      await changed(doc({ name: text, size: { type: 'integer' } }));
      await database.db.script(`
        insert into data.contact (id, created_at, updated_at, name, size, deleted_at)
        select gen_random_uuid(), now(), now(), name, size, gone
        from (values
          ('a', 1, null), ('a', 2, null), ('A', 1, null), ('b', 1, null), ('b', 1, null), ('b', null, null),
          ('only in the bin', 1, now()), ('only in the bin', 1, now())) as v (name, size, gone)`);
      const { version } = workspace.model();
      const error = await failure(changed(document));
      expect(error.code).toBe('KILN_CONFLICT');
      for (const each of shared) expect(error.message).toContain(each);
      expect(error.errors).toHaveLength(shared.length);
      expect(error.errors[0]?.message).toContain(shared[0]);
      expect(error.errors[0]?.pointer).toContain('entity/contact#/');
      expect(workspace.model().version).toBe(version);
      await expectFit(workspace);
    });

    test('are shown in the plan, of many the most frequent', async () => {
      const workspace = await start();
      await database.db.script(`
        insert into data.contact (id, created_at, updated_at, name)
        select gen_random_uuid(), now(), now(), 'name ' || n from generate_series(1, 20) as n, generate_series(1, n)`);
      const changes = [put(doc({ name: unique }))];
      const { plan } = await applyChangeSet(workspace, { changes, message: '', dryRun: true }, actor);
      const examples = [20, 19, 18, 17, 16].map((n) => ({ values: [`name ${n}`], records: n }));
      expect(plan.operations.find(({ op }) => op === 'addIndex')).toMatchObject({ field: 'name', rows: 209, examples });
      expect((await failure(applyChangeSet(workspace, { changes, message: '' }, actor))).message).toBe(
        'Values of name become unique in contact. 209 records share theirs with another: "name 20" (20 records), ' +
          '"name 19" (19 records), "name 18" (18 records), "name 17" (17 records), "name 16" (16 records) and others. ' +
          'Nothing was changed.',
      );
      await database.db.script('delete from data.contact');
      await applyChangeSet(workspace, { changes, message: '' }, actor);
      await expectFit(workspace);
    });
  });

  test('reach other processes', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    const heard = new Promise((resolve) => two?.events.onModelChanged(resolve));
    const { version } = await applyChangeSet(
      one,
      { changes: [put(entity('visit', { place: text }))], message: '' },
      actor,
    );
    expect(await heard).toEqual({ version, entities: ['visit'] });
    expect(two.model().version).toBe(version);
    expect([...(two.model().entities.get('visit')?.fields.keys() ?? [])][0]).toBe('place');
  });

  test('at the same time come one after the other', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    const names = ['one', 'two', 'three', 'four'];
    await Promise.all(
      names.map((name, index) =>
        applyChangeSet(index % 2 ? one : two, { changes: [put(entity(name, { name: text }))], message: name }, actor),
      ),
    );
    await one.models.refresh();
    expect([...one.model().entities.keys()]).toEqual(expect.arrayContaining(names));
    await expectFit(one);
    expect((await history()).length).toBe(5);
  });

  test('wait for a table that is in use', async () => {
    const workspace = await start();
    let release = () => {};
    const held = database.db.withTx(async (tx) => {
      await tx.query({ text: 'select from data.contact', values: [] });
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    const applied = applyChangeSet(
      workspace,
      { changes: [put(entity('contact', { name: text, fax: text, phone }))], message: '' },
      actor,
    );
    await sleep(1_500);
    release();
    await held;
    await applied;
    await expectFit(workspace);
  });
});
