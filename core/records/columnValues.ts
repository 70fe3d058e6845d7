import type { Ctx } from '../context/types.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { blindIndexPurpose } from '../model/blindIndexPurpose.ts';
import type { Entity, Field } from '../model/types.ts';

/** Fields whose values a write puts into the entity's own table. */
export function columnFields(entity: Entity): Field[] {
  return [...entity.fields.values()].filter((field) => !field.system && !field.computed && field.columns.length > 0);
}

/**
 * Checked API values as the JSON object that json_to_recordset casts to columns, by column name.
 * Encrypted texts are sealed here: clear text never reaches a statement.
 */
export function columnValues(ctx: Ctx, entity: Entity, values: JsonObject): JsonObject {
  const row: JsonObject = {};
  for (const [name, value] of Object.entries(values)) {
    const field = entity.fields.get(name);
    if (field && field.columns.length > 0) Object.assign(row, valueColumns(ctx, entity, field, value));
  }
  return row;
}

function valueColumns(ctx: Ctx, entity: Entity, field: Field, value: Json): JsonObject {
  if (value === null) return Object.fromEntries(field.columns.map((column) => [column.name, null]));
  const stored = field.type.name === 'encrypted' && typeof value === 'string' ? seal(ctx, entity, field, value) : value;
  return field.type.toColumns?.(stored, field.schema, field.column) ?? { [field.column]: stored };
}

function seal(ctx: Ctx, entity: Entity, field: Field, value: string): Json {
  return { sealed: ctx.vault.seal(value), index: ctx.vault.blindIndex(value, blindIndexPurpose(entity, field)) };
}
