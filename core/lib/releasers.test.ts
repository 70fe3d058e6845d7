import { expect, test } from 'vitest';
import { createReleasers } from './releasers.ts';

test('releases the last first, waiting for each', async () => {
  const done: string[] = [];
  const releasers = createReleasers();
  releasers.add(() => void done.push('first'));
  releasers.add(async () => {
    await Promise.resolve();
    done.push('second');
  });
  await releasers.release();
  expect(done).toEqual(['second', 'first']);
});

test('a second release does nothing', async () => {
  let times = 0;
  const releasers = createReleasers();
  releasers.add(() => {
    times += 1;
  });
  await Promise.all([releasers.release(), releasers.release()]);
  await releasers.release();
  expect(times).toBe(1);
  expect(() => releasers.add(() => undefined)).toThrow('released already');
});

test('one failure does not keep the others from being released', async () => {
  const done: string[] = [];
  const releasers = createReleasers();
  releasers.add(() => void done.push('first'));
  releasers.add(() => Promise.reject(new Error('stuck')));
  await expect(releasers.release()).rejects.toThrow('stuck');
  expect(done).toEqual(['first']);
});

test('several failures are told together', async () => {
  const releasers = createReleasers();
  for (const name of ['one', 'two']) releasers.add(() => Promise.reject(new Error(name)));
  await expect(releasers.release()).rejects.toMatchObject({ errors: [{ message: 'two' }, { message: 'one' }] });
});

test('what is added while releasing is released too', async () => {
  const done: string[] = [];
  const releasers = createReleasers();
  releasers.add(() => releasers.add(() => void done.push('late')));
  await releasers.release();
  expect(done).toEqual(['late']);
});
