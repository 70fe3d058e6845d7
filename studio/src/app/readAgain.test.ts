import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { readAgain } from './readAgain.ts';

test('what is being read for the first time when something changes is read once more', async () => {
  const cache = new QueryClient();
  let now = 'before';
  let answer = () => {};
  const queryFn = async () => {
    const read = now;
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return read;
  };
  const observer = new QueryObserver(cache, { queryKey: ['list', 'open'], queryFn });
  const stop = observer.subscribe(() => {});
  await expect.poll(() => observer.getCurrentResult().fetchStatus).toBe('fetching');
  now = 'after';
  readAgain(cache, { queryKey: ['list'] });
  answer();
  await expect.poll(() => observer.getCurrentResult().data).toBe('before');
  await expect
    .poll(() => {
      answer();
      return observer.getCurrentResult().data;
    })
    .toBe('after');
  stop();
});
