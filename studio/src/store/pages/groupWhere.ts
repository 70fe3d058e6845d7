import { celText } from '../../lib/celText.ts';
import { bucketStart, nextStart } from './buckets.ts';
import type { ChartGroup, GroupField } from './chartData.ts';
import { dayText } from './period.ts';

/** The condition under which a record is in a group. */
export function groupWhere({ field, path, bucket }: GroupField, { key }: ChartGroup): string | undefined {
  if (key === null) return `${path} == null`;
  if (bucket === undefined || typeof key !== 'string') {
    return `${path} == ${typeof key === 'string' ? celText(key) : String(key)}`;
  }
  const from = bucketStart(bucket, key);
  if (!from) return undefined;
  const text = (day: Date) =>
    field.cel.kind === 'timestamp' ? `timestamp(${celText(day.toISOString())})` : celText(dayText(day));
  return `${path} >= ${text(from)} && ${path} < ${text(nextStart(bucket, from))}`;
}
