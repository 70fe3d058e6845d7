import { said } from '../../errors/said.ts';
import { coercions, listOf } from '../operations/coercions.ts';
import type { Operation } from '../operations/types.ts';
import type { Expr, Literal, LiteralValue } from '../tree.ts';
import { isNull } from '../tree.ts';
import type { CelType, ExpressionProblem } from '../types.ts';
import { describeKind } from './describeType.ts';
import { hasId } from './joinTypes.ts';
import { exampleOf, isWrittenAsText, readLiteral } from './readLiteral.ts';

/** How far an expression is from a type, 0 for one of that type; undefined when it cannot stand for it. */
export function distance(expr: Expr, target: CelType): number | undefined {
  if (isNull(expr)) return 1;
  if (isTextLiteral(expr) && isWrittenAsText(target.kind)) return 3;
  if (target.kind === 'list') {
    if (expr.op === 'list') return expr.items.every((item) => distance(item, target.of) !== undefined) ? 1 : undefined;
    if (expr.op === 'literal' && expr.type.kind === 'list') {
      return expr.value === null || items(expr).every((item) => distance(item, target.of) !== undefined)
        ? 1
        : undefined;
    }
  }
  return typeDistance(expr.type, target);
}

function typeDistance(from: CelType, to: CelType): number | undefined {
  if (from.kind === 'list' && to.kind === 'list') {
    if (from.of.kind === 'object' && to.of.kind !== 'object') return undefined;
    return typeDistance(from.of, to.of);
  }
  if (from.kind === 'object' && to.kind === 'object') return 0;
  if (from.kind === to.kind) return 0;
  if (from.kind === 'null') return 1;
  if (from.kind === 'int' && to.kind === 'double') return 1;
  if (from.kind === 'dyn' && coercion(to.kind)) return 2;
  return to.kind === 'string' && hasId(from) ? 1 : undefined;
}

/**
 * The expression as one of a type that `distance` allows. A text that is not of the type it is read as goes to
 * `report`.
 */
export function coerce(expr: Expr, target: CelType, report: (problem: ExpressionProblem) => void): Expr {
  if (expr.type.kind === 'null' || isNull(expr))
    return { op: 'literal', value: null, type: target, start: expr.start, end: expr.end };
  if (expr.op === 'literal') return coerceLiteral(expr, target, report);
  if (expr.op === 'list' && target.kind === 'list') {
    return { ...expr, items: expr.items.map((item) => coerce(item, target.of, report)), type: target };
  }
  if (expr.type.kind === 'object' && target.kind === 'string' && (expr.op === 'path' || expr.op === 'member')) {
    return { ...expr, id: true, type: target };
  }
  if (expr.type.kind === 'list' && expr.type.of.kind === 'null') return call(listOf(target), expr, target);
  const read = expr.type.kind === 'dyn' ? coercion(target.kind) : undefined;
  return read ? call(read, expr, target) : expr;
}

function call(operation: Operation, arg: Expr, type: CelType): Expr {
  return { op: 'call', operation, args: [arg], type, start: arg.start, end: arg.end };
}

function coerceLiteral(expr: Literal, target: CelType, report: (problem: ExpressionProblem) => void): Expr {
  if (target.kind === 'list' && Array.isArray(expr.value)) {
    const value = items(expr).map((item): LiteralValue => {
      const read = coerce(item, target.of, report);
      return read.op === 'literal' ? read.value : null;
    });
    return { ...expr, value, type: target };
  }
  if (typeof expr.value === 'string' && isWrittenAsText(target.kind) && expr.type.kind === 'string') {
    const value = readLiteral(expr.value, target.kind);
    if (value === undefined) {
      const words = said`'${expr.value}' is not ${describeKind(target.kind)}. Write it like ${exampleOf(target.kind)}.`;
      report({ ...words, start: expr.start, end: expr.end });
    }
    return { ...expr, value: value ?? expr.value, type: target };
  }
  return { ...expr, type: target };
}

export function isTextLiteral(expr: Expr): boolean {
  return expr.op === 'literal' && expr.type.kind === 'string' && typeof expr.value === 'string';
}

/** The items of a list of literals, each as a literal of its own. */
function items(expr: Literal): Literal[] {
  const of = expr.type.kind === 'list' ? expr.type.of : expr.type;
  const values = Array.isArray(expr.value) ? expr.value : [];
  return values.map((value: LiteralValue) => ({ ...expr, value, type: of }));
}

function coercion(kind: CelType['kind']): Operation | undefined {
  return kind === 'null' || kind === 'dyn' || kind === 'object' ? undefined : coercions[kind];
}
