import { sqlType } from '../sqlType.ts';
import type { CelType } from '../types.ts';
import { parseDate, parseTime, parseTimestamp } from '../values/dates.ts';
import { truncateNum } from '../values/decimal.ts';
import { parseDuration } from '../values/durations.ts';
import { isList, isNum } from '../values/value.ts';
import { operation } from './operation.ts';
import type { Operation } from './types.ts';

export type Coercible = 'string' | 'int' | 'double' | 'bool' | 'date' | 'time' | 'timestamp' | 'duration' | 'list';

const common = { usage: '', description: '', params: ['dyn'] } as const;

/**
 * How a value of unknown type (from JSON) becomes one of the type that its place asks for: null when it is not of that
 * type.
 */
export const coercions: Readonly<Record<Coercible, Operation>> = {
  string: operation({
    ...common,
    name: 'JSON as string',
    result: 'string',
    evaluate: ([any]) => (typeof any === 'string' ? any : null),
    sql: ([any]) => `kiln.json_text(${any})`,
  }),
  int: operation({
    ...common,
    name: 'JSON as int',
    result: 'int',
    evaluate: ([any]) => (isNum(any) && truncateNum(any) === any ? any : null),
    sql: ([any]) => `kiln.json_integer(${any})`,
  }),
  double: operation({
    ...common,
    name: 'JSON as double',
    result: 'double',
    evaluate: ([any]) => (isNum(any) ? any : null),
    sql: ([any]) => `kiln.json_number(${any})`,
  }),
  bool: operation({
    ...common,
    name: 'JSON as bool',
    result: 'bool',
    evaluate: ([any]) => (typeof any === 'boolean' ? any : null),
    sql: ([any]) => `kiln.json_boolean(${any})`,
  }),
  date: operation({
    ...common,
    name: 'JSON as date',
    result: 'date',
    evaluate: ([any]) => (typeof any === 'string' ? parseDate(any) : null),
    sql: ([any]) => `kiln.to_date(kiln.json_text(${any}))`,
  }),
  timestamp: operation({
    ...common,
    name: 'JSON as timestamp',
    result: 'timestamp',
    evaluate: ([any]) => (typeof any === 'string' ? parseTimestamp(any) : null),
    sql: ([any]) => `kiln.to_timestamp(kiln.json_text(${any}))`,
  }),
  time: operation({
    ...common,
    name: 'JSON as a time',
    result: 'time',
    evaluate: ([any]) => (typeof any === 'string' ? parseTime(any) : null),
  }),
  duration: operation({
    ...common,
    name: 'JSON as a duration',
    result: 'duration',
    evaluate: ([any]) => (typeof any === 'string' ? parseDuration(any) : null),
  }),
  list: operation({
    ...common,
    name: 'JSON as a list',
    result: 'list<dyn>',
    evaluate: ([any]) => (isList(any) ? any : null),
  }),
};

/** A list in which there is nothing but null, as a list of the type that its place asks for. */
export function listOf(type: CelType): Operation {
  return operation({
    ...common,
    name: `as ${sqlType(type)}`,
    params: ['list<T>'],
    result: 'list<T>',
    evaluate: ([list]) => list,
    sql: ([list]) => `${list}::${sqlType(type)}`,
  });
}
