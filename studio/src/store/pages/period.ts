import type { Period } from '../../../../core/model/pageTypes.ts';

/** Days of the calendar here, at midnight; the end does not belong to it. */
export interface DaySpan {
  readonly from: Date;
  readonly to: Date;
}

export const periods: readonly Period[] = [
  ...(['today', 'thisWeek', 'thisMonth', 'thisQuarter', 'thisYear'] as const),
  ...(['last7Days', 'last30Days', 'last90Days', 'last12Months', 'all'] as const),
];

/** The days of a period; undefined: all there are. `untilToday`: without those that are to come. */
export function periodSpan(period: Period, now: Date, untilToday = false): DaySpan | undefined {
  const span = wholeSpan(period, now);
  const tomorrow = addDays(startOfDay(now), 1);
  return span && untilToday && span.to > tomorrow ? { from: span.from, to: tomorrow } : span;
}

/** As many days of the period before: of last month as many as this month has had. */
export function spanBefore(period: Period, now: Date): DaySpan | undefined {
  const span = periodSpan(period, now, true);
  if (!span) return undefined;
  const from = startBefore(period, span);
  const days = Math.round((span.to.getTime() - span.from.getTime()) / dayMs);
  const to = addDays(from, days);
  // A longer month has days that the one before did not have.
  return { from, to: to > span.from ? span.from : to };
}

const dayMs = 24 * 60 * 60 * 1000;

function wholeSpan(period: Period, now: Date): DaySpan | undefined {
  const today = startOfDay(now);
  const [year, month] = [today.getFullYear(), today.getMonth()];
  const tomorrow = addDays(today, 1);
  switch (period) {
    case 'today':
      return { from: today, to: tomorrow };
    case 'thisWeek': {
      const monday = addDays(today, -((today.getDay() + 6) % 7));
      return { from: monday, to: addDays(monday, 7) };
    }
    case 'thisMonth':
      return { from: new Date(year, month, 1), to: new Date(year, month + 1, 1) };
    case 'thisQuarter': {
      const first = month - (month % 3);
      return { from: new Date(year, first, 1), to: new Date(year, first + 3, 1) };
    }
    case 'thisYear':
      return { from: new Date(year, 0, 1), to: new Date(year + 1, 0, 1) };
    case 'last7Days':
      return { from: addDays(tomorrow, -7), to: tomorrow };
    case 'last30Days':
      return { from: addDays(tomorrow, -30), to: tomorrow };
    case 'last90Days':
      return { from: addDays(tomorrow, -90), to: tomorrow };
    case 'last12Months':
      return { from: new Date(year, month - 11, 1), to: tomorrow };
    case 'all':
      return undefined;
  }
}

function startBefore(period: Period, { from, to }: DaySpan): Date {
  const [year, month] = [from.getFullYear(), from.getMonth()];
  switch (period) {
    case 'thisMonth':
      return new Date(year, month - 1, 1);
    case 'thisQuarter':
      return new Date(year, month - 3, 1);
    case 'thisYear':
    case 'last12Months':
      return new Date(year - 1, month, 1);
    case 'thisWeek':
      return addDays(from, -7);
    default:
      return addDays(from, -Math.round((to.getTime() - from.getTime()) / dayMs));
  }
}

function startOfDay(moment: Date): Date {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
}

/** Days have 23 or 25 hours where clocks are changed. */
function addDays(day: Date, count: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + count);
}

/** `2026-03-09` */
export function dayText(day: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
