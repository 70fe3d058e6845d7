/** Calendar arithmetic on ISO texts, in the proleptic Gregorian calendar of years 1 to 9999, like Postgres. */

const day = 86_400_000;
const first = Date.UTC(2000, 0, 1) - 730_119 * day; // 0001-01-01
const last = Date.UTC(9999, 11, 31);

/** A date that exists, as itself; null for any other text. */
export function parseDate(text: string): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month) ? text : null;
}

/** `9:30`, `09:30` or `09:30:00` as `09:30:00`; null for any other text. */
export function parseTime(text: string): string | null {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (!match) return null;
  const [, hour = '', minute = '', second = '00'] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return `${hour.padStart(2, '0')}:${minute}:${second}`;
}

const timestampPattern =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(?:(Z)|([+-])(\d{2}):?(\d{2}))?)?$/;

/** RFC 3339, to the millisecond; without a zone it is UTC, without a time midnight. Null for any other text. */
export function parseTimestamp(text: string): Date | null {
  const match = timestampPattern.exec(text);
  if (!match) return null;
  const [, date = '', hour = '0', minute = '0', second = '0', fraction = '', , sign, zoneHour = '0', zoneMinute = '0'] =
    match;
  if (parseDate(date) === null) return null;
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)];
  if (hours > 23 || minutes > 59 || seconds > 59 || Number(zoneHour) > 15 || Number(zoneMinute) > 59) return null;
  const offset = (Number(zoneHour) * 60 + Number(zoneMinute)) * 60_000 * (sign === '-' ? -1 : 1);
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  return inRange(daysOf(date) * day + ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds - offset);
}

/** A Date within years 1 to 9999, else null. */
export function inRange(milliseconds: number): Date | null {
  return milliseconds >= first && milliseconds < last + day ? new Date(milliseconds) : null;
}

/** Days since 1970-01-01 of a valid date. */
export function daysOf(date: string): number {
  const utc = new Date(0);
  // Not Date.UTC: it reads years below 100 as 19xx.
  return utc.setUTCFullYear(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / day;
}

/** The date that many days after 1970-01-01; null outside years 1 to 9999. */
export function dateOf(days: number): string | null {
  const date = inRange(days * day);
  return date === null ? null : date.toISOString().slice(0, 10);
}

/** The same day of another month, or its last day where it is shorter; null outside years 1 to 9999. */
export function addMonthsTo(date: string, months: number): string | null {
  const total = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1];
  if (!(year >= 1 && year <= 9999)) return null;
  const of = Math.min(Number(date.slice(8, 10)), daysInMonth(year, month));
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(of).padStart(2, '0')}`;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
