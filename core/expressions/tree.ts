import type { MacroName } from './operations/macros.ts';
import type { Operation } from './operations/types.ts';
import type { CelType } from './types.ts';

interface Node {
  readonly type: CelType;
  readonly start: number;
  readonly end: number;
}

/**
 * A value in the source, in the JavaScript form of its type; dates and times are texts, also of type timestamp and
 * duration.
 */
export interface Literal extends Node {
  readonly op: 'literal';
  readonly value: LiteralValue;
}
export type LiteralValue = string | number | boolean | null | readonly LiteralValue[];

/** A variable or a field of one. */
export interface Path extends Node {
  readonly op: 'path';
  readonly path: readonly string[];
  /** Counted from the outermost macro, when the first name is a macro's variable. */
  readonly local?: number;
  /** How many names lead to typed data; the others lead on inside JSON. */
  readonly typed: number;
  /** The path leads to an object, and its id is meant. */
  readonly id?: true;
}

export interface Call extends Node {
  readonly op: 'call';
  readonly operation: Operation;
  readonly args: readonly Expr[];
}

export interface MacroCall extends Node {
  readonly op: 'macro';
  readonly macro: MacroName;
  readonly list: Expr;
  readonly variable: string;
  /** Counted from the outermost macro. */
  readonly local: number;
  /** Absent for `map` without one. */
  readonly condition?: Expr;
  /** Only for `map`. */
  readonly value?: Expr;
}

/** A list that is not made of literals alone; that one is a Literal. */
export interface List extends Node {
  readonly op: 'list';
  readonly items: readonly Expr[];
}

/** A field of an object that is no path: `contacts[0].name`. */
export interface Member extends Node {
  readonly op: 'member';
  readonly of: Expr;
  readonly name: string;
  readonly id?: true;
}

export type Expr = Literal | Path | Call | MacroCall | List | Member;

/** True for the literal `null`, of whatever type it was read as. */
export function isNull(expr: Expr): boolean {
  return expr.op === 'literal' && expr.value === null;
}

export function children(expr: Expr): readonly Expr[] {
  switch (expr.op) {
    case 'call':
      return expr.args;
    case 'macro':
      return [expr.list, expr.condition, expr.value].filter((each) => each !== undefined);
    case 'list':
      return expr.items;
    case 'member':
      return [expr.of];
    default:
      return [];
  }
}
