import type { Ctx } from '../context/types.ts';
import type { Fault } from '../errors/KilnError.ts';
import { isObject, type JsonObject } from '../lib/json.ts';
import { quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';
import { tableOf } from '../query/entitySql.ts';
import { referenceFields } from './entityOf.ts';

/**
 * Replaces the values of polymorphic relations by `{entity: <x-id>, id}`, which is what the columns keep, after having
 * found the record: a bare id says nothing of its entity, and no foreign key holds over several tables.
 * `faults` gets what points at nothing.
 */
export async function resolveReferences(
  ctx: Ctx,
  entity: Entity,
  values: JsonObject,
  pointer: string,
  faults: Fault[],
): Promise<JsonObject> {
  const fields = referenceFields(entity).filter(
    (field) => values[field.name] !== undefined && values[field.name] !== null,
  );
  if (fields.length === 0) return values;
  const resolved: JsonObject = { ...values };
  for (const field of fields) {
    const found = await findTarget(ctx, field, values[field.name]);
    if (found) resolved[field.name] = found;
    else faults.push({ pointer: `${pointer}/${field.name}`, message: 'points at a record that does not exist' });
  }
  return resolved;
}

async function findTarget(
  ctx: Ctx,
  field: Field,
  value: JsonObject[string] | undefined,
): Promise<JsonObject | undefined> {
  const id = isObject(value) ? value.id : value;
  const only = isObject(value) ? value.entity : undefined;
  const targets = (field.relation?.targets ?? [])
    .filter((name) => only === undefined || only === name)
    .map((name) => ctx.model.entities.get(name))
    .filter((target) => target !== undefined);
  if (targets.length === 0) return undefined;
  const lookups = targets.map(
    (target) => `select ${quoteLiteral(target.id)} from ${tableOf(target)} where id = $1::uuid and deleted_at is null`,
  );
  const rows = await ctx.run.query({ text: lookups.join(' union all '), values: [id] });
  const entity = rows[0]?.[0];
  return entity && id !== undefined ? { entity, id } : undefined;
}
