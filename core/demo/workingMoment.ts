import { type Demo, day, hour } from './demo.ts';

/** How busy each month is, January first: quiet around the Spring Festival and in summer, busy before the year ends. */
const season = [0.85, 0.55, 1.1, 1, 1, 1.15, 0.9, 0.8, 1.1, 0.95, 1.2, 1.3];
const busiest = 1.3;

/**
 * A moment between two times at which somebody may have worked: mostly on weekdays between eight and six local time,
 * more often in busy months, and the more often the later, because the company grows.
 */
export function workingMoment(demo: Demo, from: number, to: number, utcOffset: number): number {
  const { random, now, start } = demo;
  for (let attempt = 0; attempt < 60; attempt++) {
    const at = atWork(demo, from + random.next() * (to - from), utcOffset);
    const growth = 0.6 + (0.4 * (at - start)) / (now - start);
    const month = season[new Date(at).getUTCMonth()] ?? 1;
    if (at >= from && at <= to && random.chance((growth * month) / busiest) && isWeekday(at, utcOffset)) return at;
  }
  return from + random.next() * (to - from);
}

/** The same day, at an hour at which people work there. */
export function atWork({ random }: Demo, at: number, utcOffset: number): number {
  const midnight = Math.floor((at + utcOffset * hour) / day) * day;
  const minutes = 5 * Math.floor((8 + (random.next() + random.next()) * 5) * 12);
  return midnight - utcOffset * hour + minutes * 60_000;
}

/** The next weekday, the day itself if it is one. */
export function nextWeekday(at: number, utcOffset: number): number {
  return isWeekday(at, utcOffset) ? at : nextWeekday(at + day, utcOffset);
}

function isWeekday(at: number, utcOffset: number): boolean {
  const weekday = new Date(at + utcOffset * hour).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
