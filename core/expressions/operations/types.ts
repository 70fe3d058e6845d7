import type { Said } from '../../errors/said.ts';
import type { CelType } from '../types.ts';
import type { Num } from '../values/decimal.ts';
import type { TimeZone } from '../values/timeZone.ts';
import type { Value } from '../values/value.ts';

/**
 * Type of a parameter or result. A capital is the same type wherever it stands in one operation: `T` any, `N` a number,
 * `O` what has an order, `M` what has an order and is no text. int stands for double where both meet in one capital.
 */
type ScalarPattern = Exclude<CelType['kind'], 'null' | 'list' | 'object'> | Variable;
export type Variable = 'T' | 'N' | 'O' | 'M';
export type Pattern = ScalarPattern | `list<${ScalarPattern}>`;

export type ValueOf<P extends Pattern> = P extends `list<${string}>`
  ? readonly Value[]
  : P extends 'string' | 'date' | 'time'
    ? string
    : P extends 'int' | 'double' | 'N'
      ? Num
      : P extends 'bool'
        ? boolean
        : P extends 'timestamp'
          ? Date
          : P extends 'duration'
            ? number
            : Value;

export type ValuesOf<P extends readonly Pattern[]> = { readonly [I in keyof P]: ValueOf<P[I]> };

/** What an evaluation carries along. */
export interface Frame {
  readonly variables: Readonly<Record<string, unknown>>;
  /** Items that macros are at, the innermost last. */
  readonly locals: Value[];
  readonly now: Date;
  readonly zone: TimeZone;
  /** Counts work done; throws KILN_TOO_EXPENSIVE once the budget is used up. */
  spend(steps: number): void;
}

export type Run = (frame: Frame) => Value;

/** An argument as SQL. */
export interface Operand {
  readonly sql: string;
  readonly type: CelType;
  /**
   * Its Postgres type where it is not that of `type`: `uuid` and `uuid[]` (ids), `bigint` and `bigint[]` (ints that
   * were not calculated).
   */
  readonly stored: string;
  readonly nullable: boolean;
  readonly literal: boolean;
  readonly null: boolean;
}

export interface SqlContext {
  readonly now: string;
  /** Quoted name of the time zone. */
  readonly zone: string;
  /** Null may count as false, which lets an index serve. */
  readonly condition: boolean;
}

/** One operator or function: all there is to know about it. */
export interface Operation {
  readonly name: string;
  /** How it is written, for completion and documentation: `text.contains(part)`. */
  readonly usage: string;
  /** One line. */
  readonly description: string;
  readonly params: readonly Pattern[];
  /** The last parameter may be repeated. */
  readonly variadic: boolean;
  readonly result: Pattern;
  /** Never gives null. */
  readonly total: boolean;
  /** Depends on more than its arguments. */
  readonly volatile: boolean;
  readonly evaluate: (args: readonly Value[], frame: Frame) => Value;
  /** Evaluates only the arguments it needs. */
  readonly lazy?: (args: readonly Run[]) => Run;
  /** Absent: not available in SQL. */
  readonly sql?: (args: readonly Operand[], context: SqlContext) => string;
  /**
   * What SQL gets in place of a literal argument at `index`, such as the pattern of LIKE. Undefined: SQL cannot take
   * it.
   */
  readonly sqlLiteral?: (text: string, index: number) => string | undefined;
  /** Index of the argument that SQL takes as a literal only. */
  readonly literalInSql?: number;
  /** A sentence on what is wrong with a literal text at `index`. */
  readonly literalProblem?: (text: string, index: number) => Said | undefined;
  /** With one literal argument it is a literal itself: `date('2024-05-01')`. */
  readonly folds?: (text: string) => boolean;
}
