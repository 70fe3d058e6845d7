import type { CelType } from '../types.ts';

const names: Readonly<Record<Exclude<CelType['kind'], 'list' | 'object'>, string>> = {
  string: 'text',
  int: 'a whole number',
  double: 'a number',
  bool: 'true or false',
  timestamp: 'a date and time',
  date: 'a date',
  time: 'a time of day',
  duration: 'a duration',
  null: 'null',
  dyn: 'a value of unknown type',
};

/** A type as people say it, e.g. `a whole number`. */
export function describeType(type: CelType): string {
  if (type.kind === 'list') return type.of.kind === 'null' ? 'a list' : `a list (of ${describeType(type.of)})`;
  if (type.kind === 'object') return `a record (${type.name})`;
  return names[type.kind];
}

/** Names of kinds alone, e.g. of what is expected. */
export function describeKind(kind: CelType['kind']): string {
  if (kind === 'list') return 'a list';
  return kind === 'object' ? 'a record' : names[kind];
}
