import { expect, test } from 'vitest';
import { compileFormulas } from './compileFormulas.ts';
import { findEntity } from './model.ts';
import { testModel } from './testModel.ts';

test('formulas over the record itself follow what is typed', () => {
  const model = testModel();
  const line = findEntity(model, 'line');
  const formulas = line && compileFormulas(model, line);
  expect(formulas?.({ amount: 4 })).toEqual({ sum: 8 });
  expect(formulas?.({ amount: null, sum: 3 })).toEqual({ sum: null });
});
