import { expect, test } from 'vitest';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { findEntity } from '../store/model.ts';
import { testModel } from '../store/testModel.ts';
import { keptChanges } from './keptDraft.ts';

const model = testModel();

function orderEntity(): BrowserEntity {
  const entity = findEntity(model, 'order');
  if (!entity) throw new Error('no order');
  return entity;
}

test('only what was changed is kept, and no secret', () => {
  const saved = { name: 'A', total: 5, pin: null, version: 3 };
  const values = { ...saved, name: 'B', pin: '1234', doubled: 10, lines: [{ title: 'x' }] };
  expect(keptChanges(model, orderEntity(), { saved, values })).toEqual({ name: 'B', lines: [{ title: 'x' }] });
  expect(keptChanges(model, orderEntity(), { saved, values: { ...saved, pin: '1' } })).toBeUndefined();
});
