import { quoteIdent, quoteLiteral } from '../../../lib/quoteIdent.ts';
import type { Field } from '../../../model/types.ts';
import type { DateTrigger } from '../../../model/workflowTypes.ts';

const dayMs = 86_400_000;
/** By no more than this clocks are put forward or back; but for Samoa, which left out a day in 2011. */
const slackMs = 3 * 3_600_000;

/** SQL about the moments at which a trigger is due, over the row `t`. */
export interface DueSql {
  /** The moment, a timestamptz. */
  readonly due: string;
  /**
   * What an index over the field can find of those due after `from` and until `to` (SQL of timestamptz): all of them,
   * and some others.
   */
  between(from: string, to: string): string;
}

/**
 * Whole days of the offset are days of the calendar, in the trigger's zone; a date begins at midnight, unless the
 * trigger names a time of day.
 */
export function dueSql(trigger: DateTrigger, field: Field): DueSql {
  const column = `t.${quoteIdent(field.column)}`;
  const { offset } = trigger;
  const { zone, days, rest, time, of } = momentSql(trigger);
  const isDate = field.columns[0]?.type === 'date';
  const day = isDate ? `${column}::timestamp` : `(${column} at time zone ${zone})`;
  // The last date whose time has come.
  const dateAt = (moment: string, ms: number) =>
    `((((${moment} + ${milliseconds(ms - rest)}) at time zone ${zone})${time && ` - ${time}`})::date - ${days})`;
  const timeAt = (moment: string, ms: number) => `(${moment} + ${milliseconds(ms - offset)})`;
  const bound = isDate ? dateAt : timeAt;
  return {
    due: of(day),
    between: (from, to) => `${column} > ${bound(from, -slackMs)} and ${column} <= ${bound(to, slackMs)}`,
  };
}

/** The parts of a trigger in SQL. */
export interface MomentSql {
  readonly zone: string;
  /** Whole days of the offset, and the milliseconds that are left. */
  readonly days: number;
  readonly rest: number;
  /** Of the day; empty where none is named. */
  readonly time: string;
  /** The moment, a timestamptz, that belongs to a local timestamp. */
  of(local: string): string;
}

export function momentSql({ offset, at, timeZone = 'UTC' }: DateTrigger): MomentSql {
  const zone = quoteLiteral(timeZone);
  const days = Math.trunc(offset / dayMs);
  const rest = offset % dayMs;
  const time = at === undefined ? '' : `${quoteLiteral(at)}::time`;
  const moved = (local: string) => `(${local} + make_interval(days => ${days})${time && ` + ${time}`})`;
  return { zone, days, rest, time, of: (local) => `((${moved(local)} at time zone ${zone}) + ${milliseconds(rest)})` };
}

function milliseconds(ms: number): string {
  return `interval '${ms} milliseconds'`;
}
