import plugin, { type FormatMode, type FormatName } from 'ajv-formats';

/**
 * Formats of value schemas. Functions need nothing from outside, so that their text can go into a precompiled
 * validator.
 */
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

/** A day that exists, as `2026-03-31`. Postgres has no year 0. */
function isDate(text: string): boolean {
  if (!/^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text)) return false;
  const day = Number(text.slice(8, 10));
  // Every month has these.
  if (day <= 28) return true;
  const date = new Date(0);
  date.setUTCFullYear(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, day);
  return date.getUTCDate() === day;
}

/** RFC 3339 with a zone, on a day that exists. */
function isDateTime(text: string): boolean {
  const shape =
    /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
  if (!shape.test(text)) return false;
  const day = Number(text.slice(8, 10));
  if (day <= 28) return true;
  const date = new Date(0);
  date.setUTCFullYear(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, day);
  return date.getUTCDate() === day;
}
