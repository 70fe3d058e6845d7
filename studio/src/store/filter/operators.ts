import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { valueType } from '../valueType.ts';
import type { Operator } from './types.ts';

/** How a field is compared, which decides its operators and how a value is picked and written. */
export type Comparison =
  | 'text'
  | 'number'
  | 'date'
  | 'dateTime'
  | 'time'
  | 'duration'
  | 'boolean'
  | 'option'
  | 'options'
  | 'tags'
  | 'record'
  | 'records'
  | 'anyRecord'
  | 'user'
  | 'exact'
  | 'presence';

const byType: Readonly<Record<string, Comparison>> = {
  text: 'text',
  multiline: 'text',
  markdown: 'text',
  email: 'text',
  phone: 'text',
  url: 'text',
  autoNumber: 'text',
  color: 'text',
  integer: 'number',
  decimal: 'number',
  money: 'number',
  percent: 'number',
  rating: 'number',
  version: 'number',
  date: 'date',
  dateTime: 'dateTime',
  time: 'time',
  duration: 'duration',
  boolean: 'boolean',
  select: 'option',
  multiSelect: 'options',
  tags: 'tags',
  relation: 'record',
  manyToMany: 'records',
  polymorphic: 'anyRecord',
  user: 'user',
  id: 'exact',
  // The server only finds whole values of what it keeps sealed.
  encrypted: 'exact',
};

export function comparisonOf(field: BrowserField): Comparison {
  return byType[valueType(field)] ?? 'presence';
}

const order: readonly Operator[] = ['is', 'isNot', 'less', 'atMost', 'greater', 'atLeast', 'between'];
const presence: readonly Operator[] = ['empty', 'notEmpty'];

/** The operators of each comparison, the first the one that a new rule has. */
const operators: Readonly<Record<Comparison, readonly Operator[]>> = {
  text: [
    ...(['contains', 'notContains', 'is', 'isNot', 'startsWith', 'endsWith', 'in', 'notIn'] as const),
    ...(['containsCase', 'startsWithCase', 'endsWithCase'] as const),
    ...presence,
  ],
  number: [...order, ...presence],
  date: ['is', 'less', 'atMost', 'greater', 'atLeast', 'between', 'isNot', ...presence],
  dateTime: ['greater', 'atLeast', 'less', 'atMost', 'between', ...presence],
  time: [...order, ...presence],
  duration: [...order, ...presence],
  boolean: ['is', 'isNot'],
  option: ['in', 'notIn', 'is', 'isNot', ...presence],
  options: ['hasAny', 'has', 'hasNot', ...presence],
  tags: ['has', 'hasNot', 'hasAny', ...presence],
  record: ['is', 'isNot', 'in', 'notIn', ...presence],
  records: ['has', 'hasNot', ...presence],
  anyRecord: ['is', 'isNot', ...presence],
  user: ['is', 'isNot', 'in', 'notIn', ...presence],
  exact: ['is', 'isNot', ...presence],
  presence,
};

export function operatorsOf(field: BrowserField): readonly Operator[] {
  return operators[comparisonOf(field)];
}

/** How many values an operator takes. */
export function valueCount(operator: Operator): 0 | 1 | 2 | 'many' {
  switch (operator) {
    case 'empty':
    case 'notEmpty':
      return 0;
    case 'between':
      return 2;
    case 'in':
    case 'notIn':
    case 'hasAny':
      return 'many';
    default:
      return 1;
  }
}
