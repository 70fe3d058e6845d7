import { compileExpression } from '../expressions/compileExpression.ts';
import type { Scope } from '../expressions/types.ts';
import { checkedExpression } from './checkedExpression.ts';
import { firstSteps } from './firstSteps.ts';
import type { Rule } from './types.ts';

/** A rule with its expressions as text. */
export interface RuleSource extends Pick<Rule, 'require' | 'forbid' | 'ranges' | 'message' | 'option'> {
  readonly when?: string;
  readonly check?: string;
}

/** The rule with its expressions, which are checked already, ready to run. */
export function compileRule({ when: whenSource, check: checkSource, ...rest }: RuleSource, scope: Scope): Rule {
  const when = whenSource === undefined ? undefined : checkedExpression(whenSource, scope, 'bool');
  const check = checkSource === undefined ? undefined : checkedExpression(checkSource, scope, 'bool');
  const read = firstSteps([...(when?.uses ?? []), ...(check?.uses ?? [])]).filter((name) => name !== 'actor');
  return {
    ...rest,
    ...(when ? { when, evaluateWhen: compileExpression(when) } : {}),
    ...(check ? { check, evaluateCheck: compileExpression(check) } : {}),
    uses: [...new Set([...rest.require, ...rest.forbid, ...rest.ranges.map(({ field }) => field), ...read])],
  };
}
