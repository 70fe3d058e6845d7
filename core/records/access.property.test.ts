import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isGranted } from '../access/isGranted.ts';
import { maskText } from '../access/maskText.ts';
import type { Grant, Shown } from '../access/types.ts';
import type { Actor, Ctx } from '../context/types.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import type { Entity, Field } from '../model/types.ts';
import { type TestRecords, testRecords } from '../testing/testRecords.ts';
import { aggregate } from './aggregate.ts';
import { create } from './create.ts';
import { list } from './list.ts';

const company: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'company',
  title: 'Company',
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', title: 'Name' },
    region: { type: 'string', title: 'Region', enum: ['east', 'west'] },
    phone: { type: 'string', title: 'Phone', format: 'phone' },
    revenue: { type: 'number', title: 'Revenue' },
    doubled: { type: 'number', title: 'Doubled', 'x-formula': 'revenue * 2' },
    dealCount: { title: 'Deals', 'x-rollup': { from: 'deal.company', value: 'count()' } },
    dealSum: { title: 'Deal sum', 'x-rollup': { from: 'deal.company', value: 'sum(amount)' } },
  },
  'x-display': 'name',
  'x-search': ['name', 'phone'],
  'x-owned': true,
};

const deal: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'deal',
  title: 'Deal',
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', title: 'Name' },
    amount: { type: 'number', title: 'Amount' },
    won: { type: 'boolean', title: 'Won' },
    company: { title: 'Company', 'x-relation': { to: 'company', inverse: 'deals' } },
    place: { type: 'string', title: 'Place', 'x-formula': 'company.region' },
    lines: { title: 'Lines', 'x-children': { entity: 'line', field: 'deal' } },
  },
  'x-display': 'name',
  'x-search': ['name'],
};

const line: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'line',
  title: 'Line',
  type: 'object',
  required: ['name', 'deal'],
  properties: {
    name: { type: 'string', title: 'Name' },
    deal: { title: 'Deal', 'x-relation': { to: 'deal', onDelete: 'cascade' } },
  },
  'x-display': 'name',
};

const user: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'user',
  title: 'User',
  type: 'object',
  properties: { name: { type: 'string', title: 'Name' }, region: { type: 'string', title: 'Region' } },
  'x-display': 'name',
};

const people = [1, 2, 3, 4].map((n) => `00000000-0000-7000-8000-00000000000${n}`);
const group = '00000000-0000-7000-8000-0000000000ff';

let records: TestRecords;
let companies: JsonObject[];
let deals: JsonObject[];
let lines: JsonObject[];
/** Ids of records that are shared, with the one whom they are shared with. */
const shares = new Map<string, string>();

beforeAll(async () => {
  records = await testRecords([company, deal, line, user]);
  const { ctx, db } = records;
  const regions = ['east', 'west', null];
  for (let n = 0; n < 12; n++) {
    const by = ctx.as({ ...ctx.actor, id: people[n % 4] ?? '' });
    const text = await create(by, 'company', {
      name: `Company ${n}`,
      region: regions[n % 3] ?? null,
      phone: n % 5 === 0 ? null : `1380013800${n % 10}`,
      revenue: n % 4 === 3 ? null : n * 10,
      ownerId: people[(n + 1) % 4] ?? null,
    });
    const { id } = parsed(text);
    for (let m = 0; m < n % 4; m++) {
      await create(ctx.as({ ...ctx.actor, id: people[m] ?? '' }), 'deal', {
        name: `Deal ${n} ${m}`,
        amount: m === 2 ? null : 7 * n + m,
        won: m % 2 === 0,
        company: n === 5 ? null : (id ?? null),
        lines: [{ name: `Line ${n} ${m}` }],
      });
    }
  }
  const select = '*,company(*),deal(*,company(*))';
  companies = await rows(ctx, 'company', { select: '*,deals(*)' });
  deals = await rows(ctx, 'deal', { select: select.slice(0, select.indexOf(',deal(')) });
  lines = await rows(ctx, 'line', { select: '*,deal(*,company(*))' });
  for (const [index, { entity, id }] of [
    { entity: 'company', id: companies[1]?.id },
    { entity: 'company', id: companies[6]?.id },
    { entity: 'deal', id: deals[2]?.id },
    { entity: 'deal', id: deals[9]?.id },
  ].entries()) {
    const grantee = index % 2 === 0 ? (people[0] ?? '') : group;
    shares.set(String(id), grantee);
    await db.query({
      text: `insert into kiln.share (id, entity, record, grantee, level, created_by) values (gen_random_uuid(), $1, $2, $3, 'read', $3)`,
      values: [entity, id, grantee],
    });
  }
});
afterAll(() => records.close());

