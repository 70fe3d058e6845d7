import { Decimal } from './decimal.ts';

/** A value while an expression is evaluated: CelValue plus exact decimals. */
export type Value = string | number | boolean | null | Date | Decimal | readonly Value[] | ValueObject;
export interface ValueObject {
  readonly [key: string]: Value;
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isNum(value: Value): value is number | Decimal {
  return typeof value === 'number' || value instanceof Decimal;
}

export function isValueObject(value: Value): value is ValueObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !isList(value) &&
    !(value instanceof Date) &&
    !(value instanceof Decimal)
  );
}
