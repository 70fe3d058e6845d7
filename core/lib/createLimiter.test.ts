import { expect, test } from 'vitest';
import { createLimiter } from './createLimiter.ts';

/** Work that ends when it is told to. */
function held<T>() {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  return { work: () => promise, resolve, reject };
}

test('so many at a time, the others in their order', async () => {
  const limited = createLimiter(2);
  const begun: number[] = [];
  const all = [0, 1, 2, 3].map(() => held<number>());
  const done = all.map(({ work }, index) =>
    limited(() => {
      begun.push(index);
      return work();
    }),
  );
  expect(begun).toEqual([0, 1]);
  all[1]?.resolve(1);
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  for (const [index, each] of all.entries()) each.resolve(index);
  expect(await Promise.all(done)).toEqual([0, 1, 2, 3]);
});

test('what fails fails alone, and leaves its place to the next one', async () => {
  const inOrder = createLimiter(1);
  const first = held<string>();
  const failed = inOrder(first.work);
  const thrown = inOrder(() => {
    throw new Error('at once');
  });
  const last = inOrder(async () => 'done');
  first.reject(new Error('later'));
  await expect(failed).rejects.toThrow('later');
  await expect(thrown).rejects.toThrow('at once');
  expect(await last).toBe('done');
});

test('who comes while a place is handed on waits behind those who wait already', async () => {
  const inOrder = createLimiter(1);
  const begun: string[] = [];
  const note = (name: string) => async () => void begun.push(name);
  const first = held<void>();
  const a = inOrder(first.work);
  const b = inOrder(note('b'));
  first.resolve();
  await a;
  await Promise.all([b, inOrder(note('c'))]);
  expect(begun).toEqual(['b', 'c']);
});
