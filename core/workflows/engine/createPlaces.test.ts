import { expect, test } from 'vitest';
import { compile } from '../../model/compile.ts';
import { dealDefinitions, workflowOf } from '../../model/kinds/workflow/fixtures.ts';
import { createPlaces, type Places } from './createPlaces.ts';

const model = compile([...dealDefinitions(), workflowOf([{ id: 'end', do: 'stop', with: {} }])]);
const [local] = [...model.workflows.values()].map(({ id }) => id);

/** As many as it gets; of a workflow that is gone, so that it may reach outside. */
function takeAll(places: Places, workflow: string): (() => void)[] {
  const leave = places.take(workflow);
  return leave ? [leave, ...takeAll(places, workflow)] : [];
}

test('one workflow gets four of five places, and the next ones their share of what is free', () => {
  const places = createPlaces(100, () => model);
  const got = ['a', 'b', 'c', 'd'].map((name) => takeAll(places, name).length);
  expect(got).toEqual([80, 16, 4, 1]);
});

test('what one leaves the others may take', () => {
  const places = createPlaces(100, () => model);
  const first = takeAll(places, 'a');
  expect(takeAll(places, 'b')).toHaveLength(16);
  for (const leave of first) leave();
  expect(takeAll(places, 'b')).toHaveLength(64);
  expect(takeAll(places, 'a')).toHaveLength(16);
});

test('a workflow that reaches nowhere takes what there is', () => {
  const places = createPlaces(100, () => model);
  const taken = Array.from({ length: 100 }, () => places.take(local ?? ''));
  expect(taken.every((leave) => leave !== undefined)).toBe(true);
});
