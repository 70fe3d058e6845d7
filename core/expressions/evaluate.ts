import type { CheckedExpression } from './check.ts';
import { compileExpression, type EvaluateOptions, type Variables } from './compileExpression.ts';
import type { CelValue } from './types.ts';

/** Compiles and evaluates once. For repeated use keep the evaluator of `compileExpression`. */
export function evaluate(expression: CheckedExpression, variables: Variables, options: EvaluateOptions): CelValue {
  return compileExpression(expression)(variables, options);
}
