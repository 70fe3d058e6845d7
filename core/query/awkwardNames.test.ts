import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { aggregate } from '../records/aggregate.ts';
import { create } from '../records/create.ts';
import { list } from '../records/list.ts';
import { update } from '../records/update.ts';
import { type TestRecords, testRecords } from '../testing/testRecords.ts';

/** Aliases of our statements, words of SQL, parameters of a list and names of Postgres. */
const words = [
  ...['a', 'b', 'c', 'g', 'j', 'k', 'l', 'n', 'o', 'p', 'r', 's', 't', 't1', 't2', 'u', 'v', 'x'],
  ...[
    'ord',
    'used',
    'rows',
    'row',
    'given',
    'kept',
    'gone',
    'saved',
    'period',
    'value',
    'source',
    'target',
    'position',
  ],
  ...['select', 'from', 'user', 'order', 'group', 'column', 'table', 'end', 'when', 'default', 'null1', 'all'],
  ...['where', 'sort', 'limit', 'after', 'search', 'count', 'deleted', 'measure', 'text', 'json', 'number', 'name'],
];

let records: TestRecords;
beforeAll(async () => {
  const properties: JsonObject = Object.fromEntries(words.map((word) => [word, { type: 'string' }]));
  Object.assign(properties, {
    counter: { type: 'string', 'x-number': '{yyyy}-{000}' },
    twin: { 'x-relation': { to: 'select', inverse: 'twins' } },
    friends: { 'x-relation': { to: 'select', many: true } },
    any: { 'x-relation': { to: '*' } },
  });
  records = await testRecords([
    { $schema: 'kiln:entity', $id: 'select', title: 'S', type: 'object', properties, 'x-search': ['name', 'r'] },
  ]);
});
afterAll(() => records.close());

test('fields may be called like anything in our statements', async () => {
  const { ctx } = records;
  const values: JsonObject = Object.fromEntries(words.map((word) => [word, `${word}!`]));
  const one = JSON.parse(await create(ctx, 'select', values));
  expect(one).toMatchObject(values);
  const rest = { twin: one.id, friends: [one.id], any: one.id };
  const { data } = JSON.parse(await create(ctx, 'select', [{ ...values, ...rest }, values]));
  expect(data).toMatchObject([values, values]);
  const changed = Object.fromEntries(words.map((word) => [word, `${word}?`]));
  expect(JSON.parse(await update(ctx, 'select', one.id, { ...changed, ...rest }))).toMatchObject(changed);
});

test.each(words)('%s is found, sorted, paged, grouped and followed', async (word) => {
  const { ctx } = records;
  const params = {
    where: `${word} == '${word}!'`,
    sort: `${word},-twin.${word}`,
    limit: '1',
    search: '!',
    count: 'true',
  };
  const select = `${word},twin(${word},twins(${word})),friends(${word}),any(${word})`;
  const first = JSON.parse(await list(ctx, 'select', { ...params, select }));
  expect(first).toMatchObject({ data: [{ [word]: `${word}!` }], count: 2 });
  const second = JSON.parse(await list(ctx, 'select', { ...params, after: first.next }));
  expect(second).toMatchObject({ data: [{ [word]: `${word}!` }], next: null });
  const measure = `count(),countDistinct(${word}),max(${word})`;
  const groups = JSON.parse(await aggregate(ctx, 'select', { group: `${word},twin.${word}`, measure, sort: word }));
  expect(groups.data).toHaveLength(3);
});
