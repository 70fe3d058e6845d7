import { expect, test } from 'vitest';
import { parseCron } from './parseCron.ts';

const list = (text: string) => {
  const cron = parseCron(text);
  return cron && [cron.minutes, cron.hours, cron.days, cron.months, cron.weekdays].map((values) => [...values]);
};

test('reads lists, ranges, steps and names', () => {
  expect(list('0,30 8-10 1/15 jan-mar mon-fri')).toEqual([
    [0, 30],
    [8, 9, 10],
    [1, 16, 31],
    [1, 2, 3],
    [1, 2, 3, 4, 5],
  ]);
  expect(list('*/20 0 1 12 7')).toEqual([[0, 20, 40], [0], [1], [12], [0]]);
  expect(list('@daily')?.slice(0, 2)).toEqual([[0], [0]]);
});

test.each([
  '',
  '* * * *',
  '* * * * * *',
  '60 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '* * * 13 *',
  '5-1 * * * *',
  '*/0 * * * *',
  'x * * * *',
  '0 0 31 2 *',
  '-1 * * * *',
  '1,,2 * * * *',
])('refuses %j', (text) => {
  expect(parseCron(text)).toBeUndefined();
});
