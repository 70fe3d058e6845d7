import { expect, it } from 'vitest';
import { birthdayKey, birthdaysOf, dormantPeriod, dormantSince } from './occasions.ts';

it('celebrates 29 February on the 28th where there is none', () => {
  expect(birthdaysOf('2026-02-28')).toEqual(['0228', '0229']);
  expect(birthdaysOf('2028-02-28')).toEqual(['0228']);
  expect(birthdaysOf('2028-02-29')).toEqual(['0229']);
  expect(birthdayKey('1996-02-29')).toBe('0229');
});

it('counts the days of silence', () => {
  expect(dormantSince('2026-03-14', 90)).toBe('2025-12-14');
  expect(dormantPeriod('2025-12-01')).toBe('since 2025-12-01');
});
