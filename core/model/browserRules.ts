import { compileExpression } from '../expressions/compileExpression.ts';
import type { Scope } from '../expressions/types.ts';
import type { BrowserEntity, BrowserField, BrowserModel } from './browserModel.ts';
import { browserScope } from './browserScope.ts';
import { checkedExpression } from './checkedExpression.ts';
import { compileRule } from './compileRule.ts';
import { firstSteps } from './firstSteps.ts';
import type { Ruled } from './rules.ts';
import type { Formula } from './types.ts';

/** An entity's rules for checkRules in the browser: the same code on the same expressions as on the server. */
export function browserRules(model: Pick<BrowserModel, 'entities'>, entity: BrowserEntity): Ruled {
  const scope = browserScope(model, entity.name, 'record');
  const everything = browserScope(model, entity.name, 'everything');
  return {
    rules: entity.rules.map((rule) => compileRule(rule, scope)),
    fields: new Map(entity.fields.map((field) => [field.name, compileField(field, everything)])),
  };
}

function compileField({ title, formula, cel }: BrowserField, scope: Scope): { title: string; formula?: Formula } {
  if (formula === undefined) return { title };
  const checked = checkedExpression(formula, scope, cel.kind);
  const uses = firstSteps(checked.uses);
  return { title, formula: { expression: checked, evaluate: compileExpression(checked), uses, stored: false } };
}
