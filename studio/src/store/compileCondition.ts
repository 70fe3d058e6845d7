import { check } from '../../../core/expressions/check.ts';
import { compileExpression } from '../../../core/expressions/compileExpression.ts';
import type { BrowserEntity, BrowserModel } from '../../../core/model/browserModel.ts';
import { browserScope } from '../../../core/model/browserScope.ts';
import { actor } from './actor.ts';
import type { Condition } from './conditions.ts';

/** A form's condition over the values being typed. One that does not check never holds: the form stays usable. */
export function compileCondition(model: BrowserModel, entity: BrowserEntity, source: string): Condition {
  const result = check(source, browserScope(model, entity.name, 'record'), 'bool');
  if (!result.ok) return () => false;
  const evaluate = compileExpression(result.expression);
  return (values) => evaluate({ ...values, actor }, { now: new Date() }) === true;
}
