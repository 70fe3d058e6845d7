import { type CheckedExpression, check } from '../expressions/check.ts';
import type { CelType, Scope } from '../expressions/types.ts';

/** An expression of a checked definition. */
export function checkedExpression(source: string, scope: Scope, expects: CelType['kind']): CheckedExpression {
  const result = check(source, scope, expects);
  if (!result.ok) throw new TypeError(`The expression was not checked: ${source}`);
  return result.expression;
}
