import { parseCron } from './parseCron.ts';

/** When something recurs, where that can be said in a few words. Hours and minutes as clocks show them. */
export type Schedule =
  | { readonly every: 'minutes'; readonly count: number }
  | { readonly every: 'hour'; readonly minute: number }
  | { readonly every: 'day'; readonly time: string }
  /** 0: Sunday; Monday first. */
  | { readonly every: 'week'; readonly time: string; readonly weekdays: readonly number[] }
  | { readonly every: 'month'; readonly time: string; readonly day: number };

/** Undefined for a pattern that says more than that, and for what is none. */
export function readSchedule(cron: string): Schedule | undefined {
  const parsed = parseCron(cron);
  if (!parsed || parsed.months.size < 12) return undefined;
  const { minutes, hours, days, weekdays } = parsed;
  const isDaily = days.size === 31 && weekdays.size === 7;
  const [minute = 0] = minutes;
  if (hours.size === 24 && isDaily) {
    if (minutes.size === 1) return { every: 'hour', minute };
    const count = 60 / minutes.size;
    return Number.isInteger(count) && [...minutes].every((each) => each % count === 0)
      ? { every: 'minutes', count }
      : undefined;
  }
  if (hours.size > 1 || minutes.size > 1) return undefined;
  const time = [...hours, minute].map((each) => String(each).padStart(2, '0')).join(':');
  if (isDaily) return { every: 'day', time };
  if (days.size === 31)
    return { every: 'week', time, weekdays: [...weekdays].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7)) };
  const [day = 1] = days;
  return days.size === 1 && weekdays.size === 7 ? { every: 'month', time, day } : undefined;
}
