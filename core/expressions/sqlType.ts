import type { CelType } from './types.ts';

const types: Readonly<Record<Exclude<CelType['kind'], 'list'>, string>> = {
  string: 'text',
  int: 'numeric',
  double: 'numeric',
  bool: 'boolean',
  timestamp: 'timestamp with time zone',
  date: 'date',
  time: 'time without time zone',
  duration: 'interval',
  null: 'text',
  dyn: 'jsonb',
  object: 'jsonb',
};

/**
 * Postgres type of a computed value: int and double are `numeric`, because calculations are exact and have no overflow.
 */
export function sqlType(type: CelType): string {
  return type.kind === 'list' ? `${sqlType(type.of)}[]` : types[type.kind];
}

/** Postgres type of a column or parameter: an int that was not calculated is a `bigint`. */
export function storedType(type: CelType): string {
  if (type.kind === 'list') return `${storedType(type.of)}[]`;
  return type.kind === 'int' ? 'bigint' : types[type.kind];
}
