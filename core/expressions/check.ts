import { Checker } from './checking/Checker.ts';
import { parse } from './parse.ts';
import { children, type Expr } from './tree.ts';
import type { CelType, ExpressionProblem, FilledCondition, Scope } from './types.ts';

/** An expression that parsed and whose types are right. Plain data: it may be frozen and kept for good. */
export interface CheckedExpression {
  readonly source: string;
  /** Kiln's own typed tree: names resolved, overloads chosen, literals read as the type beside them. */
  readonly root: Expr;
  readonly type: CelType;
  /** Paths of variables it reads, e.g. `stage`, `account.industry`; without macro variables. */
  readonly uses: readonly string[];
}

export type CheckResult =
  | { readonly ok: true; readonly expression: CheckedExpression }
  | { readonly ok: false; readonly problems: readonly ExpressionProblem[] };

/**
 * Parses and types `source`. Reports every problem it can find, each with its place. Never throws. Values beside it are
 * read as literals are, so that no text of theirs is ever parsed.
 */
export function check(source: string | FilledCondition, scope: Scope, expects?: CelType['kind']): CheckResult {
  return typeof source === 'string' ? checkText(source, scope, expects) : checkText(source.cel, scope, expects, source);
}

function checkText(
  source: string,
  scope: Scope,
  expects: CelType['kind'] | undefined,
  filled?: FilledCondition,
): CheckResult {
  const parsed = parse(source);
  if (!parsed.ok) return { ok: false, problems: [parsed.problem] };
  const checker = new Checker(scope, { given: filled?.values });
  const root = checker.root(parsed.ast, expects);
  if (checker.problems.length > 0) return { ok: false, problems: checker.problems };
  return { ok: true, expression: { source, root, type: root.type, uses: [...new Set(pathsOf(root))] } };
}

function pathsOf(expr: Expr): string[] {
  if (expr.op === 'path') return expr.local === undefined ? [expr.path.slice(0, expr.typed).join('.')] : [];
  return children(expr).flatMap(pathsOf);
}
