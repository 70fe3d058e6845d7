import { expect, test } from 'vitest';
import { absenceMoments, lastDay } from './absenceDays.ts';

test('days and back again, both ends included', () => {
  const moments = absenceMoments({ from: '2026-03-09', to: '2026-03-10' });
  expect(new Date(moments?.to ?? '').getTime() - new Date(moments?.from ?? '').getTime()).toBe(2 * 86_400_000);
  expect(lastDay({ to: moments?.to ?? '' })).toBe('2026-03-10');
  expect(absenceMoments({ from: '2026-03-09', to: '2026-03-09' })).toBeDefined();
});

test('no days, or the last before the first', () => {
  expect(absenceMoments({ from: '2026-03-09', to: '2026-03-08' })).toBeUndefined();
  expect(absenceMoments({ from: '', to: '2026-03-08' })).toBeUndefined();
});