const condition = (own: readonly string[]): fc.Arbitrary<Json | undefined> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom<Json | undefined>(true, false, undefined) },
    { weight: 4, arbitrary: fc.constantFrom('own', 'team', 'teamBelow', ...own) },
  );

const fieldRights = (texts: readonly string[], others: readonly string[]): fc.Arbitrary<JsonObject> =>
  fc
    .tuple(
      fc.dictionary(
        fc.constantFrom(...texts),
        fc.constantFrom<JsonObject>({ read: false }, { mask: 'last4' }, { mask: 'all' }),
      ),
      fc.dictionary(fc.constantFrom(...others), fc.constantFrom<JsonObject>({ read: false }, { read: true })),
    )
    .map(([one, other]) => ({ ...one, ...other }));

const entry = (grant: fc.Arbitrary<Json | undefined>, fields: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> =>
  fc.record({ read: grant, fields }).map(({ read, fields: named }) => ({
    ...(read === undefined ? {} : { read }),
    fields: named,
  }));

const companyEntry = entry(
  condition([
    'region == actor.region',
    'revenue > 40',
    'deals.exists(d, d.won == true)',
    'has(phone) || ownerId == actor.id',
  ]),
  fieldRights(['name', 'phone'], ['revenue', 'region', 'doubled', 'dealCount', 'dealSum', 'ownerId']),
);
const dealEntry = entry(
  condition(['company.region == actor.region', 'won', 'company.ownerId in actor.teamUsers']),
  fieldRights(['name'], ['amount', 'company', 'won', 'place', 'lines']),
);

const roleDocuments = fc
  .tuple(fc.array(companyEntry, { minLength: 1, maxLength: 3 }), fc.array(dealEntry, { minLength: 1, maxLength: 3 }))
  .map(([forCompany, forDeal]): JsonObject[] =>
    ['one', 'two', 'three'].map((name, index) => ({
      $schema: 'kiln:role',
      $id: name,
      title: name,
      entities: {
        ...(forCompany[index] ? { company: forCompany[index] } : {}),
        ...(forDeal[index] ? { deal: forDeal[index] } : {}),
      },
    })),
  );

const actors: fc.Arbitrary<Actor> = fc
  .record({
    id: fc.constantFrom(...people),
    team: fc.subarray(people),
    below: fc.subarray(people),
    region: fc.constantFrom('east', 'west', null),
    roles: fc.subarray(['one', 'three', 'two'], { minLength: 1 }),
    inGroup: fc.boolean(),
  })
  .map(({ id, team, below, region, roles, inGroup }) => ({
    kind: 'user',
    id,
    name: 'Somebody',
    roles,
    facts: {
      region,
      teamUsers: [...new Set([id, ...team])],
      belowUsers: [...new Set([id, ...team, ...below])],
      grantees: inGroup ? [id, group] : [id],
    },
  }));

test('the rows and fields that SQL returns are those that evaluating the conditions allows', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(roleDocuments, actors, async (documents, actor) => {
      const ctx = records.under(documents).as(actor);
      const oracle = createOracle(ctx);
      for (const [name, all] of [
        ['company', companies],
        ['deal', deals],
        ['line', lines],
      ] as const) {
        const expected = oracle.rows(name, all);
        if (expected === undefined) {
          await expect(list(ctx, name, {})).rejects.toMatchObject({ code: 'KILN_NOT_FOUND' });
          continue;
        }
        expect(await rows(ctx, name, { sort: 'id', limit: '1000' })).toEqual(expected);
        const { count } = parsed(await list(ctx, name, { count: 'true', limit: '1' }));
        expect(count).toBe(expected.length);
        await expectPages(ctx, name, expected);
        await expectConditions(ctx, name, expected);
        await expectRelated(ctx, name, expected, oracle);
      }
    }),
    { numRuns: 100 },
  );
});

