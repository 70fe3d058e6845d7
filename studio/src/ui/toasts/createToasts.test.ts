import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createToasts } from './createToasts.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('notices stack, go by themselves, and stay longer when there is something to do', () => {
  const toasts = createToasts();
  toasts.success('Saved');
  toasts.success('Deleted', { action: { label: 'Undo', run: () => {} } });
  expect(toasts.list().map(({ text }) => text)).toEqual(['Saved', 'Deleted']);
  vi.advanceTimersByTime(4000);
  expect(toasts.list().map(({ text }) => text)).toEqual(['Deleted']);
  vi.advanceTimersByTime(6000);
  expect(toasts.list()).toEqual([]);
});

test('no more than four, the oldest goes', () => {
  const toasts = createToasts();
  for (const text of ['a', 'b', 'c', 'd', 'e']) toasts.info(text);
  expect(toasts.list().map(({ text }) => text)).toEqual(['b', 'c', 'd', 'e']);
});

test('nothing goes while somebody reads', () => {
  const toasts = createToasts();
  toasts.success('Saved');
  toasts.hold(true);
  vi.advanceTimersByTime(60_000);
  expect(toasts.list()).toHaveLength(1);
  toasts.hold(false);
  vi.advanceTimersByTime(4000);
  expect(toasts.list()).toEqual([]);
});
