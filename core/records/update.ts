import type { Ctx } from '../context/types.ts';
import { fault } from '../errors/fault.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import type { Entity } from '../model/types.ts';
import { entityOf, isLinked } from './entityOf.ts';
import { getWritten } from './getWritten.ts';
import { invalid } from './invalid.ts';
import { refuseManagedFields } from './refuseManaged.ts';
import { requireGrant } from './requireGrant.ts';
import { saveLinked } from './saveLinked.ts';
import { type HookedUpdate, updateHooked } from './updateHooked.ts';
import { updateRecord } from './updateRecord.ts';
import { updateWhole } from './updateWhole.ts';
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
  options: UpdateOptions & { readonly hooked?: HookedUpdate | undefined } = {},
): Promise<string> {
  const entity = entityOf(ctx, entityName);
  requireGrant(ctx, entity, 'update');
  if (!isObject(body)) throw invalid([fault('', 'notRecord', {})]);
  refuseManagedFields(ctx, entity, body);
  return updateHooked(ctx, entity, id, body, options, (inner, values, how) => write(inner, entity, id, values, how));
}

async function write(
  ctx: Ctx,
  entity: Entity,
  id: string,
  values: JsonObject,
  options: UpdateOptions & { readonly own: readonly string[] },
): Promise<string> {
  if (!isLinked(entity, values)) return updateRecord(ctx, entity, id, values, options);
  return ctx.inTx(async (tx) => {
    await updateWhole(tx, entity, id, async (quiet) => {
      await updateRecord(tx, entity, id, values, { ...options, quiet, partial: true });
      await saveLinked(tx, entity, id, values, '');
    });
    return getWritten(tx, entity.name, id);
  });
}
