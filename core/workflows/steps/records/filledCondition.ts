import type { FilledCondition } from '../../../expressions/types.ts';
import { isObject, type Json } from '../../../lib/json.ts';

/** A condition of a step as a query takes it; undefined: none was given. */
export function filledCondition(where: Json | undefined): FilledCondition | undefined {
  if (!isObject(where) || typeof where.cel !== 'string' || !Array.isArray(where.values)) return undefined;
  return { cel: where.cel, values: where.values };
}

/** Both of them. */
export function bothConditions(one: FilledCondition | undefined, other: FilledCondition): FilledCondition {
  if (!one) return other;
  // The values of the other come behind.
  const behind = other.cel.replace(/\b_(\d+)\b/g, (_, index) => `_${Number(index) + one.values.length}`);
  return { cel: `(${one.cel}) && (${behind})`, values: [...one.values, ...other.values] };
}