/** Pages by any key hold every row once, in the order of what is seen. */
async function expectPages(ctx: Ctx, name: string, expected: readonly JsonObject[]): Promise<void> {
  for (const key of ['id', 'createdAt', 'name', 'phone', 'revenue', 'amount']) {
    if (!ctx.access.model.entities.get(name)?.fields.has(key)) {
      await expect(list(ctx, name, { sort: key })).rejects.toMatchObject({ code: 'KILN_BAD_QUERY' });
      continue;
    }
    for (const sort of [key, `-${key}`]) {
      const seen: JsonObject[] = [];
      let after: string | undefined;
      do {
        const page = parsed(await list(ctx, name, { sort, limit: '4', ...(after ? { after } : {}) }));
        seen.push(...objects(page.data));
        after = typeof page.next === 'string' ? page.next : undefined;
      } while (after);
      expect(seen.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
      const values = seen.map((row) => row[key] ?? null);
      const ordered = [...values].sort(
        (a, b) => compare(a, b) * (sort.startsWith('-') && a !== null && b !== null ? -1 : 1),
      );
      expect(values).toEqual(ordered);
    }
  }
}

function compare(a: Json, b: Json): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}

/** Conditions, search and aggregates know what is seen, and no more. */
async function expectConditions(ctx: Ctx, name: string, expected: readonly JsonObject[]): Promise<void> {
  const fields = ctx.access.model.entities.get(name)?.fields;
  const number = name === 'company' ? 'revenue' : 'amount';
  if (fields?.has(number)) {
    const found = await rows(ctx, name, { where: `${number} > 30`, sort: 'id', limit: '1000' });
    expect(found).toEqual(expected.filter((row) => Number(row[number] ?? 0) > 30));
    const { data } = parsed(await aggregate(ctx, name, { measure: `sum(${number}),count(${number})` }));
    const values = expected.flatMap((row) => (typeof row[number] === 'number' ? [row[number]] : []));
    const sum = values.length === 0 ? null : values.reduce((a, b) => a + b, 0);
    expect(data).toEqual([{ [`sum(${number})`]: sum, [`count(${number})`]: values.length }]);
  }
  if (name !== 'company') return;
  const found = await rows(ctx, name, { search: '13800', sort: 'id', limit: '1000' });
  expect(found).toEqual(expected.filter(({ phone }) => String(phone ?? '').includes('13800')));
  if (fields?.has('phone')) {
    const some = await rows(ctx, name, { where: "phone.contains('8001')", sort: 'id', limit: '1000' });
    expect(some).toEqual(expected.filter(({ phone }) => String(phone ?? '').includes('8001')));
  }
}

/** Related records are seen as they are by themselves, wherever they stand. */
async function expectRelated(
  ctx: Ctx,
  name: string,
  expected: readonly JsonObject[],
  oracle: ReturnType<typeof createOracle>,
): Promise<void> {
  const entity = ctx.access.model.entities.get(name);
  const seenCompanies = new Map((oracle.rows('company', companies) ?? []).map((each) => [each.id ?? null, each]));
  const seenDeals = oracle.rows('deal', deals) ?? [];
  if (name === 'deal' && entity?.fields.has('company')) {
    const found = await rows(ctx, name, { select: 'id,company(*)' });
    const companyOf = (row: JsonObject) => seenCompanies.get(row.company ?? null) ?? null;
    expect(found).toEqual(expected.map((row) => ({ id: row.id, company: companyOf(row) })));
    for (const key of ['region', 'revenue']) {
      if (!ctx.access.model.entities.get('company')?.fields.has(key)) {
        await expect(list(ctx, name, { where: `has(company.${key})` })).rejects.toMatchObject({
          code: 'KILN_BAD_EXPRESSION',
        });
        continue;
      }
      const withKey = await rows(ctx, name, { where: `has(company.${key})` });
      expect(withKey).toEqual(expected.filter((row) => (companyOf(row)?.[key] ?? null) !== null));
      const sorted = await rows(ctx, name, { sort: `company.${key}`, select: 'id' });
      const values = sorted.map(({ id }) => companyOf(expected.find((row) => row.id === id) ?? {})?.[key] ?? null);
      expect(values).toEqual([...values].sort(compare));
    }
  }
  if (name === 'company' && entity?.inverses.has('deals')) {
    const dealsOf = (row: JsonObject) => seenDeals.filter(({ company: at }) => at === row.id);
    const found = await rows(ctx, name, { select: 'id,deals(*)' });
    expect(found).toEqual(expected.map((row) => ({ id: row.id, deals: dealsOf(row).reverse() })));
    if (ctx.access.model.entities.get('deal')?.fields.has('name')) {
      const some = await rows(ctx, name, { where: 'deals.exists(d, has(d.name))' });
      expect(some).toEqual(expected.filter((row) => dealsOf(row).some((each) => each.name !== null)));
    }
    const two = await rows(ctx, name, { where: 'size(deals) >= 2' });
    expect(two).toEqual(expected.filter((row) => dealsOf(row).length >= 2));
  }
}

