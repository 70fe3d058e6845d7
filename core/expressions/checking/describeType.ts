import { type Said, said } from '../../errors/said.ts';
import type { CelType } from '../types.ts';

const names: Readonly<Record<Exclude<CelType['kind'], 'list' | 'object'>, Said>> = {
  string: said`text`,
  int: said`a whole number`,
  double: said`a number`,
  bool: said`true or false`,
  timestamp: said`a date and time`,
  date: said`a date`,
  time: said`a time of day`,
  duration: said`a duration`,
  null: said`null`,
  dyn: said`a value of unknown type`,
};

/** A type as people say it, e.g. `a whole number`. */
export function describeType(type: CelType): Said {
  if (type.kind === 'list') return type.of.kind === 'null' ? said`a list` : said`a list (of ${describeType(type.of)})`;
  if (type.kind === 'object') return said`a record (${type.name})`;
  return names[type.kind];
}

/** Names of kinds alone, e.g. of what is expected. */
export function describeKind(kind: CelType['kind']): Said {
  if (kind === 'list') return said`a list`;
  return kind === 'object' ? said`a record` : names[kind];
}
