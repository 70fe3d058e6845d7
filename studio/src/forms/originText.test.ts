import { expect, test } from 'vitest';
import { findEntity } from '../store/model.ts';
import { testModel } from '../store/testModel.ts';
import { withTitles } from './originText.ts';

test('expressions are told with the titles of fields, texts and functions stay', () => {
  const order = findEntity(testModel(), 'order');
  expect(order && withTitles(order, "total * 2 + size('total') - account.total")).toBe(
    "Total * 2 + size('total') - Account.total",
  );
});
