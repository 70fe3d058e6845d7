import type { CheckedExpression } from './check.ts';
import type { SqlParam } from './SqlScope.ts';
import { notInSql, paramOf } from './sql/Generator.ts';
import { badExpression } from './toSql.ts';
import { children, type Expr, type Literal } from './tree.ts';
import type { CelType } from './types.ts';

export interface ExpressionShape {
  /**
   * Equal for expressions that differ in literals only. A list of literals counts as one literal, whatever its length.
   */
  readonly shape: string;
  /** The literals in the order in which toSql calls `param`, in the form in which it does. */
  readonly values: readonly SqlParam[];
}

/**
 * What a statement can be cached by, together with the scope. `null`, `true` and `false` belong to the shape.
 * Throws as toSql does for a literal that SQL cannot take (a regular expression outside the common subset).
 */
export function expressionShape(expression: CheckedExpression): ExpressionShape {
  const values: SqlParam[] = [];
  return { shape: shapeOf(expression.root, values), values };
}

function shapeOf(expr: Expr, values: SqlParam[]): string {
  switch (expr.op) {
    case 'literal':
      return literalShape(expr, paramOf(expr.value), values);
    case 'path':
      return `${expr.local ?? ''}:${expr.path.map((name) => JSON.stringify(name)).join('.')}${expr.id ? '#' : ''}`;
    case 'call': {
      const { operation, args } = expr;
      const parts = args.map((arg, index) => {
        if (arg.op !== 'literal' || typeof arg.value !== 'string' || !operation.sqlLiteral) return shapeOf(arg, values);
        const text = operation.sqlLiteral(arg.value, index);
        if (text === undefined) throw badExpression([{ ...notInSql, start: arg.start, end: arg.end }]);
        return literalShape(arg, text, values);
      });
      return `${operation.name}(${parts.join(',')})`;
    }
    default: {
      const name = expr.op === 'macro' ? `${expr.macro} ${expr.local}` : expr.op === 'member' ? `.${expr.name}` : '[';
      return `${name}(${children(expr)
        .map((child) => shapeOf(child, values))
        .join(',')})`;
    }
  }
}

function literalShape({ type }: Literal, value: SqlParam | null, values: SqlParam[]): string {
  if (value === null || typeof value === 'boolean') return `${value} ${typeName(type)}`;
  values.push(value);
  return `? ${typeName(type)}`;
}

function typeName(type: CelType): string {
  return type.kind === 'list' ? `list ${typeName(type.of)}` : type.kind;
}
