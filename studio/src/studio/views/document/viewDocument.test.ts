import { expect, test } from 'vitest';
import { findEntity } from '../../../store/model.ts';
import { testModel } from '../../../store/testModel.ts';
import { runnableView } from './runnableView.ts';
import { columnsOf, moved, viewOf, withColumns, withType } from './viewDocument.ts';

const model = testModel();
const order = findEntity(model, 'order');
if (!order) throw new Error('The test model has orders');
const document = {
  $id: 'open',
  title: 'Open',
  entity: 'order',
  type: 'list',
  columns: ['name', { field: 'account.city', width: 120 }],
  where: 'total > 5',
  sort: '-total,name',
};

test('columns are read and written as short as they can be said', () => {
  expect(withColumns(document, columnsOf(document))).toEqual(document);
  expect(columnsOf({ columns: [7, { width: 3 }, 'a'] })).toEqual([{ path: 'a' }]);
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b'], 0, 5)).toEqual(['a', 'b']);
});

test('a type brings what it cannot be without, and keeps what the others had', () => {
  const board = withType(document, 'board', order);
  expect(board).toMatchObject({ type: 'board', groupBy: 'currency', columns: document.columns });
  expect(withType(board, 'list', order)).toMatchObject({ type: 'list', groupBy: 'currency' });
  // Nothing that fits: the server says what is missing.
  expect(withType(document, 'calendar', order)).not.toHaveProperty('startField');
  expect(withType({ type: 'board' }, 'list', order)).toMatchObject({ columns: ['name'] });
});

test('what only the draft has is left out of what is asked for', () => {
  const view = viewOf(document, model, order);
  expect(runnableView(view, model, order)).toEqual({ view, isPartial: false });
  const drafted = viewOf(
    { ...document, columns: ['name', 'newField'], where: 'newField == 1', sort: 'newField,name', groupBy: 'newField' },
    model,
    order,
  );
  const { view: known, isPartial } = runnableView(drafted, model, order);
  expect(isPartial).toBe(true);
  expect(known).toMatchObject({ columns: [{ field: 'name' }], sort: 'name' });
  expect([known.where, known.groupBy]).toEqual([undefined, undefined]);
});
