import { afterAll, beforeAll, expect, test } from 'vitest';
import { create } from '../records/create.ts';
import { get } from '../records/get.ts';
import { list } from '../records/list.ts';
import { update } from '../records/update.ts';
import { type TestRecords, testRecords } from '../testing/testRecords.ts';

const text = { type: 'string' };
const secret = { 'x-type': 'encrypted' };
let records: TestRecords;
let id: string;

beforeAll(async () => {
  records = await testRecords([
    {
      $schema: 'kiln:entity',
      $id: 'home',
      title: 'Home',
      type: 'object',
      properties: {
        name: text,
        code: secret,
        coded: { type: 'boolean', 'x-formula': 'has(code)' },
        known: { type: 'boolean', 'x-formula': 'lines.exists(l, has(l.code))' },
        lines: { 'x-children': { entity: 'line', field: 'home' } },
      },
      'x-rules': [{ when: 'has(code)', require: ['name'] }],
    },
    {
      $schema: 'kiln:entity',
      $id: 'line',
      title: 'Line',
      type: 'object',
      properties: { name: text, code: secret, home: { 'x-relation': { to: 'home' } } },
    },
  ]);
  const values = { name: 'h', code: 'c', lines: [{ name: 'with', code: 'x' }, { name: 'without' }] };
  id = JSON.parse(await create(records.ctx, 'home', values)).id;
  await create(records.ctx, 'home', { name: 'empty' });
});
afterAll(() => records.close());

async function found(where: string): Promise<unknown> {
  return list(records.ctx, 'home', { where, select: 'name' }).then(
    (json) => JSON.parse(json).data.map(({ name }: { name: string }) => name),
    (error: { code: string }) => error.code,
  );
}

test.each([
  ["code == 'c'", ['h']],
  ["code != 'c'", ['empty']],
  ["code in ['c', 'd']", ['h']],
  ['has(code)', ['h']],
  ["lines.exists(l, code == 'c')", ['h']],
  ["lines.exists(l, l.name == 'with' && code in ['c'])", ['h']],
  ['lines.exists(l, has(l.code))', ['h']],
  ['lines.exists(l, !has(l.code) && has(l.home.code))', ['h']],
  ['coded && known', ['h']],
])('%s finds %j', async (where, names) => {
  expect(await found(where)).toEqual(names);
});

test.each([
  "code > 'a'",
  'code == name',
  "(has(code) ? code : name) == 'c'",
  "lines.exists(l, l.code == 'x')",
  "lines.exists(l, l.home.code == 'c')",
  'lines.exists(l, l.code == code)',
  "lines.map(l, l.code) == ['x']",
  "lines[0].code == 'x'",
])('%s is refused', async (where) => {
  expect(await found(where)).toBe('KILN_BAD_EXPRESSION');
});

test('a rule may ask whether there is a text, whether it is given or stored', async () => {
  const { ctx } = records;
  await expect(create(ctx, 'home', { code: 'c' })).rejects.toMatchObject({ code: 'KILN_INVALID' });
  await expect(update(ctx, 'home', id, { name: null })).rejects.toMatchObject({ code: 'KILN_INVALID' });
  await update(ctx, 'home', id, { name: null, code: null });
  expect(JSON.parse(await get(ctx, 'home', id))).toMatchObject({ name: null, code: null, coded: false });
  await update(ctx, 'home', id, { name: 'h', code: 'c' });
});
