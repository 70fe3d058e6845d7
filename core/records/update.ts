import type { Ctx } from '../context/types.ts';
import type { Json } from '../lib/json.ts';
import { isObject } from '../lib/json.ts';
import { entityOf, linkFields } from './entityOf.ts';
import { get } from './get.ts';
import { invalid } from './invalid.ts';
import { saveLinked } from './saveLinked.ts';
import { type UpdateOptions, updateRecord } from './updateRecord.ts';

/**
 * Changes the fields that `body` names (null clears one) and returns the record as JSON text.
 * Throws KILN_NOT_FOUND, KILN_INVALID with every fault, or KILN_STALE when `ifMatch` is not the record's version.
 */
export async function update(
  ctx: Ctx,
  entityName: string,
  id: string,
  body: Json,
  options: UpdateOptions = {},
): Promise<string> {
  const entity = entityOf(ctx, entityName);
  if (!isObject(body)) throw invalid([{ pointer: '', message: 'must be an object with the fields to change' }]);
  const touched = linkFields(entity).some((field) => body[field.name] !== undefined);
  if (!touched) return updateRecord(ctx, entity, id, body, options);
  return ctx.inTx(async (tx) => {
    await updateRecord(tx, entity, id, body, options);
    await saveLinked(tx, entity, id, body, '');
    return get(tx, entity.name, id);
  });
}
