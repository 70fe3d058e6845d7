import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { history, listAudit } from '../audit/listAudit.ts';
import type { Ctx } from '../context/types.ts';
import { PlanCache } from '../db/PlanCache.ts';
import type { JsonObject } from '../lib/json.ts';
import { run } from '../query/run.ts';
import { type TestRecords, testActor, testRecords } from '../testing/testRecords.ts';
import { batch } from './batch.ts';
import { create } from './create.ts';
import { entityOf } from './entityOf.ts';
import { get } from './get.ts';
import { remove } from './remove.ts';
import { restore } from './restore.ts';
import { update } from './update.ts';
import { updatePlan } from './updatePlan.ts';

const entity = (name: string, properties: JsonObject, rest: JsonObject = {}): JsonObject => ({
  $schema: 'kiln:entity',
  $id: name,
  title: name,
  type: 'object',
  properties: { name: { type: 'string', title: 'Name' }, ...properties },
  ...rest,
});

const documents: JsonObject[] = [
  entity(
    'person',
    {
      nick: { type: 'string', title: 'Nick', 'x-id': 'alias' },
      income: { type: 'number', title: 'Income', 'x-scale': 2 },
      born: { type: 'string', format: 'date', title: 'Born' },
      first: { type: 'string', title: 'First', 'x-id': `${'姓'.repeat(30)} 1` },
      second: { type: 'string', title: 'Second', 'x-id': `${'姓'.repeat(30)} 2` },
      tags: { type: 'array', items: { type: 'string' }, title: 'Tags' },
      extra: { type: 'object', 'x-type': 'json', title: 'Extra' },
      story: { type: 'string', format: 'multiline', title: 'Story' },
      secret: { type: 'string', 'x-type': 'encrypted', title: 'Secret' },
      phone: { type: 'string', format: 'phone', title: 'Phone' },
      boss: { title: 'Boss', 'x-relation': { to: 'person', onDelete: 'setNull' } },
      skills: { title: 'Skills', type: 'array', 'x-relation': { to: 'skill', many: true } },
      label: { type: 'string', title: 'Label', 'x-formula': 'name + "!"' },
    },
    { 'x-owned': true },
  ),
  entity('skill', {}),
  entity('memo', { about: { title: 'About', 'x-relation': { to: ['person', 'skill'] } } }),
  entity('invoice', {
    number: { type: 'string', title: 'Number', 'x-number': 'I-{0000}' },
    lines: { title: 'Lines', 'x-children': { entity: 'line', field: 'invoice' } },
  }),
  entity('line', {
    position: { type: 'integer', title: 'Position' },
    invoice: { title: 'Invoice', 'x-relation': { to: 'invoice', onDelete: 'cascade' } },
  }),
  {
    $schema: 'kiln:role',
    $id: 'caller',
    title: 'Caller',
    entities: { person: { read: true, fields: { phone: { mask: 'last4' }, income: { read: false } } } },
    system: ['audit'],
  },
  {
    $schema: 'kiln:role',
    $id: 'own',
    title: 'Own',
    entities: { person: { read: 'own' } },
  },
];

let records: TestRecords;
let ctx: Ctx;
beforeAll(async () => {
  records = await testRecords(documents);
  ctx = records.ctx;
});
afterAll(() => records.close());

const made = async (name: string, values: JsonObject): Promise<string> =>
  JSON.parse(await create(ctx, name, values)).id;

/** Actions and changes of a record's entries, the oldest first. */
async function entriesOf(name: string, id: string, as: Ctx = ctx) {
  const { data } = await history(as, entityOf(as, name), id, {});
  return data.toReversed().map(({ action, changes }) => ({ action, changes }));
}

