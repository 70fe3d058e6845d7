import type { Json } from '../lib/json.ts';
import type { CelType, CelValue } from './types.ts';
import { formatDuration } from './values/durations.ts';

/** A result in API form: timestamps as ISO strings, durations as ISO 8601 text. */
export function toJson(value: CelValue, type: CelType): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return type.kind === 'duration' ? formatDuration(value) : value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => toJson(item, type.kind === 'list' ? type.of : { kind: 'dyn' }));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toJson(each, { kind: 'dyn' })]));
}
