import { addMonthsTo, dateOf, daysOf, inRange } from '../values/dates.ts';
import { fromNum, type Num } from '../values/decimal.ts';
import { operation } from './operation.ts';
import type { Operation } from './types.ts';

const day = 86_400_000;

interface Part {
  readonly name: string;
  readonly description: string;
  /** From a Date whose UTC parts are the ones asked for. */
  readonly of: (local: Date) => number;
  /** From a date or timestamp without zone. */
  readonly sql: (local: string) => string;
}

const dateParts: readonly Part[] = [
  { name: 'year', description: 'The year.', of: (at) => at.getUTCFullYear(), sql: (at) => `extract(year from ${at})` },
  {
    name: 'month',
    description: 'The month, 1 to 12.',
    of: (at) => at.getUTCMonth() + 1,
    sql: (at) => `extract(month from ${at})`,
  },
  {
    name: 'day',
    description: 'The day of the month, 1 to 31.',
    of: (at) => at.getUTCDate(),
    sql: (at) => `extract(day from ${at})`,
  },
  {
    name: 'getFullYear',
    description: 'The year.',
    of: (at) => at.getUTCFullYear(),
    sql: (at) => `extract(year from ${at})`,
  },
  {
    name: 'getMonth',
    description: 'The month, 0 to 11.',
    of: (at) => at.getUTCMonth(),
    sql: (at) => `(extract(month from ${at}) - 1)`,
  },
  {
    name: 'getDate',
    description: 'The day of the month, 1 to 31.',
    of: (at) => at.getUTCDate(),
    sql: (at) => `extract(day from ${at})`,
  },
  {
    name: 'getDayOfMonth',
    description: 'The day of the month, 0 to 30.',
    of: (at) => at.getUTCDate() - 1,
    sql: (at) => `(extract(day from ${at}) - 1)`,
  },
  {
    name: 'getDayOfWeek',
    description: 'The day of the week, Sunday 0 to Saturday 6.',
    of: (at) => at.getUTCDay(),
    sql: (at) => `extract(dow from ${at})`,
  },
  {
    name: 'getDayOfYear',
    description: 'The day of the year, 0 to 365.',
    of: dayOfYear,
    sql: (at) => `(extract(doy from ${at}) - 1)`,
  },
];

const clockParts: readonly Part[] = [
  {
    name: 'getHours',
    description: 'The hour, 0 to 23.',
    of: (at) => at.getUTCHours(),
    sql: (at) => `extract(hour from ${at})`,
  },
  {
    name: 'getMinutes',
    description: 'The minute, 0 to 59.',
    of: (at) => at.getUTCMinutes(),
    sql: (at) => `extract(minute from ${at})`,
  },
  {
    name: 'getSeconds',
    description: 'The second, 0 to 59.',
    of: (at) => at.getUTCSeconds(),
    sql: (at) => `floor(extract(second from ${at}))`,
  },
];

const durationUnits = [
  { name: 'getHours', unit: 'hours', milliseconds: 3_600_000 },
  { name: 'getMinutes', unit: 'minutes', milliseconds: 60_000 },
  { name: 'getSeconds', unit: 'seconds', milliseconds: 1000 },
] as const;

