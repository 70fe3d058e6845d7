import type { Said } from '../../errors/said.ts';
import { isList, isNum, type Value } from '../values/value.ts';
import { plain } from './plain.ts';
import type { Frame, Operand, Operation, Pattern, SqlContext, ValueOf, ValuesOf } from './types.ts';

interface Source<P extends readonly Pattern[]> {
  name: string;
  usage: string;
  description: string;
  params: P;
  result: Pattern;
  volatile?: true;
  evaluate: (args: ValuesOf<P>, frame: Frame) => Value;
  /** Gets each argument in the one Postgres type of its CEL type; must give null for a null argument. */
  sql?: (args: readonly string[], context: SqlContext) => string;
  /** In place of `sql`: gets more than the arguments' text. */
  sqlOf?: (args: readonly Operand[], context: SqlContext) => string;
  sqlLiteral?: (text: string, index: number) => string | undefined;
  literalInSql?: number;
  literalProblem?: (text: string, index: number) => Said | undefined;
  folds?: (text: string) => boolean;
}

/** An operation that gives null as soon as an argument is null (or, from a document, not of its type). */
export function operation<const P extends readonly Pattern[]>(source: Source<P>): Operation {
  const { evaluate, volatile = false, sqlOf, sql, ...rest } = source;
  const guards = source.params.map(guardOf);
  const toSql = sqlOf ?? (sql && ((args: readonly Operand[], context: SqlContext) => sql(args.map(plain), context)));
  return {
    ...rest,
    variadic: false,
    total: false,
    volatile,
    evaluate: (args, frame) => (fit<P>(guards, args) ? evaluate(args, frame) : null),
    ...(toSql ? { sql: toSql } : {}),
  };
}

interface FoldSource<P extends Pattern> extends Omit<Source<readonly [P, P]>, 'params' | 'evaluate' | 'sqlOf'> {
  param: P;
  evaluate: (a: ValueOf<P>, b: ValueOf<P>) => Value;
  sql: (args: readonly string[]) => string;
}

/** An operation over two or more arguments of one type, two at a time from the left. Null as soon as one is null. */
export function folding<const P extends Pattern>(source: FoldSource<P>): Operation {
  const { evaluate, param, sql, ...rest } = source;
  const guard = guardOf(param);
  return {
    ...rest,
    params: [param, param],
    variadic: true,
    total: false,
    volatile: false,
    evaluate(args) {
      let result = args[0] ?? null;
      for (let index = 1; index < args.length; index++) {
        const next = args[index] ?? null;
        if (!fits<P>(guard, result) || !fits<P>(guard, next)) return null;
        result = evaluate(result, next);
      }
      return result;
    },
    sql: (args) => args.map(plain).reduce((left, right) => sql([left, right])),
  };
}

type Guard = (value: Value) => boolean;

function fit<P extends readonly Pattern[]>(
  guards: readonly Guard[],
  args: readonly Value[],
): args is readonly Value[] & ValuesOf<P> {
  for (let index = 0; index < guards.length; index++) if (!guards[index]?.(args[index] ?? null)) return false;
  return true;
}

function fits<P extends Pattern>(guard: Guard, value: Value): value is Value & ValueOf<P> {
  return guard(value);
}

function guardOf(pattern: Pattern): Guard {
  if (pattern.startsWith('list<')) return isList;
  switch (pattern) {
    case 'string':
    case 'date':
    case 'time':
      return (value) => typeof value === 'string';
    case 'int':
    case 'double':
    case 'N':
      return isNum;
    case 'bool':
      return (value) => typeof value === 'boolean';
    case 'duration':
      return (value) => typeof value === 'number';
    case 'timestamp':
      return (value) => value instanceof Date;
    default:
      return (value) => value !== null;
  }
}
