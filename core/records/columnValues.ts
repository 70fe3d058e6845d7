import type { Ctx } from '../context/types.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { blindIndexPurpose } from '../model/blindIndexPurpose.ts';
import type { Entity, Field } from '../model/types.ts';

/**
 * Checked API values as the JSON object that json_to_recordset casts to columns, by column name.
 * Encrypted texts are sealed here: clear text never reaches a statement.
 */
export function columnValues(ctx: Ctx, entity: Entity, values: JsonObject): JsonObject {
  const row: JsonObject = {};
  for (const name in values) {
    const field = entity.fields.get(name);
    const value = values[name];
    if (!field || value === undefined || field.columns.length === 0) continue;
    if (value === null) for (const column of field.columns) row[column.name] = null;
    else if (field.type.name === 'encrypted') Object.assign(row, seal(ctx, entity, field, value));
    else if (field.type.toColumns) Object.assign(row, field.type.toColumns(value, field.schema, field.column));
    else row[field.column] = value;
  }
  return row;
}

function seal(ctx: Ctx, entity: Entity, field: Field, value: Json): JsonObject {
  const text = String(value);
  const sealed = { sealed: ctx.vault.seal(text), index: ctx.vault.blindIndex(text, blindIndexPurpose(entity, field)) };
  return field.type.toColumns?.(sealed, field.schema, field.column) ?? {};
}
