import { parseDate, parseTimestamp } from '../values/dates.ts';
import { formatNum, type Num, parseNum, truncateNum } from '../values/decimal.ts';
import { formatDuration, parseDuration } from '../values/durations.ts';
import { isNum, type Value } from '../values/value.ts';
import { operation } from './operation.ts';
import type { Operation } from './types.ts';

/** Conversions. What cannot be converted gives null. */
export const conversions: readonly Operation[] = [
  operation({
    name: 'string',
    usage: 'string(number)',
    description: 'A number as text, in plain digits.',
    params: ['N'],
    result: 'string',
    evaluate: ([number]) => formatNum(number),
    sql: ([number]) => `trim_scale(${number})::text`,
  }),
  ...(['string', 'date', 'time'] as const).map((kind) =>
    operation({
      name: 'string',
      usage: `string(${kind === 'string' ? 'text' : kind})`,
      description: kind === 'string' ? 'The text itself.' : `A ${kind} as ISO text.`,
      params: [kind],
      result: 'string',
      evaluate: ([text]: readonly [string]) => text,
      sql: ([text]) => (kind === 'string' ? `${text}` : `kiln.to_text(${text})`),
    }),
  ),
  operation({
    name: 'string',
    usage: 'string(bool)',
    description: "'true' or 'false'.",
    params: ['bool'],
    result: 'string',
    evaluate: ([bool]) => String(bool),
    sql: ([bool]) => `${bool}::text`,
  }),
  operation({
    name: 'string',
    usage: 'string(timestamp)',
    description: 'A time as ISO text in UTC, with milliseconds.',
    params: ['timestamp'],
    result: 'string',
    evaluate: ([time]) => time.toISOString(),
    sql: ([time]) => `kiln.to_text(${time})`,
  }),
  operation({
    name: 'string',
    usage: 'string(duration)',
    description: 'A duration as ISO 8601 text.',
    params: ['duration'],
    result: 'string',
    evaluate: ([duration]) => formatDuration(duration),
  }),
  operation({
    name: 'string',
    usage: 'string(any)',
    description: 'A text, number or truth value of a JSON field as text.',
    params: ['dyn'],
    result: 'string',
    evaluate: ([any]) => scalarText(any),
    sql: ([any]) => `kiln.json_to_text(${any})`,
  }),
  operation({
    name: 'int',
    usage: 'int(number)',
    description: 'Without its fraction.',
    params: ['N'],
    result: 'int',
    evaluate: ([number]) => truncateNum(number),
    sql: ([number]) => `trunc(${number})`,
  }),
  operation({
    name: 'int',
    usage: 'int(text)',
    description: "A text like '42' as a whole number.",
    params: ['string'],
    result: 'int',
    evaluate: ([text]) => (text.includes('.') ? null : parseNum(text)),
    sql: ([text]) => `kiln.to_integer(${text})`,
  }),
  operation({
    name: 'int',
    usage: 'int(any)',
    description: 'A number or text of a JSON field as a whole number.',
    params: ['dyn'],
    result: 'int',
    evaluate: ([any]) => wholeOf(any),
    sql: ([any]) => `kiln.json_to_integer(${any})`,
  }),
  operation({
    name: 'double',
    usage: 'double(number)',
    description: 'The number itself, which then divides with a fraction.',
    params: ['N'],
    result: 'double',
    evaluate: ([number]) => number,
    sql: ([number]) => `${number}`,
  }),
  operation({
    name: 'double',
    usage: 'double(text)',
    description: "A text like '-4.5' as a number.",
    params: ['string'],
    result: 'double',
    evaluate: ([text]) => parseNum(text),
    sql: ([text]) => `kiln.to_number(${text})`,
  }),
  operation({
    name: 'double',
    usage: 'double(any)',
    description: 'A number or text of a JSON field as a number.',
    params: ['dyn'],
    result: 'double',
    evaluate: ([any]) => numberOf(any),
    sql: ([any]) => `kiln.json_to_number(${any})`,
  }),
  operation({
    name: 'bool',
    usage: 'bool(text)',
    description: "'true' or 'false' as a truth value.",
    params: ['string'],
    result: 'bool',
    evaluate: ([text]) => (text === 'true' ? true : text === 'false' ? false : null),
    sql: ([text]) => `kiln.to_boolean(${text})`,
  }),
  operation({
    name: 'bool',
    usage: 'bool(any)',
    description: 'A truth value or text of a JSON field as a truth value.',
    params: ['dyn'],
    result: 'bool',
    evaluate: ([any]) => (scalarText(any) === 'true' ? true : scalarText(any) === 'false' ? false : null),
    sql: ([any]) => `kiln.json_to_boolean(${any})`,
  }),
  operation({
    name: 'timestamp',
    usage: 'timestamp(text)',
    description: 'An ISO text as a time; without a zone it is UTC.',
    params: ['string'],
    result: 'timestamp',
    evaluate: ([text]) => parseTimestamp(text),
    sql: ([text]) => `kiln.to_timestamp(${text})`,
    folds: (text) => parseTimestamp(text) !== null,
  }),
  operation({
    name: 'timestamp',
    usage: 'timestamp(date)',
    description: 'The beginning of a day.',
    params: ['date'],
    result: 'timestamp',
    evaluate: ([date], { zone }) => zone.instant(new Date(`${date}T00:00:00Z`)),
    sql: ([date], { zone }) => `(${date}::timestamp at time zone ${zone})`,
  }),
  operation({
    name: 'date',
    usage: 'date(text)',
    description: 'An ISO text as a date.',
    params: ['string'],
    result: 'date',
    evaluate: ([text]) => parseDate(text),
    sql: ([text]) => `kiln.to_date(${text})`,
    folds: (text) => parseDate(text) !== null,
  }),
  operation({
    name: 'date',
    usage: 'date(timestamp)',
    description: 'The day of a time.',
    params: ['timestamp'],
    result: 'date',
    evaluate: ([time], { zone }) => zone.local(time).toISOString().slice(0, 10),
    sql: ([time], { zone }) => `(${time} at time zone ${zone})::date`,
  }),
  operation({
    name: 'duration',
    usage: 'duration(text)',
    description:
      "An ISO 8601 text ('P1DT2H') or CEL text ('1h30m') as a duration; a month has 30 days, a year 12 months.",
    params: ['string'],
    result: 'duration',
    evaluate: ([text]) => parseDuration(text),
    folds: (text) => parseDuration(text) !== null,
  }),
];

function numberOf(any: Value): Num | null {
  if (typeof any === 'string') return parseNum(any);
  return isNum(any) ? any : null;
}

function wholeOf(any: Value): Num | null {
  if (typeof any === 'string') return any.includes('.') ? null : parseNum(any);
  return isNum(any) ? truncateNum(any) : null;
}

function scalarText(any: Value): string | null {
  if (typeof any === 'string') return any;
  if (typeof any === 'boolean') return String(any);
  return isNum(any) ? formatNum(any) : null;
}
