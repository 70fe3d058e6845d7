import { check } from '../../../core/expressions/check.ts';
import { compileExpression } from '../../../core/expressions/compileExpression.ts';
import { type ActorLike, actorVariable } from '../../../core/model/actorVariable.ts';
import type { BrowserEntity, BrowserModel } from '../../../core/model/browserModel.ts';
import { browserScope } from '../../../core/model/browserScope.ts';
import type { Condition } from './conditions.ts';

/**
 * A condition over the values being typed by an actor. One that does not check (it names what they do not see) holds as
 * `otherwise` says; by default never, so that a form stays usable.
 */
export function compileCondition(
  model: BrowserModel,
  entity: BrowserEntity,
  source: string,
  actor: ActorLike,
  otherwise = false,
): Condition {
  const result = check(source, browserScope(model, entity.name, 'record'), 'bool');
  if (!result.ok) return () => otherwise;
  const evaluate = compileExpression(result.expression);
  const variable = actorVariable(actor);
  return (values) => evaluate({ ...values, actor: variable }, { now: new Date() }) === true;
}
