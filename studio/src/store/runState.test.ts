import { expect, test } from 'vitest';
import { runQuery } from './runQuery.ts';
import { parseRunState } from './runState.ts';

test('an address says what is looked for; what it does not know is left out', () => {
  expect(parseRunState({ workflow: 'a', state: 'failed', entity: '', to: 3, foo: 'y' })).toEqual({
    workflow: 'a',
    state: 'failed',
  });
});

test('days become moments of the own time zone, the last day to its end', () => {
  expect(runQuery({ state: 'failed', from: '2026-03-09', to: '2026-03-09' })).toEqual({
    state: 'failed',
    since: new Date(2026, 2, 9).toISOString(),
    until: new Date(2026, 2, 10).toISOString(),
  });
  expect(runQuery({ from: 'yesterday', state: 'asleep' })).toEqual({});
});
