import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, Ctx } from '../context/types.ts';
import type { JsonObject } from '../lib/json.ts';
import { type TestRecords, testRecords } from '../testing/testRecords.ts';
import { compileList } from './compileList.ts';
import type { ListQuery } from './ListQuery.ts';
import { type ListParams, parseList } from './parseList.ts';
import { run } from './run.ts';

const person = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
const role = (name: string, read: string): JsonObject => ({
  $schema: 'kiln:role',
  $id: name,
  title: name,
  entities: { deal: { read } },
});

let records: TestRecords;
let under: Ctx;
beforeAll(async () => {
  const deal: JsonObject = {
    $schema: 'kiln:entity',
    $id: 'deal',
    title: 'Deal',
    type: 'object',
    required: ['name', 'size'],
    properties: {
      name: { type: 'string', title: 'Name', 'x-index': true },
      rank: { type: 'integer', title: 'Rank', 'x-index': true },
      size: { type: 'integer', title: 'Size' },
    },
    'x-display': 'name',
    'x-owned': true,
    'x-index': [['ownerId', 'size']],
  };
  records = await testRecords([deal]);
  under = records.under([role('team', 'team'), role('own', 'own')]);
  // Person 1 has many, person 2 few, 3 none; one of 7 is in the recycle bin, one of 5 without a rank.
  await records.db.query({
    text: `insert into data.deal (id, version, created_at, updated_at, deleted_at, owner_id, name, rank, size)
      select ('00000000-0000-7000-8000-1' || lpad(n::text, 11, '0'))::uuid, 1, now(), now(), case when n % 7 = 0 then now() end,
        ('00000000-0000-7000-8000-00000000000' || case when n % 50 = 0 then 2 else 1 end)::uuid,
        'Deal ' || (n * 7919) % 4001, case when n % 5 > 0 then n % 11 end, n % 13
      from generate_series(1, 8000) n`,
    values: [],
  });
  await records.db.query({ text: 'analyze data.deal', values: [] });
});
afterAll(() => records.close());

const as = (teamUsers: readonly number[], roles: readonly string[] = ['team'], id = 3): Ctx => {
  const actor: Actor = {
    kind: 'user',
    id: person(id),
    name: 'Somebody',
    roles,
    facts: { teamUsers: teamUsers.map(person) },
  };
  return under.as(actor);
};

async function ids(
  ctx: Ctx,
  params: ListParams,
  seen?: readonly unknown[],
  more: Partial<ListQuery> = {},
): Promise<string[][]> {
  const entity = ctx.access.model.entities.get('deal');
  if (!entity) throw new Error('not seen');
  const request = parseList(ctx, entity, { select: 'id', ...params });
  const plan = compileList(ctx, { ...request, ...(seen ? { seen } : {}), ...more });
  const bindings = { literals: request.where?.literals ?? [], cursor: seen ?? [] };
  const rows = await run(ctx, plan, bindings);
  return rows.slice(0, request.limit).map((row) => row.slice(3).map(String));
}

/** What the same list without limits shows of these owners. */
async function expected(owners: readonly number[], params: ListParams): Promise<string[][]> {
  const condition = [`ownerId in [${owners.map((n) => `'${person(n)}'`).join(', ')}]`, params.where].filter(Boolean);
  return ids(records.ctx, { ...params, where: condition.map((each) => `(${each})`).join(' && ') });
}

const lists: ListParams[] = [
  { sort: 'name' },
  { sort: '-name' },
  { sort: 'rank' },
  { sort: '-rank' },
  { sort: 'size' },
  { sort: '-size' },
  { sort: '-rank,name', where: 'size > 6' },
  { sort: '-createdAt', where: "name < 'Deal 3'" },
];

test.each(lists)('the page of owners with many, few and no records: %o', async (params) => {
  for (const team of [[1, 2, 3], [1, 3], [2, 3], [2, 2], [3], []]) {
    expect(await ids(as(team), { ...params, limit: '20' }), team.join()).toEqual(
      await expected(team, { ...params, limit: '20' }),
    );
  }
});

test('who is known to own many is not asked again, and sees the same', async () => {
  for (const params of lists) {
    for (const team of [[1, 2], [2], [3]]) {
      const known = await ids(as(team), { ...params, limit: '20' }, undefined, { ownsMany: true });
      expect(known).toEqual(await expected(team, { ...params, limit: '20' }));
    }
  }
});

test('pages follow each other to the end', async () => {
  for (const team of [[1], [2, 3]]) {
    for (const sort of ['-rank', 'name', '-size']) {
      const all = await expected(team, { sort, limit: '1000' });
      const pages: string[][] = [];
      while (pages.length < all.length) {
        const last = pages.at(-1)?.map((value) => (value === 'null' ? null : value));
        const page = await ids(as(team), { sort, limit: '300' }, last);
        if (page.length === 0) break;
        pages.push(...page);
      }
      expect(pages.slice(0, 1000)).toEqual(all);
    }
  }
});

test('own records, and those of two roles together', async () => {
  for (const params of lists) {
    expect(await ids(as([1], ['own'], 2), params)).toEqual(await expected([2], params));
    expect(await ids(as([1], ['own', 'team'], 2), params)).toEqual(await expected([1, 2], params));
    expect(await ids(as([], ['own', 'team'], 3), params)).toEqual([]);
  }
});
