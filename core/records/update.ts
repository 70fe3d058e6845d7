import type { Ctx } from '../context/types.ts';
import { fault } from '../errors/fault.ts';
import type { Json } from '../lib/json.ts';
import { isObject } from '../lib/json.ts';
import { entityOf, linkFields } from './entityOf.ts';
import { getWritten } from './getWritten.ts';
import { invalid } from './invalid.ts';
import { refuseManagedFields } from './refuseManaged.ts';
import { requireGrant } from './requireGrant.ts';
import { saveLinked } from './saveLinked.ts';
import { updateRecord } from './updateRecord.ts';
import type { UpdateOptions } from './writeRecord.ts';

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
  requireGrant(ctx, entity, 'update');
  if (!isObject(body)) throw invalid([fault('', 'notRecord', {})]);
  refuseManagedFields(ctx, entity, body);
  const touched = linkFields(entity).some((field) => body[field.name] !== undefined);
  if (!touched) return updateRecord(ctx, entity, id, body, options);
  return ctx.inTx(async (tx) => {
    await updateRecord(tx, entity, id, body, { ...options, partial: true });
    await saveLinked(tx, entity, id, body, '');
    return getWritten(tx, entity.name, id);
  });
}
