import { timeZone } from '../expressions/values/timeZone.ts';
import type { Cron } from '../lib/parseCron.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Leap days that fall on a weekday come within 40 years. */
const mostDays = 40 * 366;

/**
 * The first minute after `after` that the pattern means in a time zone (IANA name). A time of day that clocks leave
 * out comes when they have moved on, one that they show twice comes once. Undefined where there is none.
 */
export function nextTick(cron: Cron, zone: string, after: Date): Date | undefined {
  const clocks = timeZone(zone);
  const start = clocks.local(after);
  const hours = [...cron.hours].sort(ascending);
  const minutes = [...cron.minutes].sort(ascending);
  // From the day before: clocks may have been put back since.
  for (let day = startOfDay(start) - dayMs, n = 0; n < mostDays; day += dayMs, n += 1) {
    if (!isDay(cron, new Date(day))) continue;
    for (const hour of hours) {
      for (const minute of minutes) {
        const instant = clocks.instant(new Date(day + (hour * 60 + minute) * minuteMs));
        if (instant && instant > after) return instant;
      }
    }
  }
  return undefined;
}

function ascending(a: number, b: number): number {
  return a - b;
}

function startOfDay(local: Date): number {
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
}

function isDay({ months, days, weekdays, eitherDay }: Cron, day: Date): boolean {
  if (!months.has(day.getUTCMonth() + 1)) return false;
  const [isDate, isWeekday] = [days.has(day.getUTCDate()), weekdays.has(day.getUTCDay())];
  return eitherDay ? isDate || isWeekday : isDate && isWeekday;
}
