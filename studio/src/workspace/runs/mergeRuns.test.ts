import { expect, test } from 'vitest';
import type { RunItem, RunState } from '../../api/runs.ts';
import { mergeRuns } from './mergeRuns.ts';

function run(number: number, state: RunState = 'done'): RunItem {
  const at = new Date(Date.UTC(2026, 2, 9) + number * 1000).toISOString();
  return {
    ...{ id: `run${String(number).padStart(4, '0')}`, workflow: 'greet', state, on: 'cron', record: undefined },
    ...{ actor: undefined, createdAt: at, startedAt: at, endedAt: undefined, error: undefined },
  };
}

const ids = (runs: readonly RunItem[] | undefined) => runs?.map(({ id }) => Number(id.slice(3)));

test('new ones come on top, and what was seen before stays below, as it is now', () => {
  const merged = mergeRuns([run(4, 'running'), run(3), run(2), run(1)], [run(5), run(4), run(3)], false);
  expect(ids(merged)).toEqual([5, 4, 3, 2, 1]);
  expect(merged?.[1]?.state).toBe('done');
});

test('what does not fit the question any more goes', () => {
  expect(ids(mergeRuns([run(4), run(3), run(2), run(1)], [run(5), run(3), run(2)], false))).toEqual([5, 3, 2, 1]);
  expect(ids(mergeRuns([run(2), run(1)], [], true))).toEqual([]);
  expect(ids(mergeRuns([run(3), run(2), run(1)], [run(3)], true))).toEqual([3]);
});

test('a gap is told', () => {
  expect(mergeRuns([run(2), run(1)], [run(9), run(8), run(7)], false)).toBeUndefined();
  expect(ids(mergeRuns([], [run(9), run(8)], false))).toEqual([9, 8]);
});
