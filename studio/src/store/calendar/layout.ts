import { type Day, daysBetween, startOf } from './days.ts';
import { daysOf, type Entry, isWithin } from './entries.ts';

/** An entry as a bar in a row of days. */
export interface Bar {
  readonly entry: Entry;
  /** Index of the first and the last day in the row. */
  readonly from: number;
  readonly to: number;
  /** Line below the head of the day, from 0. */
  readonly lane: number;
  /** It goes on before or after the row. */
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

/** Puts entries, given in order, into lines so that none lies on another. */
export function layBars(entries: readonly Entry[], days: readonly Day[]): Bar[] {
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const free: number[] = [];
  return entries
    .filter((entry) => isWithin(entry, first, last))
    .map((entry) => {
      const own = daysOf(entry);
      const from = Math.max(0, daysBetween(first, own.first));
      const to = Math.min(days.length - 1, daysBetween(first, own.last));
      const open = free.findIndex((next) => next <= from);
      const lane = open === -1 ? free.length : open;
      free[lane] = to + 1;
      return { entry, from, to, lane, isCutBefore: own.first < first, isCutAfter: own.last > last };
    });
}

/** An entry as a block in a day of hours. */
export interface Block {
  readonly entry: Entry;
  /** Minutes from midnight by the clock on the wall. */
  readonly top: number;
  readonly minutes: number;
  /** Which of how many beside each other it is. */
  readonly column: number;
  readonly columns: number;
}

/** Blocks are at least as high as this many minutes, or they could not be read. */
const leastMinutes = 25;

/** Puts the entries of one day, given in order, beside each other where they overlap. */
export function layBlocks(entries: readonly Entry[], day: Day): Block[] {
  const midnight = startOf(day);
  const placed: { entry: Entry; top: number; minutes: number; column: number; cluster: { columns: number } }[] = [];
  let ends: number[] = [];
  let cluster = { columns: 0 };
  for (const entry of entries.filter((each) => isWithin(each, day, day))) {
    const top = entry.start < midnight ? 0 : wallMinutes(entry.start);
    const bottom = daysOf(entry).last > day ? 1440 : wallMinutes(entry.end) || 1440;
    const minutes = Math.max(leastMinutes, bottom - top);
    if (ends.every((end) => end <= top)) {
      ends = [];
      cluster = { columns: 0 };
    }
    const open = ends.findIndex((end) => end <= top);
    const column = open === -1 ? ends.length : open;
    ends[column] = top + minutes;
    cluster.columns = Math.max(cluster.columns, ends.length);
    placed.push({ entry, top, minutes, column, cluster });
  }
  return placed.map(({ cluster: { columns }, ...block }) => ({ ...block, columns }));
}

export function wallMinutes(date: Date): number {
  return date.getHours() * 60 + date.getMinutes();
}
