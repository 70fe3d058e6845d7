import { expect, test } from 'vitest';
import { readSchedule } from './readSchedule.ts';

test.each([
  ['* * * * *', { every: 'minutes', count: 1 }],
  ['*/15 * * * *', { every: 'minutes', count: 15 }],
  ['@hourly', { every: 'hour', minute: 0 }],
  ['20 * * * *', { every: 'hour', minute: 20 }],
  ['0 3 * * *', { every: 'day', time: '03:00' }],
  ['5 14 * * mon-fri', { every: 'week', time: '14:05', weekdays: [1, 2, 3, 4, 5] }],
  ['0 8 * * 0,1', { every: 'week', time: '08:00', weekdays: [1, 0] }],
  ['0 2 1 * *', { every: 'month', time: '02:00', day: 1 }],
])('%s can be said', (cron, said) => {
  expect(readSchedule(cron)).toEqual(said);
});

test.each(['0 3 1 1 *', '0 3,15 * * *', '5,20 * * * *', '0 3 1 * mon', '0 3 1,15 * *', '0 9-17 * * *', 'noon'])(
  '%s is not',
  (cron) => {
    expect(readSchedule(cron)).toBeUndefined();
  },
);
