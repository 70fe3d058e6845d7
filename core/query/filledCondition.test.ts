import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../lib/json.ts';
import { create } from '../records/create.ts';
import { entityOf } from '../records/entityOf.ts';
import { list } from '../records/list.ts';
import { type TestRecords, testRecords } from '../testing/testRecords.ts';
import { parseCondition } from './condition.ts';

const deal = {
  ...{ $schema: 'kiln:entity', $id: 'deal', title: 'Deal', type: 'object' },
  properties: {
    name: { type: 'string', maxLength: 200 },
    amount: { type: 'number' },
    due: { type: 'string', format: 'date' },
    at: { type: 'string', format: 'date-time' },
    open: { type: 'boolean' },
    code: { 'x-type': 'encrypted', type: 'string' },
    parent: { 'x-relation': { to: 'deal', inverse: 'parts' } },
  },
};

let records: TestRecords;
const ids = new Map<string, string>();

beforeAll(async () => {
  records = await testRecords([deal]);
  const rows = [
    { name: 'a', amount: 1, due: '2026-01-01', at: '2026-01-01T10:00:00Z', open: true, code: 'x1' },
    { name: "O'Neil", amount: -2.5, due: '2026-02-01', at: '2026-02-01T10:00:00Z', open: false, code: "x'2" },
    { name: 'c' },
  ];
  for (const row of rows) {
    const parent = row.name === 'c' ? {} : { parent: ids.get('a') ?? null };
    const { id }: { id: string } = JSON.parse(await create(records.ctx, 'deal', { ...row, ...parent }));
    ids.set(row.name, id);
  }
}, 60_000);
afterAll(() => records.close());

async function found(cel: string, ...values: Json[]): Promise<string[]> {
  const page: { data: { name: string }[] } = JSON.parse(
    await list(records.ctx, 'deal', { where: { cel, values }, select: 'name', sort: 'name' }),
  );
  return page.data.map(({ name }) => name);
}

test('values of every type are compared as what they stand beside', async () => {
  expect(await found('name == _0', "O'Neil")).toEqual(["O'Neil"]);
  expect(await found('amount < _0', 0)).toEqual(["O'Neil"]);
  expect(await found('amount == _0', -2.5)).toEqual(["O'Neil"]);
  expect(await found('due > _0 && at < _1', '2026-01-15', '2026-03-01')).toEqual(["O'Neil"]);
  expect(await found('open == _0', true)).toEqual(['a']);
  expect(await found('parent == _0', ids.get('a') ?? '')).toEqual(["O'Neil"]);
  expect(await found('id in _0', [ids.get('a') ?? '', { id: ids.get('c') ?? '' }])).toEqual(['a', 'c']);
  expect(await found('parts.exists(p, p.name == _0)', "O'Neil")).toEqual(['a']);
  expect(await found('code == _0', "x'2")).toEqual(["O'Neil"]);
});

test('nothing is what it is beside the field', async () => {
  expect(await found('parent == _0', null)).toEqual(['a', 'c']);
  expect(await found('parent == _0', '')).toEqual([]);
  expect(await found('id in _0', [])).toEqual([]);
  expect(await found('amount > _0', null)).toEqual([]);
});

test('what cannot be compared is refused with the place', async () => {
  const refused = (cel: string, ...values: Json[]) =>
    expect(found(cel, ...values)).rejects.toMatchObject({
      code: 'KILN_BAD_EXPRESSION',
      errors: [{ pointer: 'where' }],
    });
  await refused('due > _0', 'tomorrow');
  await refused('amount > _0', 'much');
  await refused('name == _0', { some: 'thing' });
  await refused('name == _1', 'a');
});

test('no value is ever read as a part of the condition', async () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom("' || true || '", "') or true --", '_0', '\\', "\\' || true", '${name}', 'a'),
  );
  await fc.assert(
    fc.asyncProperty(
      text.filter((value) => !value.includes('\0') && value.isWellFormed()),
      async (value) => {
        const all = await found('name == _0', value);
        expect(all).toEqual(ids.has(value) ? [value] : []);
      },
    ),
    { numRuns: 60 },
  );
});

test('the same statement serves other values', async () => {
  const { ctx } = records;
  const shape = (value: string) =>
    parseCondition(ctx, entityOf(ctx, 'deal'), { cel: 'name == _0 && amount > _1', values: [value, 5] });
  expect(shape('a').shape).toBe(shape("b'").shape);
  expect(shape("b'").literals).toEqual(["b'", 5]);
});
