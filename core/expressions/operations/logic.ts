import { compareValues, equalValues } from '../values/compare.ts';
import { isList } from '../values/value.ts';
import { operation } from './operation.ts';
import { plain } from './plain.ts';
import type { Operand, Operation, SqlContext } from './types.ts';

const defaults = { variadic: false, total: true, volatile: false } as const;

/** Operators on conditions, and those that take null as a value. None of the total ones ever gives null. */
export const logic: readonly Operation[] = [
  {
    ...defaults,
    name: '&&',
    usage: 'a && b',
    description: 'True when both are true.',
    params: ['bool', 'bool'],
    result: 'bool',
    evaluate: ([a, b]) => a === true && b === true,
    lazy:
      ([a, b]) =>
      (frame) =>
        a?.(frame) === true && b?.(frame) === true,
    sql: ([a, b], context) => exact(`(${a?.sql} and ${b?.sql})`, context),
  },
  {
    ...defaults,
    name: '||',
    usage: 'a || b',
    description: 'True when at least one is true.',
    params: ['bool', 'bool'],
    result: 'bool',
    evaluate: ([a, b]) => a === true || b === true,
    lazy:
      ([a, b]) =>
      (frame) =>
        a?.(frame) === true || b?.(frame) === true,
    sql: ([a, b], context) => exact(`(${a?.sql} or ${b?.sql})`, context),
  },
  {
    ...defaults,
    name: '!_',
    usage: '!a',
    description: 'True unless `a` is true; so true when it is null.',
    params: ['bool'],
    result: 'bool',
    evaluate: ([a]) => a !== true,
    sql: ([a]) => `(${a?.sql} is not true)`,
  },
  {
    ...defaults,
    name: '?:',
    usage: 'condition ? a : b',
    description: '`a` when the condition is true, otherwise `b`. Both must be of one type; either may be null.',
    params: ['bool', 'T', 'T'],
    result: 'T',
    total: false,
    evaluate: ([condition, a = null, b = null]) => (condition === true ? a : b),
    lazy:
      ([condition, a, b]) =>
      (frame) =>
        (condition?.(frame) === true ? a?.(frame) : b?.(frame)) ?? null,
    sql: ([condition, ...branches]) => {
      const [a, b] = branches.map(plain);
      return `(case when ${condition?.sql} then ${a} else ${b} end)`;
    },
  },
  {
    ...defaults,
    name: '==',
    usage: 'a == b',
    description: 'True when both are equal, or both null. Never null.',
    params: ['T', 'T'],
    result: 'bool',
    evaluate: ([a = null, b = null]) => equalValues(a, b),
    sql: ([a, b], context) => (a && b ? equalSql(a, b, context) : ''),
  },
  {
    ...defaults,
    name: '!=',
    usage: 'a != b',
    description: 'The opposite of `==`. Never null.',
    params: ['T', 'T'],
    result: 'bool',
    evaluate: ([a = null, b = null]) => !equalValues(a, b),
    sql: ([a, b]) => (a && b ? unequalSql(a, b) : ''),
  },
  ...(['<', '<=', '>', '>='] as const).map((name) =>
    operation({
      name,
      usage: `a ${name} b`,
      description: `Compares numbers, texts (by code point), dates, times and durations.`,
      params: ['O', 'O'],
      result: 'bool',
      evaluate: ([a, b]) => {
        const order = compareValues(a, b);
        if (order === null) return null;
        return name === '<' ? order < 0 : name === '<=' ? order <= 0 : name === '>' ? order > 0 : order >= 0;
      },
      sqlOf: ([a, b]) => {
        if (!a || !b) return '';
        if (a.type.kind !== 'string') return `(${a.sql} ${name} ${b.sql})`;
        return `(${plain(a)} collate "C" ${name} ${plain(b)})`;
      },
    }),
  ),
  {
    ...defaults,
    name: 'in',
    usage: 'a in list',
    description: 'True when the list holds `a`. Never null: false when either is null.',
    params: ['T', 'list<T>'],
    result: 'bool',
    evaluate: ([item = null, list = null], frame) => {
      if (item === null || !isList(list)) return false;
      if (list.length > 16) frame.spend(list.length >>> 4);
      return list.some((each) => equalValues(item, each));
    },
    sql: ([item, list], context) => (item && list ? inSql(item, list, context) : ''),
  },
  {
    ...defaults,
    name: 'has',
    usage: 'has(field)',
    description: 'True when the field has a value: it is not null.',
    params: ['T'],
    result: 'bool',
    evaluate: ([a = null]) => a !== null,
    sql: ([a]) => `(${a?.sql} is not null)`,
  },
  {
    ...defaults,
    name: 'coalesce',
    usage: 'coalesce(a, b, …)',
    description: 'The first that is not null.',
    params: ['T', 'T'],
    variadic: true,
    result: 'T',
    total: false,
    evaluate: (args) => args.find((each) => each !== null) ?? null,
    lazy: (args) => (frame) => {
      for (const each of args) {
        const value = each(frame);
        if (value !== null) return value;
      }
      return null;
    },
    sql: (args) => `coalesce(${args.map(plain).join(', ')})`,
  },
];

function exact(sql: string, { condition }: SqlContext): string {
  return condition ? sql : `(${sql} is true)`;
}

function equalSql(a: Operand, b: Operand, { condition }: SqlContext): string {
  if (a.null || b.null) return `(${a.null ? b.sql : a.sql} is null)`;
  if (condition) {
    // A text that is no id becomes null here, which compares as false, as unequal texts do.
    if (a.stored === 'uuid' && b.stored === 'text' && b.literal) return `(${a.sql} = kiln.to_uuid(${b.sql}))`;
    if (b.stored === 'uuid' && a.stored === 'text' && a.literal) return `(kiln.to_uuid(${a.sql}) = ${b.sql})`;
  }
  const [left, right] = comparable(a, b);
  if (condition ? !a.nullable || !b.nullable : !a.nullable && !b.nullable) return `(${left} = ${right})`;
  return `(${left} is not distinct from ${right})`;
}

function unequalSql(a: Operand, b: Operand): string {
  if (a.null || b.null) return `(${a.null ? b.sql : a.sql} is not null)`;
  const [left, right] = comparable(a, b);
  return !a.nullable && !b.nullable ? `(${left} <> ${right})` : `(${left} is distinct from ${right})`;
}

/** Both in Postgres types that compare; unchanged where they do already, so that an index serves. */
function comparable(a: Operand, b: Operand): [string, string] {
  const same = a.stored === b.stored || (isNumber(a) && isNumber(b));
  return same ? [a.sql, b.sql] : [plain(a), plain(b)];
}

function isNumber({ type }: Operand): boolean {
  return type.kind === 'int' || type.kind === 'double';
}

function inSql(item: Operand, list: Operand, { condition }: SqlContext): string {
  if (condition) {
    if (item.stored === 'uuid' && list.literal && list.stored === 'text[]')
      return `(${item.sql} = any(kiln.to_uuids(${list.sql})))`;
    // A GIN index on the list serves this one.
    if (item.literal && !list.literal && item.stored === 'text' && list.stored === 'text[]')
      return `(${list.sql} @> array[${item.sql}])`;
  }
  const same = `${item.stored}[]` === list.stored || isNumber(item);
  const test = same ? `(${item.sql} = any(${list.sql}))` : `(${plain(item)} = any(${plain(list)}))`;
  return condition ? test : `(${test} is true)`;
}
