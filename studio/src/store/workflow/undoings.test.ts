import { expect, test } from 'vitest';
import type { StepRun, StepState } from '../../api/runs.ts';
import { stepMarks } from './stepMarks.ts';
import { undoings } from './undoings.ts';

const document = {
  steps: [
    {
      id: 'each',
      forEach: '[1, 2]',
      steps: [
        {
          id: 'book',
          do: 'http',
          compensate: [
            { id: 'free', do: 'http' },
            { id: 'tell', onError: 'continue' },
          ],
        },
      ],
    },
    { id: 'pay', do: 'http', compensate: [{ id: 'refund', do: 'http' }] },
    { id: 'ship', do: 'http' },
  ],
};

function step(key: string, state: StepState = 'done', isUndone = false): StepRun {
  const [id = ''] = key.split('[');
  const at = `2026-03-09T10:00:0${key.length % 10}.000Z`;
  return {
    ...{ key, id, state, attempts: 1, input: undefined, output: undefined, error: undefined, startedAt: at },
    ...{ endedAt: at, wait: undefined, isCut: false, isUndone },
  };
}

test('what was taken back, by which steps, each item of a loop by its own', () => {
  const steps = [step('book[0]', 'done', true), step('book[1]', 'done', true), step('pay', 'done', true)];
  const took = [step('refund', 'failed'), step('free[1]'), step('tell[1]', 'failed'), step('free[0]')];
  const found = undoings(document, [...steps, step('ship', 'failed'), ...took]);
  expect([...found].map(([key, { state, steps: did }]) => [key, state, did.map((each) => each.key)])).toEqual([
    ['book[0]', 'done', ['free[0]']],
    ['book[1]', 'done', ['free[1]', 'tell[1]']],
    ['pay', 'failed', ['refund']],
  ]);
  expect(found.get('pay')?.at).toBe(took[0]?.endedAt);
});

test('while it is taken back, and when that was cut short', () => {
  expect(undoings(document, [step('pay'), step('refund', 'waiting')]).get('pay')?.state).toBe('running');
  expect(undoings(document, [step('pay'), step('refund', 'cancelled')]).get('pay')?.state).toBe('failed');
  expect(undoings(document, [step('pay'), step('ship')]).size).toBe(0);
});

test('of several items, the mark tells what went worst', () => {
  const steps = [
    step('book[0]', 'done', true),
    step('free[0]'),
    step('book[1]', 'done', true),
    step('free[1]', 'failed'),
  ];
  const mark = stepMarks(steps, undoings(document, steps)).get('book');
  expect(mark).toMatchObject({ state: 'done', times: 2, undone: { state: 'failed' } });
});
