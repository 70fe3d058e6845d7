import { encryptedMask } from '../../../core/fields/encrypted.ts';
import type { Json, JsonObject } from '../../../core/lib/json.ts';
import { jsonEqual } from '../../../core/lib/jsonEqual.ts';
import type { BrowserEntity, BrowserField, BrowserModel } from '../../../core/model/browserModel.ts';
import type { RecordValues } from '../api/records.ts';
import { asObjects } from '../lib/values.ts';
import { findEntity } from './model.ts';

/**
 * What to send of a draft: fields that a client may write and that differ from what the server has. For a new record `saved`
 * is empty. A masked secret is never sent back.
 */
export function changedValues(
  model: BrowserModel,
  entity: BrowserEntity,
  saved: RecordValues,
  values: RecordValues,
): RecordValues {
  const changes: Record<string, Json> = {};
  for (const field of entity.fields) {
    if (field.computed || field.name === 'id') continue;
    const value = values[field.name] ?? null;
    if (value === encryptedMask || jsonEqual(saved[field.name], value)) continue;
    changes[field.name] = field.children ? sentLines(model, field, value) : value;
  }
  return changes;
}

/** Line items as the server takes them: their own fields, and the id of those that it knows. */
function sentLines(model: BrowserModel, field: BrowserField, value: Json): JsonObject[] {
  const child = field.children && findEntity(model, field.children.entity);
  if (!child || !field.children) return [];
  const parentField = field.children.field;
  return asObjects(value).map((row) => {
    const sent: Record<string, Json> = typeof row.id === 'string' ? { id: row.id } : {};
    for (const { name, computed } of child.fields) {
      if (computed || name === 'id' || name === parentField || row[name] === undefined || row[name] === encryptedMask)
        continue;
      sent[name] = row[name];
    }
    return sent;
  });
}
