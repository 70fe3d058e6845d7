import { inRange } from './dates.ts';

/** A time zone: what its clocks show. */
export interface TimeZone {
  /** A Date whose UTC parts are what clocks in the zone show. */
  local(instant: Date): Date;
  /** The instant at which clocks show the UTC parts of `local`. Null outside years 1 to 9999. */
  instant(local: Date): Date | null;
}

const utc: TimeZone = { local: (instant) => instant, instant: (local) => local };

/** Throws RangeError for a name that is no IANA time zone. */
export function timeZone(name: string): TimeZone {
  if (name === 'UTC') return utc;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const local = (instant: Date): Date => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
    const shown = new Date(0);
    shown.setUTCFullYear(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1);
    shown.setUTCHours(part.hour ?? 0, part.minute ?? 0, part.second ?? 0, instant.getUTCMilliseconds());
    return shown;
  };
  const offset = (instant: number): number => local(new Date(instant)).getTime() - instant;
  return {
    local,
    instant(shown) {
      const time = shown.getTime();
      // Around a change of the offset two guesses differ; the later instant is the one after standard time begins, as
      // in Postgres.
      const before = offset(time - 86_400_000);
      const after = offset(time + 86_400_000);
      for (const guess of [after, before]) if (offset(time - guess) === guess) return inRange(time - guess);
      return inRange(time - before);
    },
  };
}
