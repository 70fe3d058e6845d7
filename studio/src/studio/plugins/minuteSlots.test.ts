import { expect, test } from 'vitest';
import { minuteSlots } from './minuteSlots.ts';

const now = new Date('2026-11-22T10:00:30Z');
const row = (minute: string, calls: number, memoryMb = 1) => {
  return { minute: `2026-11-22T${minute}:00.000Z`, calls, errors: 1, cpuMs: 2, p95: calls, memoryMb };
};

test('minutes stand in points of equal length, what was not measured in none', () => {
  const hour = minuteSlots([row('09:59', 3), row('10:00', 4), row('08:00', 9)], 60, now);
  expect(hour).toHaveLength(60);
  expect(hour.slice(-2).map(({ calls }) => calls)).toEqual([3, 4]);
  expect(hour[0]).toMatchObject({ calls: 0, p95: null, memoryMb: null });
  expect(hour.reduce((sum, { calls }) => sum + calls, 0)).toBe(7);
  const day = minuteSlots([row('09:50', 3, 5), row('09:58', 4, 7)], 1440, now);
  expect(day).toHaveLength(60);
  expect(day.at(-1)).toMatchObject({ calls: 7, errors: 2, cpuMs: 4, p95: 4, memoryMb: 7 });
});
