import { expect, test } from 'vitest';
import { parseCron } from '../lib/parseCron.ts';
import { nextTick } from './nextTick.ts';

const next = (text: string, zone: string, after: string) => {
  const cron = parseCron(text);
  return cron && nextTick(cron, zone, new Date(after))?.toISOString();
};

test.each([
  ['every minute', '* * * * *', 'UTC', '2026-01-31T23:59:30Z', '2026-02-01T00:00:00.000Z'],
  ['never the minute itself', '0 8 * * *', 'UTC', '2026-01-01T08:00:00Z', '2026-01-02T08:00:00.000Z'],
  ['in a zone', '0 8 * * *', 'Asia/Shanghai', '2026-01-01T00:30:00Z', '2026-01-02T00:00:00.000Z'],
  ['of two limits on days one is enough', '0 0 13 * fri', 'UTC', '2026-03-01T00:00:00Z', '2026-03-06T00:00:00.000Z'],
  ['on a leap day', '0 0 29 2 *', 'UTC', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ['when clocks leave it out', '30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-29T01:30:00.000Z'],
  ['once when clocks show it twice', '30 2 * * *', 'Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-26T01:30:00.000Z'],
])('%s', (_, text, zone, after, expected) => {
  expect(next(text, zone, after)).toBe(expected);
});
