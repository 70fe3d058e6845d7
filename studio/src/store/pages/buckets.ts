import { bucketFormats } from '../../../../core/query/dateBuckets.ts';
import { dayText } from './period.ts';

/** Pieces of time as the server calls them: 2026, 2026-Q2, 2026-05, 2026-W20 (ISO 8601), 2026-05-14. */
export type Bucket = keyof typeof bucketFormats;

export function isBucket(name: string | undefined): name is Bucket {
  return name !== undefined && Object.hasOwn(bucketFormats, name);
}

/** More points are no line any more. */
const most = 400;

/** All pieces from the first to the last, also those in which nothing was. */
export function bucketsBetween(bucket: Bucket, first: string | undefined, last: string | undefined): string[] {
  const start = first === undefined ? undefined : bucketStart(bucket, first);
  if (!start || first === undefined || last === undefined) return [];
  const all: string[] = [];
  for (let at = start; all.length < most; at = nextStart(bucket, at)) {
    const name = bucketName(bucket, at);
    if (name > last) break;
    all.push(name);
  }
  // Further apart than can be shown: only those in which something was would be misleading, so it is the latest ones.
  return all.at(-1) === last ? all : bucketsUntil(bucket, last);
}

function bucketsUntil(bucket: Bucket, last: string): string[] {
  const all: string[] = [];
  let at = bucketStart(bucket, last);
  while (at && all.length < most) {
    all.unshift(bucketName(bucket, at));
    at = bucketStart(bucket, bucketName(bucket, new Date(at.getFullYear(), at.getMonth(), at.getDate() - 1)));
  }
  return all;
}

/** The first day of a piece of time; undefined where it is none. */
export function bucketStart(bucket: Bucket, name: string): Date | undefined {
  const [year = Number.NaN, part = 1, day = 1] = name.split('-').map((each) => Number(each.replace(/^[QW]/, '')));
  if (![year, part, day].every(Number.isInteger)) return undefined;
  switch (bucket) {
    case 'year':
      return new Date(year, 0, 1);
    case 'quarter':
      return new Date(year, (part - 1) * 3, 1);
    case 'month':
      return new Date(year, part - 1, 1);
    case 'day':
      return new Date(year, part - 1, day);
    case 'week': {
      // The first week of a year has its fourth of January.
      const fourth = new Date(year, 0, 4);
      return new Date(year, 0, 4 - ((fourth.getDay() + 6) % 7) + (part - 1) * 7);
    }
  }
}

export function nextStart(bucket: Bucket, start: Date): Date {
  const [year, month, day] = [start.getFullYear(), start.getMonth(), start.getDate()];
  switch (bucket) {
    case 'year':
      return new Date(year + 1, 0, 1);
    case 'quarter':
      return new Date(year, month + 3, 1);
    case 'month':
      return new Date(year, month + 1, 1);
    case 'week':
      return new Date(year, month, day + 7);
    case 'day':
      return new Date(year, month, day + 1);
  }
}

export function bucketName(bucket: Bucket, day: Date): string {
  const [year, month] = dayText(day).split('-');
  switch (bucket) {
    case 'year':
      return `${year}`;
    case 'quarter':
      return `${year}-Q${Math.floor(day.getMonth() / 3) + 1}`;
    case 'month':
      return `${year}-${month}`;
    case 'day':
      return dayText(day);
    case 'week': {
      const thursday = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 3 - ((day.getDay() + 6) % 7));
      const first = bucketStart('week', `${thursday.getFullYear()}-W1`) ?? day;
      const weeks = Math.round((thursday.getTime() - first.getTime()) / (7 * 24 * 60 * 60 * 1000) - 3 / 7);
      return `${thursday.getFullYear()}-W${String(weeks + 1).padStart(2, '0')}`;
    }
  }
}
