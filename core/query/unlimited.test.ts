import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, Ctx } from '../context/types.ts';
import type { JsonObject } from '../lib/json.ts';
import { type TestRecords, testRecords } from '../testing/testRecords.ts';
import { compileAggregate } from './compileAggregate.ts';
import { compileGet } from './compileGet.ts';
import { compileList } from './compileList.ts';
import { parseAggregate } from './parseAggregate.ts';
import { type ListParams, parseList } from './parseList.ts';
import { defaultSelection } from './parseSelect.ts';

let records: TestRecords;
beforeAll(async () => {
  const entity: JsonObject = {
    $schema: 'kiln:entity',
    $id: 'deal',
    title: 'Deal',
    type: 'object',
    required: ['code'],
    properties: {
      name: { type: 'string', title: 'Name' },
      code: { type: 'integer', title: 'Code' },
      phone: { type: 'string', title: 'Phone' },
      parent: { title: 'Parent', 'x-relation': { to: 'deal', inverse: 'parts' } },
    },
    'x-display': 'name',
    'x-search': ['name'],
    'x-owned': true,
    'x-index': [['ownerId', 'code']],
  };
  records = await testRecords([entity]);
});
afterAll(() => records.close());

const person: Actor = {
  kind: 'user',
  id: '00000000-0000-7000-8000-000000000001',
  name: 'Somebody',
  roles: ['some'],
  facts: { teamUsers: [], grantees: [] },
};

function limited(grant: JsonObject): Ctx {
  const role = { $schema: 'kiln:role', $id: 'some', title: 'Some', entities: { deal: grant } };
  return records.under([role]).as(person);
}

function listOf(ctx: Ctx, params: ListParams): string {
  const entity = ctx.access.model.entities.get('deal');
  if (!entity) throw new Error('not seen');
  return compileList(ctx, parseList(ctx, entity, params)).text;
}

test('statements of those without limits are what they would be without rights', () => {
  const { ctx } = records;
  expect(
    listOf(ctx, { select: 'name,parent(name)', sort: 'name', where: "parent.name == 'x'", search: 'x', limit: '2' }),
  ).toBe(
    'select row_to_json(_r)::text, null, null, _p."name"::text, _p."$1"::text from (select t."name" as "name", ' +
      '(select (select row_to_json(_r) from (select t2."name" as "name") _r) from data."deal" t2 where t2.id = t."parent" and t2.deleted_at is null) as "parent", ' +
      't."id" as "$1" from data."deal" t left join data."deal" t1 on t1.id = t."parent" and t1.deleted_at is null ' +
      'where t.deleted_at is null and (t1."name" = $1::text) and ((t.search_short like $2::text)) order by t."name", t."id" limit 3) _p ' +
      'cross join lateral (select _p."name", _p."parent") _r',
  );
  expect(ctx.sudo().access.key).toBe('');
  expect(ctx.plans.get('shape', () => ({ text: 'one', sources: [] })).text).toBe('one');
  expect(ctx.sudo().plans.get('shape', () => ({ text: 'two', sources: [] })).text).toBe('one');
  expect(limited({ read: 'own' }).plans.get('shape', () => ({ text: 'two', sources: [] })).text).toBe('two');
});

test('who reads everything of an entity has the same statements', () => {
  const everything = limited({ read: true });
  expect(everything.access.unlimited).toBe(false);
  const params = { select: 'name,parent(name)', sort: '-name', search: 'x', count: 'true' };
  expect(listOf(everything, params)).toBe(listOf(records.ctx, params));
});

test('own and team rows are plain conditions that an index serves, and columns have no case', () => {
  const own = limited({ read: 'own', fields: { phone: { read: false } } });
  const text = listOf(own, { select: '*', sort: '-createdAt', limit: '10' });
  expect(text).toContain('t.deleted_at is null and (t."owner_id" = $1::uuid) order by');
  expect(text).not.toMatch(/case|"phone"/);
  const team = listOf(limited({ read: 'team' }), { select: 'name', sort: 'name' });
  expect(team).toContain('(t."owner_id" = any($1::uuid[]))');
  expect(team).not.toContain('case');
});

test('what a team owns is taken from the index of owners, whatever else there is', () => {
  const ctx = limited({ read: 'team' });
  for (const sort of ['-createdAt', '-id', 'createdAt', 'code']) {
    expect(listOf(ctx, { select: 'name', sort, limit: '10' })).toContain(') k join');
  }
  for (const other of [{ sort: 'name' }, { where: "name == 'x'" }, { search: 'x' }]) {
    expect(listOf(ctx, other)).not.toContain(') k join');
    expect(listOf(ctx, other)).toContain('with _owned as');
  }
  expect(listOf(ctx, { deleted: 'true' })).not.toContain('i.owner_id');
});

test('a condition that asks for more than owners is one as any other', () => {
  for (const read of ["ownerId in actor.teamUsers || name == 'x || ownerId == actor.id'", "name == 'x'"]) {
    expect(listOf(limited({ read }), { sort: 'name' })).not.toContain('i.owner_id');
  }
  expect(listOf(limited({ read: 'ownerId == actor.id || ownerId in actor.teamUsers' }), {})).toContain('i.owner_id');
});

test('several roles pair rows and columns by a case', () => {
  const ctx = records
    .under([
      { $schema: 'kiln:role', $id: 'some', title: 'Some', entities: { deal: { read: 'own' } } },
      {
        $schema: 'kiln:role',
        $id: 'wide',
        title: 'Wide',
        entities: { deal: { read: true, fields: { phone: { mask: 'last4' } } } },
      },
    ])
    .as({ ...person, roles: ['some', 'wide'] });
  const entity = ctx.access.model.entities.get('deal');
  if (!entity) throw new Error('not seen');
  const { text } = compileGet(ctx, defaultSelection(entity));
  expect(text).toContain(`else kiln.mask_text(t."phone", 'last4') end as "phone"`);
  expect(text.match(/case/g)).toHaveLength(1);
  const { text: sums } = compileAggregate(ctx, parseAggregate(ctx, entity, { group: 'phone', measure: 'count()' }));
  expect(sums).toContain('kiln.mask_text');
});
