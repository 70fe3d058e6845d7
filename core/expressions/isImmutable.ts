import type { CheckedExpression } from './check.ts';
import { children, type Expr } from './tree.ts';

/**
 * True when the result depends on the variables alone: no now(), no today(). Whether a variable is stored is the
 * caller's question (`uses`).
 */
export function isImmutable(expression: CheckedExpression): boolean {
  return isStable(expression.root);
}

function isStable(expr: Expr): boolean {
  if (expr.op === 'call' && expr.operation.volatile) return false;
  return children(expr).every(isStable);
}
