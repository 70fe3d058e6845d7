import type { JsonObject } from '../../../../lib/json.ts';
import type { InputSchema } from './StepType.ts';

/** Name of the entity that a value is about: what its sibling says, else that of the trigger's record. */
export function entityFor(schema: InputSchema, siblings: JsonObject, trigger: object): string | undefined {
  const named = siblings[schema['x-of'] ?? 'entity'] ?? ('entity' in trigger ? trigger.entity : undefined);
  return typeof named === 'string' ? named : undefined;
}
