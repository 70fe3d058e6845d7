import type { CelType } from '../types.ts';
import { parseDate, parseTime, parseTimestamp } from '../values/dates.ts';
import { parseDuration } from '../values/durations.ts';
import type { Value, ValueObject } from '../values/value.ts';

/** A value in API form as one of its type; null when it is missing or not of the type. */
export function toValue(raw: unknown, type: CelType): Value {
  switch (type.kind) {
    case 'string':
      return typeof raw === 'string' ? raw : null;
    case 'int':
    case 'double':
      return typeof raw === 'number' && Number.isFinite(raw) ? raw + 0 : null;
    case 'bool':
      return typeof raw === 'boolean' ? raw : null;
    case 'date':
      return typeof raw === 'string' ? parseDate(raw) : null;
    case 'time':
      return typeof raw === 'string' ? parseTime(raw) : null;
    case 'timestamp':
      if (raw instanceof Date) return Number.isNaN(raw.getTime()) ? null : raw;
      return typeof raw === 'string' ? parseTimestamp(raw) : null;
    case 'duration':
      return typeof raw === 'string' ? parseDuration(raw) : null;
    case 'list':
      return Array.isArray(raw) ? raw.map((item) => toValue(item, type.of)) : null;
    case 'object':
    case 'dyn':
      return isJson(raw) ? raw : null;
    default:
      return null;
  }
}

/** The id of a related record: API form is the id itself, or the record where it was read along. */
export function toId(raw: unknown): string | null {
  if (typeof raw === 'string') return raw;
  const id = isJson(raw) ? member(raw, 'id') : null;
  return typeof id === 'string' ? id : null;
}

/** A member of an object, or an item of a list by its number; null when there is none. */
export function member(value: Value, name: string): Value {
  if (Array.isArray(value)) return /^\d+$/.test(name) ? toValue(value[Number(name)], { kind: 'dyn' }) : null;
  return isObject(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}

// What comes from JSON holds nothing but JSON, all the way down.
function isJson(raw: unknown): raw is Value {
  if (typeof raw === 'number') return Number.isFinite(raw);
  return typeof raw === 'string' || typeof raw === 'boolean' || (typeof raw === 'object' && raw !== null);
}

function isObject(value: Value): value is ValueObject {
  return typeof value === 'object' && value !== null;
}
