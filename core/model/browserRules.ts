import { compileExpression } from '../expressions/compileExpression.ts';
import type { Scope } from '../expressions/types.ts';
import type { BrowserEntity, BrowserField, BrowserModel } from './browserModel.ts';
import { browserScope } from './browserScope.ts';
import { checkedExpression } from './checkedExpression.ts';
import { compileRule } from './compileRule.ts';
import { firstSteps } from './firstSteps.ts';
import { moveRule } from './moveRule.ts';
import type { Ruled } from './rules.ts';
import type { Formula, Transitions } from './types.ts';

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

/** The transitions of an entity's fields, by name, for checkMove and possibleValues in the browser. */
export function browserTransitions(
  model: Pick<BrowserModel, 'entities'>,
  entity: BrowserEntity,
): ReadonlyMap<string, Transitions> {
  const scope = browserScope(model, entity.name, 'record');
  return new Map(
    entity.fields.flatMap(({ name, transitions, options = [] }) => {
      if (!transitions) return [];
      const titles = new Map(options.map(({ value, title }) => [value, title]));
      const moves = transitions.moves.map((move) => ({
        ...(move.from ? { from: move.from } : {}),
        to: move.to,
        roles: [],
        rule: compileRule(moveRule(name, move, titles), scope),
      }));
      return [[name, { ...(transitions.start ? { start: transitions.start } : {}), moves, titles }] as const];
    }),
  );
}
