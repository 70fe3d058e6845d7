import { expect, test } from 'vitest';
import { createWriteQueue } from './createWriteQueue.ts';

test('a second write of a record waits for the first and goes on from its version', async () => {
  const inTurn = createWriteQueue();
  const seen: (number | undefined)[] = [];
  let answer: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const first = inTurn('a', 1, async (version) => {
    seen.push(version);
    await slow;
    return 2;
  });
  const second = inTurn('a', 1, async (version) => {
    seen.push(version);
    return 3;
  });
  const other = await inTurn('b', 7, async (version) => version);
  await Promise.resolve();
  expect(other).toBe(7);
  expect(seen).toEqual([1]);
  answer();
  expect(await Promise.all([first, second])).toEqual([2, 3]);
  expect(seen).toEqual([1, 2]);
  // The screen may still show what was before, or already what somebody else made since.
  expect(await inTurn('a', 1, async (version) => version)).toBe(3);
  expect(await inTurn('a', 9, async (version) => version)).toBe(9);
});

test('what fails stops nobody', async () => {
  const inTurn = createWriteQueue();
  const first = inTurn('a', 1, () => Promise.reject(new Error('refused')));
  const second = inTurn('a', 1, async (version) => version);
  await expect(first).rejects.toThrow('refused');
  expect(await second).toBe(1);
});
