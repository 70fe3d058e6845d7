import { expect, test } from 'vitest';
import type { BrowserEntity, BrowserField, BrowserModel } from '../../../core/model/browserModel.ts';
import { entityNews } from './entityNews.ts';
import { followEntity } from './followEntity.ts';
import { findEntity } from './model.ts';
import { testModel } from './testModel.ts';

const model = testModel();

/** The model after fields of an entity were changed; undefined takes one away. */
function changed(
  of: BrowserModel,
  name: string,
  change: (field: BrowserField) => BrowserField | undefined,
): BrowserModel {
  return {
    ...of,
    entities: of.entities.map((entity) =>
      entity.name === name ? { ...entity, fields: entity.fields.flatMap((field) => change(field) ?? []) } : entity,
    ),
  };
}

function version(of: BrowserModel, name = 'order'): { model: BrowserModel; entity: BrowserEntity } {
  const entity = findEntity(of, name);
  if (!entity) throw new Error(`No ${name}`);
  return { model: of, entity };
}

test('values go with their fields to other names, in line items too', () => {
  const next = changed(
    changed(model, 'order', (field) => (field.name === 'name' ? { ...field, name: 'label', id: 'name' } : field)),
    'line',
    (field) => (field.name === 'amount' ? { ...field, name: 'quantity', id: 'amount' } : field),
  );
  const { rename, nameOf } = followEntity(version(model), version(next));
  expect(rename({ id: '1', version: 3, name: 'A', lines: [{ id: 'l', amount: 2 }] })).toEqual({
    id: '1',
    version: 3,
    label: 'A',
    lines: [{ id: 'l', quantity: 2 }],
  });
  expect(nameOf('name')).toBe('label');
});

test('what was typed into a field that goes, or gets another type, is set aside; what was not typed is not', () => {
  const next = changed(model, 'order', (field) =>
    field.name === 'name' ? undefined : field.name === 'total' ? { ...field, type: 'text' } : field,
  );
  const { rename, setAside, nameOf } = followEntity(version(model), version(next));
  const saved = { name: 'A', total: 1, currency: 'EUR' };
  expect(setAside(saved, { name: 'B', total: 2, currency: 'USD' })).toMatchObject([
    { field: { name: 'name' }, value: 'B', isRetyped: false },
    { field: { name: 'total' }, value: 2, isRetyped: true },
  ]);
  expect(setAside(saved, saved)).toEqual([]);
  expect(rename(saved)).toEqual({ currency: 'EUR' });
  expect(nameOf('name')).toBeUndefined();
});

test('news are told by titles', () => {
  const before = version(model).entity;
  const after = version(
    changed(model, 'order', (field) =>
      field.name === 'name'
        ? { ...field, name: 'label', id: 'name', title: 'Label' }
        : field.name === 'pin'
          ? undefined
          : field,
    ),
  ).entity;
  expect(entityNews(before, after)).toEqual({ added: [], removed: ['Pin'], renamed: [{ from: 'Name', to: 'Label' }] });
  expect(entityNews(before, { ...before })).toBeUndefined();
});
