import { expect, test } from 'vitest';
import { compileFormulas } from './compileFormulas.ts';
import { findEntity } from './model.ts';
import { testModel } from './testModel.ts';

const actor = { id: '00000000-0000-7000-8000-000000000001', name: 'Admin', kind: 'user' };

test('formulas over the record itself follow what is typed', () => {
  const model = testModel();
  const line = findEntity(model, 'line');
  const formulas = line && compileFormulas(model, line, actor);
  expect(formulas?.({ amount: 4 })).toEqual({ sum: 8 });
  expect(formulas?.({ amount: null, sum: 3 })).toEqual({ sum: null });
});

test('rollups over line items and formulas over these follow the lines', () => {
  const model = testModel();
  const order = findEntity(model, 'order');
  const formulas = order && compileFormulas(model, order, actor);
  expect(formulas?.({ total: 5, lines: [{ amount: 0.1 }, { amount: 0.2 }, { amount: null }] })).toMatchObject({
    sumOfLines: 0.6,
    bigLines: 1,
    withTax: 0.71,
  });
  expect(formulas?.({ total: 5, lines: [] })).toMatchObject({ sumOfLines: null, bigLines: 0 });
  // Not loaded: what the server said stands.
  expect(formulas?.({ total: 5, sumOfLines: 7 })).not.toHaveProperty('sumOfLines');
});
