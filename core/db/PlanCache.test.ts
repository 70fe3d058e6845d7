import { expect, test } from 'vitest';
import type { Plan, Source } from './Plan.ts';
import { PlanCache } from './PlanCache.ts';

function asked(times: number, sources: readonly Source[]): Plan {
  const cache = new PlanCache('test');
  const compile = () => ({ text: 'select 1', sources });
  for (let n = 1; n < times; n++) cache.get('shape', compile);
  return cache.get('shape', compile);
}

test('a shape is prepared when it is asked for again', () => {
  const sources: Source[] = [{ from: 'literal', index: 0, type: 'text' }];
  expect(asked(1, sources).name).toBeUndefined();
  expect(asked(2, sources).name).toBe('test_1');
});

test('a search is never prepared: which plan is good depends on its words', () => {
  expect(asked(9, [{ from: 'search', index: 0 }]).name).toBeUndefined();
});

test('those who see other rows have shapes of their own', () => {
  const cache = new PlanCache('test');
  const compile = (text: string) => () => ({ text, sources: [] });
  cache.get('shape', compile('everybody'));
  expect(cache.scoped('sales').get('shape', compile('sales')).text).toBe('sales');
  expect(cache.scoped('').get('shape', compile('nobody')).text).toBe('everybody');
});