/** The clock and the calendar. Parts of a timestamp are those in the time zone of the evaluation. */
export const times: readonly Operation[] = [
  operation({
    name: 'now',
    usage: 'now()',
    description: 'The current time.',
    params: [],
    result: 'timestamp',
    volatile: true,
    evaluate: (_, { now }) => now,
    sql: (_, { now }) => `${now}`,
  }),
  operation({
    name: 'today',
    usage: 'today()',
    description: 'The current date.',
    params: [],
    result: 'date',
    volatile: true,
    evaluate: (_, { now, zone }) => zone.local(now).toISOString().slice(0, 10),
    sql: (_, { now, zone }) => `(${now} at time zone ${zone})::date`,
  }),
  ...[...dateParts, ...clockParts].map((part) =>
    operation({
      name: part.name,
      usage: `timestamp.${part.name}()`,
      description: part.description,
      params: ['timestamp'],
      result: 'int',
      evaluate: ([time], { zone }) => part.of(zone.local(time)),
      sql: ([time], { zone }) => part.sql(`(${time} at time zone ${zone})`),
    }),
  ),
  ...dateParts.map((part) =>
    operation({
      name: part.name,
      usage: `date.${part.name}()`,
      description: part.description,
      params: ['date'],
      result: 'int',
      evaluate: ([date]) => part.of(new Date(daysOf(date) * day)),
      sql: ([date]) => part.sql(`${date}`),
    }),
  ),
  ...clockParts.map((part) =>
    operation({
      name: part.name,
      usage: `time.${part.name}()`,
      description: part.description,
      params: ['time'],
      result: 'int',
      evaluate: ([time]) => part.of(new Date(`1970-01-01T${time}Z`)),
      sql: ([time]) => part.sql(`${time}`),
    }),
  ),
  ...durationUnits.map(({ name, unit, milliseconds }) =>
    operation({
      name,
      usage: `duration.${name}()`,
      description: `The whole duration in ${unit}, without its fraction.`,
      params: ['duration'],
      result: 'int',
      evaluate: ([duration]) => Math.trunc(duration / milliseconds) + 0,
      sql: ([duration]) => `div(kiln.milliseconds(${duration}), ${milliseconds})`,
    }),
  ),
  operation({
    name: 'addDays',
    usage: 'date.addDays(days)',
    description: 'So many days later (or earlier); null outside years 1 to 9999.',
    params: ['date', 'int'],
    result: 'date',
    evaluate: ([date, days]) => dateOf(daysOf(date) + whole(days)),
    sql: ([date, days]) => `kiln.add_days(${date}, ${days})`,
  }),
  operation({
    name: 'addDays',
    usage: 'timestamp.addDays(days)',
    description: 'So many times 24 hours later (or earlier); null outside years 1 to 9999.',
    params: ['timestamp', 'int'],
    result: 'timestamp',
    evaluate: ([time, days]) => inRange(time.getTime() + whole(days) * day),
    sql: ([time, days]) => `kiln.add_days(${time}, ${days})`,
  }),
  operation({
    name: 'addMonths',
    usage: 'date.addMonths(months)',
    description:
      'The same day so many months later (or earlier), or the last of that month; null outside years 1 to 9999.',
    params: ['date', 'int'],
    result: 'date',
    evaluate: ([date, months]) => addMonthsTo(date, whole(months)),
    sql: ([date, months]) => `kiln.add_months(${date}, ${months})`,
  }),
  operation({
    name: 'addMonths',
    usage: 'timestamp.addMonths(months)',
    description: 'The same day (in UTC) and time so many months later (or earlier), or the last of that month.',
    params: ['timestamp', 'int'],
    result: 'timestamp',
    evaluate: ([time, months]) => {
      const text = time.toISOString();
      const date = addMonthsTo(text.slice(0, 10), whole(months));
      return date && new Date(date + text.slice(10));
    },
    sql: ([time, months]) => `kiln.add_months(${time}, ${months})`,
  }),
  operation({
    name: 'daysBetween',
    usage: 'daysBetween(date, date)',
    description: 'Days from the first date to the second.',
    params: ['date', 'date'],
    result: 'int',
    evaluate: ([from, to]) => daysOf(to) - daysOf(from),
    sql: ([from, to]) => `(${to} - ${from})::numeric`,
  }),
  operation({
    name: 'daysBetween',
    usage: 'daysBetween(timestamp, timestamp)',
    description: 'Days from the day of the first time to the day of the second.',
    params: ['timestamp', 'timestamp'],
    result: 'int',
    evaluate: ([from, to], { zone }) =>
      Math.floor(zone.local(to).getTime() / day) - Math.floor(zone.local(from).getTime() / day),
    sql: ([from, to], { zone }) =>
      `((${to} at time zone ${zone})::date - (${from} at time zone ${zone})::date)::numeric`,
  }),
];

/** An int as a number, infinite where it has none: every calendar ends before. */
function whole(int: Num): number {
  return fromNum(int) ?? Number.POSITIVE_INFINITY;
}

function dayOfYear(at: Date): number {
  const start = new Date(at);
  start.setUTCMonth(0, 1);
  return Math.floor((at.getTime() - start.getTime()) / day);
}
