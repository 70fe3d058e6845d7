import { said } from '../errors/said.ts';
import { children, type Expr } from '../expressions/tree.ts';
import type { ExpressionProblem } from '../expressions/types.ts';

/**
 * What is wrong with an expression that looks into encrypted texts: where definitions are evaluated there are only
 * masks. Whether there is a text can be asked.
 */
export function sealedProblems(expr: Expr): ExpressionProblem[] {
  if (expr.op === 'call' && expr.operation.name === 'has') return [];
  if ((expr.op === 'path' || expr.op === 'member') && 'sealed' in expr.type) {
    const name = expr.op === 'path' ? expr.path.join('.') : expr.name;
    const words = said`"${name}" is encrypted, so its text is not known here; only has(${name}) can be asked.`;
    return [{ ...words, start: expr.start, end: expr.end }];
  }
  return children(expr).flatMap(sealedProblems);
}
