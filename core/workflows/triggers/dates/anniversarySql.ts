import { quoteIdent } from '../../../lib/quoteIdent.ts';
import type { Field } from '../../../model/types.ts';
import type { DateTrigger } from '../../../model/workflowTypes.ts';
import { momentSql } from './dueSql.ts';

/** SQL of a trigger that comes each year on the day of a date. */
export interface AnniversarySql {
  /**
   * Days of which the time has come in the window, at most a year of them, with the months and days of dates
   * (`month_day`, 1231) whose anniversary they are, and the moment (`due`). 29 February is kept on the 28th in years
   * without it.
   */
  readonly days: string;
  /** Whether the row `t` has its anniversary on such a day, `d`; none before the date itself. */
  readonly matches: string;
}

/**
 * `from` and `to`: SQL of timestamptz. No index finds dates by their day, so records are not looked at without such a
 * day.
 */
export function anniversarySql(trigger: DateTrigger, field: Field, from: string, to: string): AnniversarySql {
  const column = `t.${quoteIdent(field.column)}`;
  const moment = momentSql(trigger);
  const due = moment.of('day::timestamp');
  const local = (time: string) => `((${time} at time zone ${moment.zone})::date - ${moment.days})`;
  // What is left of the offset is less than a day, and so is what clocks are put forward or back by.
  const candidates = `select n::date as day from generate_series(
      greatest(${local(from)} - 2, ${local(to)} - 363)::timestamp, (${local(to)} + 2)::timestamp, interval '1 day') as n`;
  const isShort = `extract(month from day) = 2 and extract(day from day) = 28 and extract(month from day + 1) = 3`;
  const days = `select day, month_day, ${due} as due from (${candidates}) as candidates
    cross join lateral (select ${monthDay('day')} union all select 229 where ${isShort}) as kept (month_day)
    where ${due} > ${from} and ${due} <= ${to}`;
  return { days, matches: `${monthDay(column)} = d.month_day and ${column} <= d.day` };
}

function monthDay(date: string): string {
  return `(extract(month from ${date}) * 100 + extract(day from ${date}))::integer`;
}