/** What an actor should see, by evaluating conditions over whole records. */
function createOracle(ctx: Ctx) {
  const { access, actor, model } = ctx;
  const now = new Date();

  function entityOf(name: string): Entity {
    const entity = model.entities.get(name);
    if (!entity) throw new Error(`no entity ${name}`);
    return entity;
  }

  function fieldOf(entity: string, name: string): Field {
    const field = entityOf(entity).fields.get(name);
    if (!field) throw new Error(`no field ${name}`);
    return field;
  }

  function isShared(record: JsonObject): boolean {
    const grantee = shares.get(String(record.id));
    const { grantees } = actor.facts;
    return grantee !== undefined && Array.isArray(grantees) && grantees.includes(grantee);
  }

  /** Roles that show the record. A line is shared with its deal. */
  function covering(entity: string, record: JsonObject): readonly Grant[] {
    const shared = isShared(entity === 'line' ? nested(record.deal) : record);
    return access
      .entity(entity)
      .grants('read')
      .filter((grant) => shared || isGranted(grant, record, actor, now));
  }

  function shown(entity: string, record: JsonObject, field: Field): Shown {
    const kinds = covering(entity, record).map((grant) => grant.shown(field));
    return (['whole', 'clear', 'last4', 'all'] as const).find((kind) => kinds.includes(kind)) ?? 'no';
  }

  function isClear(entity: string, record: JsonObject, name: string): boolean {
    return ['whole', 'clear'].includes(shown(entity, record, fieldOf(entity, name)));
  }

  function seenValue(entity: string, record: JsonObject, field: Field): Json {
    const kind = shown(entity, record, field);
    const value = plainId(record[field.name] ?? null);
    if (kind === 'no') return null;
    if (kind === 'whole') return value;
    if (field.rollup) return rollup(record, field.name);
    if (field.name === 'place') {
      const at = record.company === null ? {} : complete(record.company);
      const may = record.company !== null && isClear('deal', record, 'company') && covering('company', at).length > 0;
      return may && isClear('company', at, 'region') ? value : null;
    }
    return kind === 'clear' || typeof value !== 'string' ? value : maskText(value, kind);
  }

  function complete(related: Json | undefined): JsonObject {
    const { id } = nested(related);
    return companies.find((each) => each.id === id) ?? {};
  }

  function rollup(record: JsonObject, name: string): Json {
    const seen = deals.filter(
      (each) =>
        nested(each.company).id === record.id && covering('deal', each).length > 0 && isClear('deal', each, 'company'),
    );
    if (name === 'dealCount') return seen.length;
    return seen
      .filter((each) => isClear('deal', each, 'amount'))
      .reduce((sum, { amount }) => sum + (typeof amount === 'number' ? amount : 0), 0);
  }

  function rows(entity: string, all: readonly JsonObject[]): JsonObject[] | undefined {
    if (access.entity(entity).grants('read').length === 0) return undefined;
    const fields = [...entityOf(entity).fields.values()].filter(
      (field) =>
        !field.children &&
        access
          .entity(entity)
          .grants('read')
          .some((grant) => grant.shown(field) !== 'no'),
    );
    return all
      .filter((record) => covering(entity, record).length > 0)
      .map((record) => Object.fromEntries(fields.map((field) => [field.name, seenValue(entity, record, field)])));
  }

  return { rows };
}

function plainId(value: Json): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value.id ?? null) : value;
}

function nested(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

async function rows(ctx: Ctx, name: string, params: Parameters<typeof list>[2]): Promise<JsonObject[]> {
  return objects(parsed(await list(ctx, name, { sort: 'id', limit: '1000', ...params })).data);
}

function objects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.map(nested) : [];
}

function parsed(text: string): JsonObject {
  const value: JsonObject = JSON.parse(text);
  return value;
}
