import { type CheckedExpression, check } from '../expressions/check.ts';
import { sqlProblems } from '../expressions/toSql.ts';
import type { CelType, ExpressionProblem, Scope } from '../expressions/types.ts';
import { sealedProblems } from './sealedProblems.ts';

export interface CelOutcome {
  /** Set when there is no problem. */
  readonly expression?: CheckedExpression;
  /** Sentences, each with its column. */
  readonly messages: readonly string[];
}

export interface CelDemands {
  readonly expects?: CelType['kind'];
  /** The expression has to become SQL as well. */
  readonly sql?: boolean;
  /** It is the condition of a query, which can compare encrypted texts by their blind index. */
  readonly query?: boolean;
  /** A wider scope; what is right in it but not here gets `why` as its reason. */
  readonly wider?: { readonly scope: Scope; readonly why: string };
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
    return unfit.length > 0 ? { messages: unfit.map(sentence) } : { expression, messages: [] };
  }
  const { wider } = demands;
  const messages = result.problems.map(sentence);
  if (wider && check(source, wider.scope, demands.expects).ok) return { messages: [`${messages[0]} ${wider.why}`] };
  return { messages };
}

function sentence({ message, start }: ExpressionProblem): string {
  return `Column ${start + 1}: ${message}`;
}
