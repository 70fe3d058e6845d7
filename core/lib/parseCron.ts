/** The minutes at which something recurs, as clocks show them. */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0: Sunday */
  readonly weekdays: ReadonlySet<number>;
  /** Days and weekdays are both limited: one of them is enough, as cron has it. */
  readonly eitherDay: boolean;
}

interface Part {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const parts: readonly Part[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { least: 0, most: 7, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const shorthands: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
};

/**
 * Reads `minute hour day month weekday` with lists, ranges, steps and English names (`*`, `1,15`, `mon-fri`,
 * `0-30/10`), or a shorthand such as `@daily`. Undefined for what is none, and for days that no month has.
 */
export function parseCron(text: string): Cron | undefined {
  const fields = (shorthands[text.trim()] ?? text).trim().split(/\s+/);
  if (fields.length !== parts.length) return undefined;
  const [minutes, hours, days, months, weekdays] = fields.map((field, index) => readField(field, parts[index]));
  if (!minutes || !hours || !days || !months || !weekdays) return undefined;
  if (weekdays.delete(7)) weekdays.add(0);
  const eitherDay = days.size < 31 && weekdays.size < 7;
  const exists = [...months].some((month) => [...days].some((day) => day <= (longestMonths[month - 1] ?? 0)));
  return exists || eitherDay ? { minutes, hours, days, months, weekdays, eitherDay } : undefined;
}

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function readField(field: string, part: Part | undefined): Set<number> | undefined {
  const values = new Set<number>();
  if (!part) return undefined;
  for (const item of field.split(',')) {
    const match = /^(\*|(\w+)(?:-(\w+))?)(?:\/(\d{1,2}))?$/.exec(item);
    if (!match) return undefined;
    const [, all, first = '', last, every] = match;
    const from = all === '*' ? part.least : readValue(first, part);
    const upTo = all === '*' ? part.most : last === undefined ? (every ? part.most : from) : readValue(last, part);
    const step = every === undefined ? 1 : Number(every);
    if (from === undefined || upTo === undefined || from > upTo || step < 1) return undefined;
    for (let value = from; value <= upTo; value += step) values.add(value);
  }
  return values;
}

function readValue(text: string, { least, most, names }: Part): number | undefined {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  const value = named >= 0 ? named + (least === 1 ? 1 : 0) : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}
