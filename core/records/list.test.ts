import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, OwnersOfMany } from '../context/types.ts';
import { type TestRecords, testRecords } from '../testing/testRecords.ts';
import { list } from './list.ts';

const person = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;

let records: TestRecords;
beforeAll(async () => {
  records = await testRecords([
    {
      $schema: 'kiln:entity',
      $id: 'deal',
      title: 'Deal',
      type: 'object',
      properties: { size: { type: 'integer', title: 'Size', 'x-index': true } },
      'x-owned': true,
    },
  ]);
  // Person 1 owns many, person 2 few.
  await records.db.query({
    text: `insert into data.deal (id, version, created_at, updated_at, owner_id, size)
      select gen_random_uuid(), 1, now(), now(),
        ('00000000-0000-7000-8000-00000000000' || case when n % 50 = 0 then 2 else 1 end)::uuid, n
      from generate_series(1, 5000) n`,
    values: [],
  });
});
afterAll(() => records.close());

test('whoever is found to own many is remembered, and sees the same by the way that follows from it', async () => {
  const ctx = records.under([{ $schema: 'kiln:role', $id: 'own', title: 'Own', entities: { deal: { read: 'own' } } }]);
  const kept: string[] = [];
  const ownersOfMany: OwnersOfMany = {
    has: (key) => kept.includes(key),
    set: (key) => kept.push(key),
  };
  const as = (n: number) => {
    const actor: Actor = { kind: 'user', id: person(n), name: 'Somebody', roles: ['own'], facts: {} };
    return { ...ctx.as(actor), ownersOfMany };
  };
  const params = { sort: '-size', select: 'size', limit: '3' };
  for (const [n, sizes] of [
    [2, [5000, 4950, 4900]],
    [1, [4999, 4998, 4997]],
    [1, [4999, 4998, 4997]],
    [2, [5000, 4950, 4900]],
  ] as const) {
    const page = JSON.parse(await list(as(n), 'deal', params));
    expect(page.data.map(({ size }: { size: number }) => size)).toEqual(sizes);
    const next = JSON.parse(await list(as(n), 'deal', { ...params, after: page.next }));
    expect(next.data[0].size).toBeLessThan(sizes[2]);
  }
  expect(kept).toHaveLength(1);
  expect(kept[0]).toContain(person(1));
});
