import type { CheckedExpression } from './check.ts';
import { children, type Expr } from './tree.ts';

/** True when the expression looks at each item of a list: in SQL that is a subselect. */
export function usesMacro({ root }: CheckedExpression): boolean {
  return holdsMacro(root);
}

function holdsMacro(expr: Expr): boolean {
  return expr.op === 'macro' || children(expr).some(holdsMacro);
}
