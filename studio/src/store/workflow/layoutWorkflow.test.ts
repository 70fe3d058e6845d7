import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../core/lib/json.ts';
import { type Box, layoutWorkflow } from './layoutWorkflow.ts';
import { allSpots, allSteps } from './stepTree.ts';

const stop = (id: string): JsonObject => ({ id, do: 'stop' });
const note = (id: string): JsonObject => ({ id, do: 'notify' });

const workflow: JsonObject = {
  steps: [
    { ...note('first'), compensate: [note('undo')] },
    { id: 'big', if: 'true', then: [{ id: 'each', forEach: 'x', as: 'y', steps: [note('a'), note('b')] }], else: [] },
    {
      id: 'kind',
      switch: 'x',
      cases: [
        { is: 1, steps: [note('c')] },
        { is: 2, steps: [] },
      ],
      default: [note('d')],
    },
    {
      id: 'all',
      parallel: [
        { id: 'p', steps: [note('e')] },
        { id: 'q', steps: [note('f'), note('g')] },
      ],
    },
    { id: 'tried', try: [note('h')], catch: [note('i')] },
    note('last'),
  ],
};

function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function expectApart(boxes: readonly Box[]): void {
  for (const [at, one] of boxes.entries()) {
    for (const other of boxes.slice(at + 1)) expect(overlap(one, other), JSON.stringify([one, other])).toBe(false);
  }
}

test('every step and every spot has a place, and no two lie on each other', () => {
  const { steps, spots, trigger, end } = layoutWorkflow(workflow);
  expect(steps.map(({ placed }) => placed.key).sort()).toEqual(
    allSteps(workflow)
      .map(({ key }) => key)
      .sort(),
  );
  expect(spots).toHaveLength(allSpots(workflow).length);
  expectApart([trigger, ...steps, ...spots, ...(end ? [end] : [])]);
});

test('what follows stands below, branches stand beside each other at one height', () => {
  const { steps } = layoutWorkflow(workflow);
  const box = (key: string) => steps.find(({ placed }) => placed.key === key) ?? { x: 0, y: 0 };
  expect(box('big').y).toBeGreaterThan(box('first').y);
  expect(box('c').y).toBe(box('d').y);
  expect(box('c').x).toBeLessThan(box('d').x);
  expect(box('e').y).toBe(box('f').y);
  expect(box('last').x).toBe(box('first').x);
});

test('a loop has all that is in it in its frame', () => {
  const { steps, frames } = layoutWorkflow(workflow);
  const frame = frames.find(({ of }) => of === 'each');
  for (const { placed, ...box } of steps.filter(({ placed }) => ['a', 'b'].includes(placed.key))) {
    expect(frame && box.x >= frame.x && box.x + box.width <= frame.x + frame.width).toBe(true);
    expect(frame && box.y >= frame.y && box.y + box.height <= frame.y + frame.height).toBe(true);
  }
});

test('lines begin where something ends, and nothing leads on from a stop', () => {
  const { lines, end } = layoutWorkflow({ steps: [note('a'), stop('b')] });
  expect(end).toBeUndefined();
  expect(lines.some(({ after }) => after === 'b')).toBe(false);
  const both = layoutWorkflow({ steps: [{ id: 'x', if: 'true', then: [stop('y')] }, note('z')] });
  expect(both.end).toBeDefined();
});

test('nothing, and what is no workflow, are laid out as far as they go', () => {
  expect(layoutWorkflow({}).spots).toHaveLength(1);
  expect(layoutWorkflow({ steps: ['x', null, { id: 'a' }, { id: 'a', if: 1, then: 2 }] }).steps).toHaveLength(2);
});

test('a thousand nested steps take no time that anybody would notice', () => {
  const level = (depth: number, id: string): JsonObject =>
    depth === 0
      ? note(id)
      : { id, if: 'true', then: [level(depth - 1, `${id}a`), note(`${id}x`)], else: [level(depth - 1, `${id}b`)] };
  const document = { steps: [level(8, 'r')] };
  expect(allSteps(document).length).toBeGreaterThan(700);
  const begun = performance.now();
  const { steps } = layoutWorkflow(document);
  expect(performance.now() - begun).toBeLessThan(1000);
  expect(steps).toHaveLength(allSteps(document).length);
});

test('lines tell by which steps a run is known to have gone along', () => {
  const { lines } = layoutWorkflow(workflow);
  // Into the empty `else` of `big` no step leads: whoever was in `then` has not gone there.
  expect(lines.filter(({ after, into }) => after === 'big' && into === undefined)).toEqual(
    expect.arrayContaining([expect.objectContaining({ unless: ['each'] })]),
  );
  expect(lines.filter(({ into }) => into === 'each').length).toBeGreaterThan(0);
  expect(lines.find(({ into }) => into === 'undo')).toMatchObject({ after: 'first', isDashed: true });
  // Past what is taller than its step.
  const first = lines.find(({ after, into }) => after === 'first' && into === undefined);
  expect(first?.points.length).toBe(2);
});
