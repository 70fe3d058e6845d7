import type { Span } from './span.ts';

/** A day as `2026-03-09`, without a zone. */
export type Day = string;

/** Days that the agenda lists. */
const agendaDays = 28;

export function dayOf(date: Date): Day {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${String(date.getFullYear()).padStart(4, '0')}-${month}-${day}`;
}

/** Midnight of the day where the browser is. */
export function startOf(day: Day): Date {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

/** The day so many days later; summer time changes nothing about it. */
export function addDays(day: Day, count: number): Day {
  return new Date(utc(day) + count * 86_400_000).toISOString().slice(0, 10);
}

/** Days from one to another. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utc(to) - utc(from)) / 86_400_000);
}

/** The same day of another month, or its last one. */
function addMonths(day: Day, count: number): Day {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The days that are shown around one. `firstDay`: of the week, 1 Monday to 7 Sunday. */
export function shownDays(span: Span, at: Day, firstDay: number): Day[] {
  const run = (from: Day, count: number) => Array.from({ length: count }, (_, index) => addDays(from, index));
  if (span === 'day') return [at];
  if (span === 'agenda') return run(at, agendaDays);
  if (span === 'week') return run(weekStart(at, firstDay), 7);
  const first = weekStart(`${at.slice(0, 8)}01`, firstDay);
  const next = addMonths(`${at.slice(0, 8)}01`, 1);
  return run(first, Math.ceil(daysBetween(first, next) / 7) * 7);
}

/** The day to look at one step later or earlier. */
export function step(span: Span, at: Day, count: number): Day {
  if (span === 'month') return addMonths(at, count);
  return addDays(at, count * { week: 7, day: 1, agenda: agendaDays }[span]);
}

function weekStart(day: Day, firstDay: number): Day {
  const weekday = new Date(utc(day)).getUTCDay() || 7;
  return addDays(day, -((weekday - firstDay + 7) % 7));
}

function utc(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** 1 Monday to 7 Sunday, as people of the language have it. */
export function firstDayOf(language: string): number {
  const locale: Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } } =
    new Intl.Locale(language).maximize();
  return locale.getWeekInfo?.().firstDay ?? locale.weekInfo?.firstDay ?? 1;
}
