import plugin, { type FormatMode, type FormatName } from 'ajv-formats';

/** Formats of value schemas. Functions need nothing from outside, so that their text can go into a precompiled validator. */
export const formats: Readonly<Record<string, RegExp | ((text: string) => boolean)>> = Object.freeze({
  date: isDate,
  'date-time': isDateTime,
  duration: pattern('duration', 'full'),
  email: pattern('email', 'full'),
  // The fast one is linear in the length of the text; the full one is not, and url fields have a pattern of their own.
  uri: pattern('uri', 'fast'),
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
});

function pattern(name: FormatName, mode: FormatMode): RegExp {
  const format = plugin.default.get(name, mode);
  if (!(format instanceof RegExp)) throw new TypeError(`The format ${name} is no regular expression`);
  return format;
}

/** A day that exists, as `2026-03-31`. */
function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** RFC 3339 with a zone, on a day that exists. */
function isDateTime(text: string): boolean {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.exec(text);
  const [, year, month, day, hours, minutes, seconds] = parts?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isDay && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
}
