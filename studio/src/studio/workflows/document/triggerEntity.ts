import { isObject, type JsonObject } from '../../../../../core/lib/json.ts';

/** The entity that the trigger of a workflow brings a record of; '' where it brings none. */
export function triggerEntity(document: JsonObject): string {
  const trigger = isObject(document.trigger) ? document.trigger : {};
  return typeof trigger.entity === 'string' ? trigger.entity : '';
}
