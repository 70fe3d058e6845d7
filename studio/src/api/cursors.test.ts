import { expect, test } from 'vitest';
import { createCursors } from './cursors.ts';

test('gives the nearest known beginning, and tells when one moved', () => {
  const cursors = createCursors();
  expect(cursors.nearest(7)).toEqual({ page: 0, after: undefined });
  expect(cursors.set(3, 'c3')).toBe(false);
  expect(cursors.nearest(7)).toEqual({ page: 3, after: 'c3' });
  expect(cursors.nearest(2).page).toBe(0);
  expect(cursors.set(3, 'c3')).toBe(false);
  expect(cursors.set(3, 'other')).toBe(true);
});

test('where a list ends nothing begins', () => {
  const cursors = createCursors();
  cursors.set(3, 'c3');
  cursors.set(5, 'c5');
  expect(cursors.set(4, undefined)).toBe(false);
  expect(cursors.nearest(9).page).toBe(3);
});

test('what is done in turn waits for what is before it, and survives its failure', async () => {
  const cursors = createCursors();
  const order: string[] = [];
  const first = cursors.inTurn(async () => {
    order.push('first');
    throw new Error('no');
  });
  const second = cursors.inTurn(async () => order.push('second'));
  await expect(first).rejects.toThrow('no');
  await second;
  expect(order).toEqual(['first', 'second']);
});
