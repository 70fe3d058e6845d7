import { isObject, type JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserModel, BrowserOption } from '../../../../core/model/browserModel.ts';
import { findEntity, findField } from '../../store/model.ts';

/** The options of the field of the trigger's record that an expression is; none where it is something else. */
export function switchOptions(
  model: BrowserModel,
  document: JsonObject,
  expression: unknown,
): readonly BrowserOption[] {
  const [, name] = (typeof expression === 'string' && /^\s*(?:record|before)\.(\w+)\s*$/.exec(expression)) || [];
  const trigger = isObject(document.trigger) ? document.trigger : {};
  const entity = typeof trigger.entity === 'string' ? findEntity(model, trigger.entity) : undefined;
  return (entity && name !== undefined && findField(entity, name)?.options) || [];
}
