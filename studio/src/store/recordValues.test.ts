import { expect, test } from 'vitest';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { changedValues } from './changedValues.ts';
import { formLayout, layoutFields } from './formLayout.ts';
import { listColumns } from './listViews.ts';
import { entityGroups, findEntity } from './model.ts';
import { readRecord } from './readRecord.ts';
import { selectForList, selectForRecord } from './selectFields.ts';
import { testModel } from './testModel.ts';

const model = testModel();
const order = entityOf('order');

function entityOf(name: string): BrowserEntity {
  const entity = findEntity(model, name);
  if (!entity) throw new Error(name);
  return entity;
}

test('a list selects what its columns show: names of related records, the currency of money', () => {
  const columns = listColumns(model, order, [
    { path: 'name' },
    { path: 'account' },
    { path: 'account.city' },
    { path: 'total' },
    { path: 'gone' },
  ]);
  expect(columns.map(({ path }) => path)).toEqual(['name', 'account', 'account.city', 'total']);
  expect(selectForList(model, order, columns)).toBe('id,name,account(id,name,city),total,currency');
});

test('a record page selects its form, with the lines and the names in them', () => {
  const select = selectForRecord(model, order, layoutFields(formLayout(model, order)));
  expect(select).toContain('account(id,name)');
  expect(select).toContain('partners(id,name)');
  expect(select).toContain('lines(id,title,maker(id,name),amount,sum)');
});

test('what was read with names becomes ids to edit, and the names', () => {
  const { values, labels } = readRecord(model, order, {
    name: 'A',
    account: { id: '1', name: 'Larch' },
    partners: [{ id: '2', name: 'Birch' }],
    lines: [{ id: '9', title: 'x', maker: { id: '1', name: 'Larch' } }],
  });
  expect(values).toEqual({ name: 'A', account: '1', partners: ['2'], lines: [{ id: '9', title: 'x', maker: '1' }] });
  expect(labels).toContainEqual({ entity: 'account', id: '2', label: 'Birch' });
});

test('only what a client may write and did change is sent', () => {
  const saved = {
    name: 'A',
    total: 5,
    doubled: 10,
    pin: '••••••••',
    lines: [{ id: '9', title: 'x', amount: 1, sum: 2 }],
  };
  expect(changedValues(model, order, saved, saved)).toEqual({});
  const values = {
    ...saved,
    total: null,
    doubled: 99,
    lines: [
      { id: '9', title: 'y', amount: 1, sum: 2 },
      { title: 'new', order: 'nobody' },
    ],
  };
  expect(changedValues(model, order, saved, values)).toEqual({
    total: null,
    lines: [{ id: '9', title: 'y', amount: 1 }, { title: 'new' }],
  });
  expect(changedValues(model, order, {}, { name: 'B', pin: '••••••••' })).toEqual({ name: 'B' });
});

test('line items have no place in the sidebar', () => {
  expect(entityGroups(model).flatMap(({ entities }) => entities.map(({ name }) => name))).toEqual(['account', 'order']);
});