describe('every write leaves an entry', () => {
  test('create: what was given and defaulted; update: what differs', async () => {
    const id = await made('person', { name: 'Ada', income: 10.5, tags: ['a', 'b'], extra: { x: null } });
    await update(ctx, 'person', id, { name: 'Ada', income: 12, born: '1990-02-03', tags: null });
    expect(await entriesOf('person', id)).toEqual([
      {
        action: 'created',
        changes: [
          { field: 'name', before: null, after: 'Ada' },
          { field: 'income', before: null, after: 10.5 },
          { field: 'tags', before: null, after: ['a', 'b'] },
          { field: 'extra', before: null, after: { x: null } },
          { field: 'ownerId', before: null, after: testActor.id },
        ],
      },
      {
        action: 'updated',
        changes: [
          { field: 'income', before: 10.5, after: 12 },
          { field: 'born', before: null, after: '1990-02-03' },
          { field: 'tags', before: ['a', 'b'], after: null },
        ],
      },
    ]);
  });

  test('says who, how and in which request', async () => {
    const id = await made('person', { name: 'Who' });
    const [entry] = (await listAudit(ctx, { record: id })).data;
    expect(entry).toMatchObject({
      action: 'created',
      actor: { kind: 'user', id: testActor.id, name: 'Tester' },
      via: 'ui',
      requestId: 'test',
      entity: 'person',
      parent: null,
      details: null,
    });
    expect(Date.parse(String(entry?.at))).toBeGreaterThan(Date.now() - 60_000);
    const imported = JSON.parse(await create(ctx.through('import'), 'person', { name: 'Imported' })).id;
    expect((await listAudit(ctx, { record: imported })).data[0]?.via).toBe('import');
  });

  test('many in one call, with numbers that the server gives', async () => {
    const { data } = JSON.parse(await create(ctx, 'invoice', [{ name: 'a' }, { name: 'b' }]));
    for (const { id, name, number } of data) {
      expect(await entriesOf('invoice', id)).toEqual([
        {
          action: 'created',
          changes: [
            { field: 'name', before: null, after: name },
            { field: 'number', before: null, after: number },
          ],
        },
      ]);
    }
  });

  test('delete, restore and purge, with all that goes and comes with the record', async () => {
    const invoice = await made('invoice', { name: 'i', lines: [{ name: 'l' }] });
    await remove(ctx, 'invoice', invoice);
    await restore(ctx, 'invoice', invoice);
    await remove(ctx, 'invoice', invoice, { purge: true });
    const { data } = await listAudit(ctx, {});
    const own = data.filter(({ record, parent }) => JSON.stringify([record, parent]).includes(invoice)).toReversed();
    expect(own.map(({ entity: of, action }) => `${of} ${action}`)).toEqual([
      'invoice created',
      'line created',
      'invoice deleted',
      'line deleted',
      'invoice restored',
      'line restored',
      'invoice purged',
      'line purged',
    ]);
    expect(own[6]?.changes).toContainEqual({ field: 'name', before: 'i', after: null });
    expect(records.changes.filter(({ action }) => action === 'purged')).toHaveLength(2);
  });

  test('line items stand in the history of their parent; those that stay as they are leave nothing', async () => {
    const invoice = await made('invoice', { name: 'i', lines: [{ name: 'l' }, { name: 'm' }] });
    const [first] = (await history(ctx, entityOf(ctx, 'invoice'), invoice, {})).data.toReversed().slice(1);
    const lines = JSON.parse(await get(ctx, 'invoice', invoice, { select: 'lines(id,name)' }));
    await update(ctx, 'invoice', invoice, { lines: [lines.lines[0], { ...lines.lines[1], name: 'n' }] });
    const entries = await entriesOf('invoice', invoice);
    expect(first?.parent).toEqual({ entity: 'invoice', id: invoice });
    expect(entries.slice(3)).toEqual([{ action: 'updated', changes: [{ field: 'name', before: 'm', after: 'n' }] }]);
  });

  test('links, as arrays of ids', async () => {
    const [go, sql] = [await made('skill', { name: 'go' }), await made('skill', { name: 'sql' })];
    const id = await made('person', { name: 'Linked', skills: [go] });
    await update(ctx, 'person', id, { skills: [sql, go] });
    await update(ctx, 'person', id, { skills: [sql, go] });
    await remove(ctx, 'skill', go, { purge: true });
    expect((await entriesOf('person', id)).slice(1)).toEqual([
      { action: 'updated', changes: [{ field: 'skills', before: [], after: [go] }] },
      { action: 'updated', changes: [{ field: 'skills', before: [go], after: [sql, go] }] },
      { action: 'updated', changes: [{ field: 'skills', before: [sql, go], after: [sql] }] },
    ]);
  });

  test('what a purge empties: relations and references to the record', async () => {
    const boss = await made('person', { name: 'Boss' });
    const staff = await made('person', { name: 'Staff', boss });
    const memo = await made('memo', { name: 'm', about: boss });
    expect((await entriesOf('memo', memo))[0]?.changes).toContainEqual({
      field: 'about',
      before: null,
      after: { entity: 'person', id: boss },
    });
    await remove(ctx, 'person', boss, { purge: true });
    expect((await entriesOf('person', staff)).at(-1)?.changes).toEqual([{ field: 'boss', before: boss, after: null }]);
    expect((await entriesOf('memo', memo)).at(-1)?.changes).toEqual([
      { field: 'about', before: { entity: 'person', id: boss }, after: null },
    ]);
  });

  test('of fields whose ids are longer than names in Postgres', async () => {
    const id = await made('person', { first: 'one', second: 'two' });
    await remove(ctx, 'person', id, { purge: true });
    const [created, purged] = await entriesOf('person', id);
    expect(created?.changes).toContainEqual({ field: 'first', before: null, after: 'one' });
    expect(created?.changes).toContainEqual({ field: 'second', before: null, after: 'two' });
    expect(purged?.changes).toContainEqual({ field: 'second', before: 'two', after: null });
  });

  test('of a write that fails, none', async () => {
    const count = async () => (await listAudit(ctx, { limit: '1000' })).data.length;
    const before = await count();
    const operations = [
      { op: 'create', entity: 'skill', values: { name: 'kept?' } },
      { op: 'update', entity: 'skill', id: '00000000-0000-7000-8000-000000000000', values: { name: 'x' } },
    ];
    await expect(batch(ctx, { operations })).rejects.toThrow('There is no skill');
    await expect(create(ctx, 'person', { name: 'x', boss: testActor.id })).rejects.toThrow();
    expect(await count()).toBe(before);
  });

  test('writers at the same time each find what the one before has left', async () => {
    const id = await made('person', { name: '0' });
    await Promise.all(Array.from({ length: 20 }, (_, n) => update(ctx, 'person', id, { name: String(n + 1) })));
    const entries = (await entriesOf('person', id)).slice(1);
    const steps = new Map(entries.map(({ changes }) => [String(changes[0]?.before), String(changes[0]?.after)]));
    let [name, count] = ['0', 0];
    for (let next = steps.get(name); next !== undefined; next = steps.get(name)) [name, count] = [next, count + 1];
    expect(count).toBe(20);
  });
});

