import type { TFunction } from 'i18next';
import { isObject, type JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserModel, BrowserOption } from '../../../../core/model/browserModel.ts';
import { findEntity, findField } from '../../store/model.ts';
import { findStep } from '../../store/workflow/stepTree.ts';

const outcomes = ['approved', 'rejected', 'expired', 'withdrawn'] as const;

/**
 * What an expression can be: an option of a field of the trigger's record, the outcome of an approval; none: something
 * else.
 */
export function switchOptions(
  t: TFunction,
  model: BrowserModel,
  document: JsonObject,
  expression: unknown,
): readonly BrowserOption[] {
  const text = typeof expression === 'string' ? expression : '';
  const [, step] = /^\s*steps\.(\w+)\.output\.outcome\s*$/.exec(text) ?? [];
  if (step !== undefined && findStep(document, step)?.step.do === 'approval')
    return outcomes.map((value) => ({ value, title: t(`flow.outcome.${value}`) }));
  const [, name] = /^\s*(?:record|before)\.(\w+)\s*$/.exec(text) ?? [];
  const trigger = isObject(document.trigger) ? document.trigger : {};
  const entity = typeof trigger.entity === 'string' ? findEntity(model, trigger.entity) : undefined;
  return (entity && name !== undefined && findField(entity, name)?.options) || [];
}
