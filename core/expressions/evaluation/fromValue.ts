import type { CelValue } from '../types.ts';
import { fromNum } from '../values/decimal.ts';
import { isList, isNum, type Value } from '../values/value.ts';

/** A value as it leaves an evaluation: exact decimals as the nearest JavaScript numbers. */
export function fromValue(value: Value): CelValue {
  if (isNum(value)) return fromNum(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (isList(value)) return value.map(fromValue);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fromValue(each)]));
}
