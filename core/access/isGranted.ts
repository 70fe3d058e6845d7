import { compileExpression } from '../expressions/compileExpression.ts';
import { isObject, type JsonObject } from '../lib/json.ts';
import { type ActorLike, actorVariable } from '../model/actorVariable.ts';
import type { Grant } from './types.ts';

/**
 * Whether a grant covers a record, by evaluating its condition: what SQL does in grantsSql. The record is in API form
 * and holds what the condition asks for, related records as objects.
 */
export function isGranted(grant: Grant, record: JsonObject, actor: ActorLike, now: Date): boolean {
  if (grant.when === true) return true;
  let at = record;
  for (const { field } of grant.through) {
    const next = at[field];
    if (!isObject(next)) return false;
    at = next;
  }
  return compileExpression(grant.when)({ ...at, actor: actorVariable(actor) }, { now }) === true;
}
