import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemActor } from '../context/systemActor.ts';
import type { Actor } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import { compareShapes } from '../migrations/compareShapes.ts';
import { describeTables } from '../migrations/describeTables.ts';
import { writingError } from '../records/writingError.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { applyChangeSet } from './applyChangeSet.ts';
import { createWorkspace } from './createWorkspace.ts';
import { introspect } from './introspect.ts';
import { revertChangeSet } from './revertChangeSet.ts';
import type { Workspace } from './types.ts';

/** One to a page: above the size from which work goes on beside everybody's. */
const rows = 2_100;
const actor: Actor = {
  kind: 'user',
  id: '00000000-0000-7000-8000-000000000001',
  name: 'Ada',
  roles: ['admin'],
  facts: {},
};
const text = { type: 'string' };
const base: JsonObject = { name: text, place: text, size: text, note: text };
const relation = (to: string, more: JsonObject = {}) => ({ 'x-relation': { to, ...more } });

/** Beside others on two cores, what takes two seconds alone may take twenty. */
vi.setConfig({ testTimeout: 60_000 });

let database: TestDatabase;
let folder: string;
let workspace: Workspace;
/** What happens while a change is prepared, by the point that it has reached. */
let meanwhile: Record<string, string | (() => Promise<unknown>)>;
let happening: Promise<unknown>[];

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'kiln-moves-'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  meanwhile = {};
  happening = [];
  await database.db.script(`
    drop schema data cascade; create schema data; drop schema if exists parked cascade;
    truncate kiln.definition, kiln.changeset, kiln.model_version, kiln.job`);
  const config = { databaseUrl: database.url, data: folder, poolSize: 6, secret: 's'.repeat(32), definitions: [] };
  workspace = await createWorkspace(config, {
    log: pino({ level: 'silent' }),
    reached: (point) => {
      const { [point]: event, ...others } = meanwhile;
      meanwhile = others;
      if (event === undefined) return undefined;
      const happens = typeof event === 'string' ? database.db.script(event) : event();
      happening.push(happens);
      return typeof event === 'string' ? happens : undefined;
    },
  });
  await change([entity('account', { name: { ...text, 'x-index': true } }), entity('deal', base)]);
  await database.db.script(`
    insert into data.account (id, created_at, updated_at, name)
    select ${idOf('n', 8)}, now(), now(), 'Account ' || n from generate_series(1, 300) n;
    alter table data.deal set (fillfactor = 10);
    insert into data.deal (id, created_at, updated_at, name, place, size, note)
    select ${idOf('n', 7)}, now(), now(), 'Deal ' || n, ' account ' || n % 400, n::text, repeat(md5(n::text), 40)
    from generate_series(1, ${rows}) n;
    analyze data.deal`);
});
afterEach(() => workspace.close());

