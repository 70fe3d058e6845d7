import { type Said, said } from '../../errors/said.ts';
import { type CheckedExpression, check } from '../../expressions/check.ts';
import { compileExpression } from '../../expressions/compileExpression.ts';
import type { CelType, Scope } from '../../expressions/types.ts';
import { sealedProblems } from '../sealedProblems.ts';
import type { Compiled } from '../workflowTypes.ts';

/** Told of what is wrong, with the offset in the text. */
export type Complain = (words: Said, at?: number) => void;

/** Where an expression stands. */
export interface Reading {
  readonly scope: Scope;
  readonly complain: Complain;
}

/** A CEL text over the variables, compiled; undefined when something is wrong, which is told. */
export function readExpression(
  source: string,
  { scope, complain }: Reading,
  expects?: CelType['kind'],
  offset = 0,
): Compiled | undefined {
  const result = check(source, scope, expects);
  const problems = result.ok ? sealedProblems(result.expression.root) : result.problems;
  if (!result.ok && /^\s*\$\{/.test(source)) {
    complain(said`This is an expression as it stands: leave out the "${'${'}" and "}" around it.`);
    return undefined;
  }
  for (const problem of problems) complain(problem, offset + problem.start);
  return result.ok && problems.length === 0 ? compiled(source, result.expression) : undefined;
}

function compiled(source: string, expression: CheckedExpression): Compiled {
  return { source, expression, evaluate: compileExpression(expression) };
}