test('an update on a server before Postgres 18', async () => {
  const id = await made('person', { name: 'Old', nick: 'O' });
  const options = { versioned: true, partial: false, quiet: false, given: [], returnsOld: false };
  const plans = new PlanCache('before18');
  const plan = updatePlan({ ...ctx, plans }, entityOf(ctx, 'person'), ['name', 'nick'], options);
  expect(plan.text).toContain('for no key update');
  await run(ctx, plan, { arguments: ['New', 'O', id, 1] });
  expect(await run(ctx, plan, { arguments: ['Newer', 'O', id, 1] })).toEqual([]);
  expect((await entriesOf('person', id)).slice(1)).toEqual([
    { action: 'updated', changes: [{ field: 'name', before: 'Old', after: 'New' }] },
  ]);
});

describe('what never stands in clear', () => {
  test('encrypted and masked fields: only that they changed', async () => {
    const id = await made('person', { name: 'Sealed', secret: 'rosebud', phone: '+49 30 123456' });
    await update(ctx, 'person', id, { secret: 'rosebud' });
    await update(ctx, 'person', id, { secret: 'sled', phone: null });
    const mask = '••••••••';
    const [created, same, changed] = await entriesOf('person', id);
    expect(created?.changes.slice(1, 3)).toEqual([
      { field: 'secret', before: null, after: mask, withheld: 'hidden' },
      { field: 'phone', before: null, after: mask, withheld: 'hidden' },
    ]);
    expect(same).toEqual({ action: 'updated', changes: [] });
    expect(changed?.changes).toEqual([
      { field: 'secret', before: mask, after: mask, withheld: 'hidden' },
      { field: 'phone', before: mask, after: null, withheld: 'hidden' },
    ]);
    const [all] = await records.db.query({
      text: 'select string_agg(e::text, chr(10)) from audit.entry as e',
      values: [],
    });
    expect(all?.[0]).not.toMatch(/rosebud|sled|123456/);
  });

  test('long values: their beginning', async () => {
    const id = await made('person', { name: 'Long', story: 'long '.repeat(5_000), extra: { a: ['x'.repeat(9_000)] } });
    const [created] = await entriesOf('person', id);
    const [, extra, story] = created?.changes ?? [];
    expect(story).toMatchObject({ field: 'story', before: null, withheld: 'cut' });
    expect(story?.after).toBe('long '.repeat(200));
    expect(extra).toMatchObject({ withheld: 'cut', after: expect.stringMatching(/^\{"a": \["xxx/) });
  });

  test('the past shows no more than the record itself', async () => {
    const id = await made('person', { name: 'Limited', income: 5, nick: 'Lim' });
    const caller = ctx.as({ ...testActor, roles: ['caller'] });
    const fields = (await entriesOf('person', id, caller))[0]?.changes.map(({ field }) => field);
    expect(fields).toEqual(['name', 'nick', 'ownerId']);
    const { data } = await listAudit(caller, { record: id });
    expect(JSON.stringify(data)).not.toContain('income');
    const stranger = ctx.as({ ...testActor, id: '00000000-0000-7000-8000-0000000000bb', roles: ['own'] });
    expect(await entriesOf('person', id, stranger)).toEqual([]);
  });
});

describe('listing', () => {
  test('filters and pages, the latest first', async () => {
    const id = await made('skill', { name: 'paged' });
    for (let n = 0; n < 6; n++) await update(ctx, 'skill', id, { name: `paged ${n}` });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listAudit(ctx, { entity: 'skill', record: id, limit: '3', ...(after ? { after } : {}) });
      seen.push(...page.data.map(({ action, changes }) => `${action} ${JSON.stringify(changes)}`));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toHaveLength(7);
    expect(seen[0]).toContain('paged 5');
    expect(seen[6]).toMatch(/^created/);
    const only = async (params: Parameters<typeof listAudit>[1]) =>
      (await listAudit(ctx, { record: id, ...params })).data.length;
    expect(await only({ action: 'created,deleted' })).toBe(1);
    expect(await only({ search: 'paged 5' })).toBe(1);
    expect(await only({ search: '%' })).toBe(0);
    expect(await only({ from: '2020-01-01T00:00:00Z', to: '2021-01-01T00:00:00Z' })).toBe(0);
    expect(await only({ via: 'token' })).toBe(0);
  });

  test.each([
    [{ actor: 'me' }, 'actor'],
    [{ entity: 'nothing' }, 'entity'],
    [{ from: 'yesterday' }, 'from'],
    [{ to: '2026-99-99' }, 'to'],
    [{ limit: '0' }, 'limit'],
    [{ limit: '1001' }, 'limit'],
    [{ after: 'bm9uZQ' }, 'after'],
    [{ search: 'x'.repeat(201) }, 'search'],
  ])('refuses %o', async (params, pointer) => {
    await expect(listAudit(ctx, params)).rejects.toMatchObject({ code: 'KILN_BAD_QUERY', errors: [{ pointer }] });
  });
});

test('a thousand fields are no more than a hundred', async () => {
  const properties = Object.fromEntries(
    Array.from({ length: 130 }, (_, n) => [`f${n}`, { type: 'integer', title: `F ${n}` }] as const),
  );
  const wide = await testRecords([entity('wide', properties)]);
  const values = Object.fromEntries(Object.keys(properties).map((name, n) => [name, n]));
  const { id } = JSON.parse(await create(wide.ctx, 'wide', values));
  await update(wide.ctx, 'wide', id, Object.fromEntries(Object.keys(properties).map((name) => [name, null])));
  const { data } = await history(wide.ctx, entityOf(wide.ctx, 'wide'), id, {});
  expect(data.map(({ changes }) => Array.isArray(changes) && changes.length)).toEqual([130, 130]);
  await wide.close();
});
