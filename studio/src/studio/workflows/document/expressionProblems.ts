import { check } from '../../../../../core/expressions/check.ts';
import type { CelType, ExpressionProblem, Scope } from '../../../../../core/expressions/types.ts';
import { embedded } from '../../../store/workflow/embedded.ts';

/**
 * `template`: text with `${…}` in it; `cel`: an expression as a whole; `where`: one over records, with values in
 * `${…}`.
 */
export type ExpressionForm = 'template' | 'cel' | 'where';

/** What is wrong with a text as far as the browser can tell; its offsets are those of the whole text. */
export function expressionProblems(
  text: string,
  form: ExpressionForm,
  scope: Scope,
  expects?: CelType['kind'],
): ExpressionProblem[] {
  if (text.trim() === '') return [];
  if (form === 'cel') return problemsOf(text, 0, scope, expects);
  return embedded(text).flatMap(({ source, start }) => problemsOf(source, start, scope));
}

/** The expression in which a place of a template stands, and where it begins; undefined: plain text. */
export function holeAt(text: string, at: number): { readonly source: string; readonly start: number } | undefined {
  const open = text.lastIndexOf('${', at - 1);
  if (open < 0 || at < open + 2) return undefined;
  const around = embedded(text).find(({ source, start }) => at >= start && at <= start + source.length);
  if (around) return around;
  // It is being typed: nothing closes it yet.
  const isOpen = !text.slice(open, at).includes('}');
  return isOpen ? { source: text.slice(open + 2), start: open + 2 } : undefined;
}

function problemsOf(source: string, offset: number, scope: Scope, expects?: CelType['kind']): ExpressionProblem[] {
  const checked = check(source, scope, expects);
  if (checked.ok) return [];
  return checked.problems.map((each) => ({ ...each, start: each.start + offset, end: each.end + offset }));
}
