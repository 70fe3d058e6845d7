import { wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { CheckedExpression } from './check.ts';
import type { SqlScope } from './SqlScope.ts';
import { Generator } from './sql/Generator.ts';
import type { ExpressionProblem } from './types.ts';

/**
 * SQL that agrees with `evaluate`, null included, and raises no runtime error.
 * `condition`: for WHERE, JOIN and CASE, where null counts as false, so it may use indexes; `value`: exact result.
 * Needs the functions of sql/functions.sql. Throws KilnError KILN_BAD_EXPRESSION with every part that SQL cannot do.
 */
export function toSql(expression: CheckedExpression, scope: SqlScope, mode: 'condition' | 'value'): string {
  const generator = new Generator(scope);
  const { sql } = generator.operand(expression.root, mode === 'condition');
  if (generator.problems.length > 0) throw badExpression(generator.problems);
  return sql;
}

/** Why an expression cannot become SQL, whatever the scope; empty if it can. */
export function sqlProblems(expression: CheckedExpression): readonly ExpressionProblem[] {
  const generator = new Generator(anyScope);
  generator.operand(expression.root, false);
  return generator.problems;
}

export function badExpression(problems: readonly ExpressionProblem[]): KilnError {
  return new KilnError('KILN_BAD_EXPRESSION', {
    errors: problems.map(({ message, params }) => wordedFault('', 'other', message, params)),
  });
}

/** Has everything. */
const anyScope: SqlScope = {
  path: () => ({ sql: 'x', type: { kind: 'dyn' } }),
  each: () => ({ from: 'x where true', scope: () => anyScope }),
  param: () => '$1',
  now: 'now()',
};
