import type { Said } from '../errors/said.ts';
import type { Json } from '../lib/json.ts';

/**
 * Types of Kiln's CEL. `date`, `time` are ISO strings that compare with each other; `timestamp` is a Date;
 * `duration` is in milliseconds. `int` and `double` are exact decimals and mix. Every value may be null: a comparison
 * by order or a calculation with null gives null, which counts as false in a condition; `==`, `!=` and `in` compare
 * null as a value and, like `&&`, `||`, `!`, never give null; `has(x)` is `x != null`. The same holds in the browser,
 * on the server and in SQL.
 */
export type CelType =
  | {
      readonly kind: 'string' | 'int' | 'double' | 'bool' | 'timestamp' | 'date' | 'time' | 'duration' | 'null' | 'dyn';
      /** A field of this type shows whether there is a value, and never which. */
      readonly sealed?: true;
    }
  | { readonly kind: 'list'; readonly of: CelType }
  | { readonly kind: 'object'; readonly name: string; readonly fields: ObjectFields };

/**
 * Fields of an object type, looked up lazily, because entities refer to each other. An object with a string field `id`
 * counts as that id where text is expected: `account == '0190…'`, `owner == actor`.
 */
type ObjectFields = Scope;

/** The variables an expression may use, e.g. the fields of an entity, and `actor`. */
export interface Scope {
  (name: string): CelType | undefined;
  /** All names, where known: for "Did you mean …?" and completion. */
  readonly names?: () => Iterable<string>;
}

/** Start and end: offsets into the source, in UTF-16 units. */
export interface ExpressionProblem extends Said {
  readonly start: number;
  readonly end: number;
}

/** A JavaScript value inside an expression. Records are plain objects in API form. */
export type CelValue = string | number | boolean | null | Date | CelValue[] | { [key: string]: CelValue };

/** An expression with values beside it: its variables `_0`, `_1` … stand for them, as literals would. */
export interface FilledCondition {
  readonly cel: string;
  readonly values: readonly Json[];
}
