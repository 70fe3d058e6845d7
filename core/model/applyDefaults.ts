import { toJson } from '../expressions/toJson.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { type ActorLike, actorVariable } from './actorVariable.ts';
import type { Entity } from './types.ts';

/** What defaults and rules know of who asks, and when. */
export interface Circumstances {
  readonly actor: ActorLike;
  readonly now: Date;
}

/** The values of a new record with defaults where there is none: x-default, `default`, and the actor as its owner. */
export function applyDefaults(entity: Entity, values: JsonObject, { actor, now }: Circumstances): JsonObject {
  const result: JsonObject = { ...values };
  for (const field of entity.fields.values()) {
    if ((result[field.name] ?? null) !== null) continue;
    const { defaultExpression, evaluateDefault, defaultValue } = field;
    let value: Json | undefined = defaultValue;
    if (defaultExpression && evaluateDefault)
      value = toJson(evaluateDefault({ actor: actorVariable(actor) }, { now }), defaultExpression.type);
    if (value !== undefined && value !== null) result[field.name] = value;
  }
  if (entity.owned && (result.ownerId ?? null) === null) result.ownerId = actor.id;
  return result;
}
