import { type Said, said } from '../errors/said.ts';
import { type CheckedExpression, check } from '../expressions/check.ts';
import { sqlProblems } from '../expressions/toSql.ts';
import type { CelType, ExpressionProblem, Scope } from '../expressions/types.ts';
import { sealedProblems } from './sealedProblems.ts';

export interface CelOutcome {
  /** Set when there is no problem. */
  readonly expression?: CheckedExpression;
  /** Each with its column. */
  readonly problems: readonly Said[];
}

export interface CelDemands {
  readonly expects?: CelType['kind'];
  /** The expression has to become SQL as well. */
  readonly sql?: boolean;
  /** It is the condition of a query, which can compare encrypted texts by their blind index. */
  readonly query?: boolean;
  /** A wider scope; what is right in it but not here gets `why` as its reason. */
  readonly wider?: { readonly scope: Scope; readonly why: Said };
}

/** Parses and types an expression of a definition. */
export function celProblems(source: string, scope: Scope, demands: CelDemands): CelOutcome {
  const result = check(source, scope, demands.expects);
  if (result.ok) {
    const { expression } = result;
    const unfit = [
      ...(demands.sql ? sqlProblems(expression) : []),
      ...(demands.query ? [] : sealedProblems(expression.root)),
    ];
    return unfit.length > 0 ? { problems: unfit.map(withColumn) } : { expression, problems: [] };
  }
  const { wider } = demands;
  const problems = result.problems.map(withColumn);
  const [first] = problems;
  if (first && wider && check(source, wider.scope, demands.expects).ok)
    return { problems: [said`${first} ${wider.why}`] };
  return { problems };
}

function withColumn(problem: ExpressionProblem): Said {
  return said`Column ${problem.start + 1}: ${problem}`;
}
