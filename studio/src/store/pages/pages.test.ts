import { describe, expect, test } from 'vitest';
import { bucketsBetween } from './buckets.ts';
import { bucketTitle } from './bucketTitle.ts';
import { dayText, periodSpan, periods, spanBefore } from './period.ts';

const now = new Date(2026, 2, 31, 15, 30);
const days = (span: { from: Date; to: Date } | undefined) => span && [dayText(span.from), dayText(span.to)];

describe('periods', () => {
  test('are days of the calendar', () => {
    expect(days(periodSpan('today', now))).toEqual(['2026-03-31', '2026-04-01']);
    expect(days(periodSpan('thisWeek', now))).toEqual(['2026-03-30', '2026-04-06']);
    expect(days(periodSpan('thisWeek', new Date(2026, 2, 29)))).toEqual(['2026-03-23', '2026-03-30']);
    expect(days(periodSpan('thisQuarter', now))).toEqual(['2026-01-01', '2026-04-01']);
    expect(days(periodSpan('thisYear', now, true))).toEqual(['2026-01-01', '2026-04-01']);
    expect(days(periodSpan('last7Days', now))).toEqual(['2026-03-25', '2026-04-01']);
    expect(days(periodSpan('last12Months', now))).toEqual(['2025-04-01', '2026-04-01']);
    expect(periodSpan('all', now)).toBeUndefined();
  });

  test('compare with as many days before, and never with their own', () => {
    expect(days(spanBefore('thisMonth', new Date(2026, 3, 10)))).toEqual(['2026-03-01', '2026-03-11']);
    expect(days(spanBefore('thisMonth', now))).toEqual(['2026-02-01', '2026-03-01']);
    expect(days(spanBefore('last30Days', now))).toEqual(['2026-01-31', '2026-03-02']);
    expect(days(spanBefore('thisWeek', now))).toEqual(['2026-03-23', '2026-03-25']);
    expect(days(spanBefore('today', now))).toEqual(['2026-03-30', '2026-03-31']);
    for (const period of periods) {
      const [span, before] = [periodSpan(period, now, true), spanBefore(period, now)];
      if (span && before) expect(before.to.getTime(), period).toBeLessThanOrEqual(span.from.getTime());
    }
  });
});

describe('pieces of time', () => {
  test('have no gaps', () => {
    expect(bucketsBetween('month', '2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(bucketsBetween('quarter', '2025-Q4', '2026-Q1')).toEqual(['2025-Q4', '2026-Q1']);
    // 2026 has 53 weeks, and its first days are in its own first week.
    expect(bucketsBetween('week', '2026-W52', '2027-W02')).toEqual(['2026-W52', '2026-W53', '2027-W01', '2027-W02']);
    expect(bucketsBetween('day', '2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(bucketsBetween('year', undefined, undefined)).toEqual([]);
    const long = bucketsBetween('day', '1990-01-01', '2026-03-01');
    expect(long).toHaveLength(400);
    expect(long.at(-1)).toBe('2026-03-01');
  });

  test('have names in both languages', () => {
    expect(bucketTitle('en', 'quarter', '2026-Q2')).toBe('Q2 2026');
    expect(bucketTitle('zh-CN', 'month', '2026-05')).toBe('2026年5月');
    expect(bucketTitle('zh-CN', 'week', '2026-W07')).toBe('2026年第7周');
    expect(bucketTitle('en', 'day', 'nonsense')).toBe('nonsense');
  });
});
