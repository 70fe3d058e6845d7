import { expect, test } from 'vitest';
import { conditionOf, inGroup, joined, orderGroups } from './groupedBy.ts';
import { findEntity, findField } from './model.ts';
import { testModel } from './testModel.ts';

const model = testModel();
const order = findEntity(model, 'order');
const currency = order && findField(order, 'currency');
if (!order || !currency) throw new Error('The test model has orders in currencies');

test('conditions hold together', () => {
  expect(joined([undefined, undefined])).toBeUndefined();
  expect(joined(['a == 1', undefined])).toBe('a == 1');
  expect(joined(['a == 1 || b', 'c'])).toBe('(a == 1 || b) && (c)');
  expect(conditionOf(order, { where: 'total > 5' }, { where: 'total < 9' })).toEqual({
    where: '(total > 5) && (total < 9)',
  });
});

test('a group is its value, and the condition of the view with it', () => {
  const value = 'E"UR';
  expect(inGroup(model, order, currency, value, {})).toEqual({ where: 'currency == "E\\"UR"' });
  expect(inGroup(model, order, currency, null, { where: 'total > 5 || total < 1', search: 'x' })).toEqual({
    where: '(total > 5 || total < 1) && (currency == null)',
    search: 'x',
  });
});

test('options come in their order, unknown values after them, and what has none last', () => {
  const group = (value: string | null, count: number) => ({ value, count, sum: undefined });
  const groups = [group(null, 9), group('GBP', 4), group('USD', 2)];
  expect(orderGroups(currency, groups, true).map(({ key, count }) => [key, count])).toEqual([
    ['=EUR', 0],
    ['=USD', 2],
    ['=GBP', 4],
    ['-', 9],
  ]);
  expect(orderGroups(currency, groups, false).map(({ key }) => key)).toEqual(['=USD', '=GBP', '-']);
});
