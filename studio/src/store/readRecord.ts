import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import type { BrowserEntity, BrowserField, BrowserModel } from '../../../core/model/browserModel.ts';
import { findEntity } from './model.ts';

/** What a related record is called, learned while reading another. */
interface KnownLabel {
  readonly entity: string;
  readonly id: string;
  readonly label: Json;
}

export interface ReadRecord {
  /** Relations as ids, as the API writes them. */
  readonly values: JsonObject;
  readonly labels: readonly KnownLabel[];
}

/** A record that was selected with the names of its related records, taken apart into values to edit and those names. */
export function readRecord(model: BrowserModel, entity: BrowserEntity, record: JsonObject): ReadRecord {
  const labels: KnownLabel[] = [];
  const values: JsonObject = { ...record };
  for (const field of entity.fields) {
    const value = record[field.name];
    if (value === undefined || value === null) continue;
    if (field.relation && field.relation.kind !== 'polymorphic')
      values[field.name] = readRelation(model, field, value, labels);
    if (field.children && Array.isArray(value)) {
      const child = findEntity(model, field.children.entity);
      values[field.name] = value.filter(isObject).map((row) => {
        if (!child) return row;
        const line = readRecord(model, child, row);
        labels.push(...line.labels);
        return line.values;
      });
    }
  }
  return { values, labels };
}

function readRelation(model: BrowserModel, field: BrowserField, value: Json, labels: KnownLabel[]): Json {
  if (Array.isArray(value)) return value.map((item) => readRelation(model, field, item, labels));
  if (!isObject(value)) return value;
  const target = field.relation?.targets[0] ?? '';
  const id = value.id ?? null;
  const display = findEntity(model, target)?.display;
  if (typeof id === 'string' && display !== undefined && value[display] !== undefined) {
    labels.push({ entity: target, id, label: value[display] });
  }
  return id;
}
