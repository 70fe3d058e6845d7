import { expect, test } from 'vitest';
import { lineSegments } from './lineSegments.ts';

test('lines in sight and needed ones stand between gaps', () => {
  expect(lineSegments(10, { from: 3, to: 5 }, [9, 0, 4])).toEqual([
    0,
    { from: 1, to: 2 },
    3,
    4,
    5,
    { from: 6, to: 8 },
    9,
  ]);
  expect(lineSegments(6, { from: 2, to: 3 }, [])).toEqual([{ from: 0, to: 1 }, 2, 3, { from: 4, to: 5 }]);
});

test('what is asked for beyond the lines that there are is left out', () => {
  expect(lineSegments(2, { from: -4, to: 40 }, [-1, 2, 7])).toEqual([0, 1]);
  expect(lineSegments(0, { from: 0, to: 40 }, [0, -1])).toEqual([]);
});
