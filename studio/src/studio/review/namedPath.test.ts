import { expect, test } from 'vitest';
import { namedPath } from './namedPath.ts';

const document = {
  steps: [
    { id: 'ask', title: 'Ask the boss', do: 'approval' },
    { id: 'big', if: 'true', then: [{ id: 'told', do: 'notify' }, { do: 'stop' }] },
  ],
  columns: ['name', 'amount'],
};

test.each([
  [
    ['steps', 0],
    ['steps', 'Ask the boss'],
  ],
  [
    ['steps', '1', 'then', '0', 'with'],
    ['steps', 'big', 'then', 'told', 'with'],
  ],
  [
    ['steps', 1, 'then', 1, 'do'],
    ['steps', 'big', 'then', '2', 'do'],
  ],
  [
    ['columns', 1],
    ['columns', 'amount'],
  ],
  [
    ['steps', 9, 'x'],
    ['steps', '10', 'x'],
  ],
  [[], []],
] as const)('%j', (path, named) => {
  expect(namedPath(document, path)).toEqual(named);
});

test('what is gone here is called as the other side calls it', () => {
  expect(namedPath(document, ['steps', 0], { id: 'other', title: 'Their step' })).toEqual(['steps', 'Their step']);
});