function idOf(n: string, version: number): string {
  return `('00000000-0000-7000-800${version}-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
}

function deal(n: number): string {
  return `'00000000-0000-7000-8007-${n.toString(16).padStart(12, '0')}'`;
}

function account(n: number): string {
  return `00000000-0000-7000-8008-${n.toString(16).padStart(12, '0')}`;
}

function entity(name: string, properties: JsonObject, rest: JsonObject = {}) {
  return {
    kind: 'entity',
    name,
    document: { $schema: 'kiln:entity', $id: name, title: name, type: 'object', properties, ...rest },
  };
}

async function change(
  changes: { kind: string; name: string; document: JsonObject | null }[],
  more: JsonObject = {},
): Promise<string> {
  const input = { changes, message: '', acceptDataLoss: true, ...more };
  const { id } = await applyChangeSet(workspace, input, actor);
  await Promise.all(happening);
  return id ?? '';
}

function changeDeal(properties: JsonObject, rest: JsonObject = {}): Promise<string> {
  return change([entity('deal', { ...base, ...properties }, rest)]);
}

async function revert(id: string): Promise<string> {
  const { id: made } = await revertChangeSet(workspace, id, { message: '', acceptDataLoss: true }, actor);
  await Promise.all(happening);
  return made ?? '';
}

async function one(sql: string): Promise<string | null | undefined> {
  return (await database.db.query({ text: sql, values: [] }))[0]?.[0];
}

async function settled(): Promise<void> {
  const open = async () => one(`select count(*) from kiln.job where state in ('waiting', 'running')`);
  await expect.poll(open, { timeout: 30_000, interval: 20 }).toBe('0');
  expect(
    await one(`select string_agg(op || coalesce(error::text, ''), ', ') from kiln.job where state <> 'done'`),
  ).toBe(null);
  await expectFit();
  await expect.poll(leftovers, { timeout: 10_000, interval: 20 }).toBe('');
}

async function expectFit(): Promise<void> {
  expect(compareShapes(describeTables(workspace.model()), await introspect(workspace.db))).toEqual([]);
}

/** Of what was prepared. */
async function leftovers(): Promise<string> {
  const found = await database.db.query({
    text: `select relname from pg_class where starts_with(relname, '_next_')
      union all select attname from pg_attribute as a join pg_class as c on c.oid = attrelid and c.relkind = 'r'
        where starts_with(attname, '_next_') and not attisdropped
      union all select proname from pg_proc where starts_with(proname, '_next_')
      union all select tgname from pg_trigger where tgname = 'kiln_computed'`,
    values: [],
  });
  return found.map(([name]) => name).join(', ');
}

async function failure(promise: Promise<unknown>): Promise<KilnError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof KilnError) return error;
  throw new Error('No KilnError was thrown.', { cause: error });
}

describe('records that are found by their titles', () => {
  test('are looked up beside, with what is written and renamed meanwhile', async () => {
    meanwhile = {
      'columns begun': `update data.deal set place = 'Account 7' where id in (${deal(1)}, ${deal(rows)})`,
      batch: `update data.account set name = 'Account 301' where name = 'Account 5';
        update data.account set name = 'Account 6 b' where name = 'Account 6'`,
    };
    const id = await changeDeal({ place: { ...relation('account'), 'x-index': true } });
    expect(await one(`select count(*) from pg_index where indrelid = 'data.deal'::regclass and not indisvalid`)).toBe(
      '0',
    );
    expect(await one('select place from data.deal where name = $$Deal 2$$')).toBe(account(2));
    expect(
      await one(`select string_agg(distinct place::text, '') from data.deal where id in (${deal(1)}, ${deal(rows)})`),
    ).toBe(account(7));
    expect(await one('select place from data.deal where name = $$Deal 301$$')).toBe(account(5));
    expect(await one('select count(place) from data.deal where name in ($$Deal 5$$, $$Deal 6$$, $$Deal 350$$)')).toBe(
      '0',
    );
    await settled();
    await revert(id);
    expect(await one('select place from data.deal where name = $$Deal 350$$')).toBe(' account 350');
    await settled();
  });

  test('are looked up in an entity that is renamed by the same change', async () => {
    await change([
      { kind: 'entity', name: 'account', document: null },
      entity('firm', { name: { ...text, 'x-index': true } }, { 'x-id': 'account' }),
      entity('deal', { ...base, place: relation('firm') }),
    ]);
    expect(await one('select place from data.deal where name = $$Deal 2$$')).toBe(account(2));
    await settled();
  });

  test('may be called otherwise by another change that comes between', async () => {
    await changeDeal({ place: relation('account') });
    await settled();
    const waiting = changeDeal({ place: text });
    await expect.poll(() => one(`select count(*) from pg_trigger where tgname = 'kiln_computed'`)).toBe('1');
    await change([entity('account', { called: { ...text, 'x-id': 'name', 'x-index': true } })]);
    await database.db.script(`update data.deal set place = '${account(9)}' where id = ${deal(1)}`);
    await waiting;
    expect(await one(`select place from data.deal where id = ${deal(1)}`)).toBe('Account 9');
    expect(await one(`select place from data.deal where id = ${deal(2)}`)).toBe(' account 2');
    await settled();
  });

  test('may be called otherwise while rows are filled', async () => {
    const waiting = changeDeal({ size: { type: 'integer', 'x-index': true } });
    await expect.poll(() => one(`select count(*) from pg_trigger where tgname = 'kiln_computed'`)).toBe('1');
    const { name: _, ...others } = base;
    await change([entity('deal', { ...others, called: { ...text, 'x-id': 'name' } })]);
    await waiting;
    expect(await one(`select size || called from data.deal where id = ${deal(2)}`)).toBe('2Deal 2');
    await settled();
  });
});

describe('indexes over a column that gets another type', () => {
  test('are there when the change takes place', async () => {
    await changeDeal({ size: { ...text, 'x-unique': true } });
    await settled();
    await changeDeal({ size: { type: 'integer', 'x-unique': true } });
    await expectFit();
    await expect(database.db.script(`update data.deal set size = 1 where id = ${deal(2)}`)).rejects.toThrow('in use');
    expect(await one(`select string_agg(op, ', ' order by id) from kiln.job`)).toBe('addIndex, changeSet');
    await settled();
  });

  test('fail the change with examples where values cannot be unique', async () => {
    await changeDeal({ size: { ...text, 'x-unique': true } });
    await settled();
    await database.db.script(`update data.deal set size = '01' where id = ${deal(rows)}`);
    const refused = await failure(changeDeal({ size: { type: 'integer', 'x-unique': true } }));
    expect(refused).toMatchObject({ code: 'KILN_CONFLICT', extra: { examples: [{ values: ['1'], records: 2 }] } });
    expect(refused.message).toContain('Nothing was changed');
    expect(workspace.model().entities.get('deal')?.fields.get('size')?.type.name).toBe('text');
    await expectFit();
    await expect.poll(leftovers, { timeout: 10_000, interval: 20 }).toBe('');
  });
});

test('whoever breaks a rule that is not in force yet is told of which field', async () => {
  const deals = workspace.model().entities.get('deal');
  const write = () => database.db.script(`update data.deal set size = '01' where id = ${deal(2)}`);
  const broken: unknown[] = [];
  meanwhile = { 'index: built': () => write().catch((error: unknown) => broken.push(error)) };
  await changeDeal({ size: { type: 'integer', 'x-unique': true } });
  expect(broken).toHaveLength(1);
  expect(deals && writingError(workspace.ctx(systemActor, 'test'), deals, broken[0])).toMatchObject({
    code: 'KILN_NOT_UNIQUE',
    errors: [{ pointer: '/size', code: 'taken' }],
  });
  await settled();
});

describe('values that move', () => {
  const one_ = { place: relation('account') };
  const many = { place: relation('account', { many: true }) };
  const links = (n: number) =>
    one(`select string_agg(target::text, ' ' order by position) from data.deal__place where source = ${deal(n)}`);

  test('to a list of links and back, whatever is written meanwhile', async () => {
    await changeDeal(one_);
    await settled();
    meanwhile = {
      'columns begun': `update data.deal set place = '${account(8)}' where id in (${deal(1)}, ${deal(rows)});
        update data.deal set place = null where id = ${deal(2)};
        insert into data.deal (id, created_at, updated_at, place) values (${deal(rows + 1)}, now(), now(), '${account(9)}')`,
      'columns filled': `delete from data.deal where id = ${deal(4)}; delete from data.account where id = '${account(10)}'`,
    };
    const id = await changeDeal(many);
    expect(await Promise.all([1, 2, 3, rows, rows + 1].map(links))).toEqual([
      account(8),
      null,
      account(3),
      account(8),
      account(9),
    ]);
    await settled();
    expect(await one(`select count(*) from data.deal__place where target = '${account(10)}'`)).toBe('0');

    meanwhile = {
      'columns begun': `insert into data.deal__place (source, target, position) values (${deal(2)}, '${account(11)}', 0);
        delete from data.deal__place where source = ${deal(3)}`,
    };
    await database.db.script(
      `insert into data.deal__place (source, target, position) values (${deal(1)}, '${account(12)}', 1)`,
    );
    const back = await revert(id);
    const place = (n: number) => one(`select place from data.deal where id = ${deal(n)}`);
    expect(await Promise.all([1, 2, 3].map(place))).toEqual([account(8), account(11), null]);
    await settled();

    await database.db.script(`update data.deal set place = '${account(13)}' where id = ${deal(2)}`);
    await revert(back);
    expect(await Promise.all([1, 2, 3].map(links))).toEqual([`${account(8)} ${account(12)}`, account(13), null]);
    await settled();
  });

  test('to a required column', async () => {
    await changeDeal(one_);
    await database.db.script(`update data.deal set place = '${account(1)}' where place is null`);
    await changeDeal(many);
    await settled();
    await changeDeal(one_, { required: ['place'] });
    await settled();
    await changeDeal(many);
    await database.db.script(`delete from data.deal__place where source = ${deal(5)}`);
    expect((await failure(changeDeal(one_, { required: ['place'] }))).code).toBe('KILN_CONFLICT');
    await expectFit();
    expect(await links(6)).toBe(account(6));
  });

  test('between a relation to any entity and one', async () => {
    await changeDeal(one_);
    await changeDeal({ place: relation('*') });
    expect(await one(`select place || ' ' || place_entity from data.deal where id = ${deal(3)}`)).toBe(
      `${account(3)} account`,
    );
    await settled();
    await changeDeal(one_);
    expect(await one(`select place from data.deal where id = ${deal(3)}`)).toBe(account(3));
    await settled();
  });

  test('to an entity of their own, while two people write the same new values in opposite order', async () => {
    const writeBoth = async (values: readonly string[], [first, second]: readonly number[]) =>
      database.db.withTx(async (tx) => {
        for (const [index, value] of values.entries()) {
          const id = deal((index === 0 ? first : second) ?? 0);
          await tx.query({ text: `update data.deal set place = $1 where id = ${id}`, values: [value] });
          await sleep(100);
        }
      });
    meanwhile = {
      'columns begun': () =>
        Promise.all([writeBoth(['North', 'South'], [1, 2]), writeBoth(['South', 'North'], [3, 4])]),
    };
    const conversions = new Map([['deal.place', { promote: { entity: 'place' } }]]);
    await applyChangeSet(
      workspace,
      { changes: [entity('deal', base)], message: '', acceptDataLoss: true, conversions },
      actor,
    );
    await Promise.all(happening);
    const names = `select string_agg(p.name, ' ' order by d.id) from data.deal d join data.place p on p.id = d.place`;
    expect(await one(`${names} where d.id between ${deal(1)} and ${deal(4)}`)).toBe('North South South North');
    await settled();
    expect(await one('select count(*) from data.place')).toBe('402');
  });

  test('to an entity of their own, and with it away and back', async () => {
    meanwhile = { 'columns begun': `update data.deal set place = 'Elsewhere' where id = ${deal(1)}` };
    const conversions = new Map([['deal.place', { promote: { entity: 'place' } }]]);
    const document = entity('deal', base);
    const input = { changes: [document], message: '', acceptDataLoss: true, conversions };
    const { id } = await applyChangeSet(workspace, input, actor);
    await Promise.all(happening);
    const named = () =>
      one(`select p.name from data.deal d join data.place p on p.id = d.place where d.id = ${deal(1)}`);
    expect(await named()).toBe('Elsewhere');
    expect(await one('select count(*) from data.deal where place is null')).toBe('0');
    await settled();
    expect(await one('select count(*) from data.place where created_by is not null')).toBe('401');
    expect(await one(`select count(*) from audit.entry where request_id = '${id}' and action = 'created'`)).toBe('401');
    await revert(id ?? '');
    await database.db.script(`update data.deal set place = 'Nowhere' where id = ${deal(2)}`);
    await settled();
    await applyChangeSet(workspace, input, actor);
    expect(
      await one(`select p.name from data.deal d join data.place p on p.id = d.place where d.id = ${deal(2)}`),
    ).toBe('Nowhere');
    expect(await named()).toBe('Elsewhere');
    await settled();
  });
});

test('values that were computed of other records when they were read stay, as these are when all is filled', async () => {
  const computed = {
    firm: relation('account'),
    label: { ...text, 'x-formula': "firm.code + '!'" },
    total: { 'x-rollup': { from: 'line.deal', value: 'sum(amount)' } },
  };
  await change([
    entity('account', { name: text, code: text }),
    entity('line', { deal: relation('deal'), amount: { type: 'integer' } }),
    entity('deal', { ...base, ...computed }),
  ]);
  await settled();
  const line = (n: number, amount: number) =>
    `insert into data.line (id, created_at, updated_at, deal, amount)
      values (gen_random_uuid(), now(), now(), ${deal(n)}, ${amount});`;
  await database.db.script(`
    update data.account set code = 'C' || substr(name, 9);
    update data.deal set firm = ${idOf('(size::int % 300 + 1)', 8)};
    ${line(4, 4)} ${line(5, 5)}`);
  meanwhile = {
    'columns begun': `update data.deal set firm = '${account(9)}' where id in (${deal(1)}, ${deal(rows)});
      insert into data.deal (id, created_at, updated_at, firm) values (${deal(rows + 1)}, now(), now(), '${account(7)}')`,
    'columns filled': `update data.account set code = 'other' where id = '${account(3)}'; ${line(5, 7)}`,
  };
  const id = await change([entity('account', { name: text }), { kind: 'entity', name: 'line', document: null }]);
  const values = (n: number) => one(`select concat_ws(' ', label, total) from data.deal where id = ${deal(n)}`);
  expect(await Promise.all([1, 2, 4, 5, rows, rows + 1].map(values))).toEqual([
    'C9! 0.0000',
    'other! 0.0000',
    'C5! 4.0000',
    'C6! 12.0000',
    'C9! 0.0000',
    'C7! 0.0000',
  ]);
  await settled();
  const plan = JSON.parse((await one('select plan from kiln.changeset order by seq desc limit 1')) ?? '');
  expect(plan.operations.filter(({ op }: JsonObject) => op === 'keepComputed')).toMatchObject([
    { field: 'label', online: true },
    { field: 'total', online: true },
  ]);
  await revert(id);
  expect(workspace.model().entities.get('deal')?.fields.get('total')?.rollup).toBeDefined();
  await settled();
});
