import type { Json } from '../../../core/lib/json.ts';
import { jsonEqual } from '../../../core/lib/jsonEqual.ts';
import type { BrowserEntity, BrowserField, BrowserModel } from '../../../core/model/browserModel.ts';
import type { RecordValues } from '../api/records.ts';
import { asObjects, isEmpty } from '../lib/values.ts';
import { memberId } from './memberId.ts';
import { findEntity } from './model.ts';

/** A field that what was typed has no place in any more. */
export interface SetAside {
  readonly field: BrowserField;
  readonly value: Json;
  /** The field is still there, with another type. */
  readonly isRetyped: boolean;
}

export interface FollowedEntity {
  /** Values of a record under the names that fields have now, without those that are gone or have another type. */
  readonly rename: (values: RecordValues) => RecordValues;
  /** New name of a field; undefined when it is gone. */
  readonly nameOf: (field: string) => string | undefined;
  /** What was typed and has no place any more. */
  readonly setAside: (saved: RecordValues, values: RecordValues) => readonly SetAside[];
}

interface Version {
  readonly model: BrowserModel;
  readonly entity: BrowserEntity;
}

/** What becomes of values of a record when its entity changes while it is open: fields are followed by their x-id. */
export function followEntity(before: Version, after: Version): FollowedEntity {
  const now = new Map(after.entity.fields.map((field) => [memberId(field), field]));
  const pairs = before.entity.fields.map((field) => ({ field, next: now.get(memberId(field)) }));
  const byName = new Map(pairs.map((pair) => [pair.field.name, pair]));
  return {
    rename(values) {
      const renamed: Record<string, Json> = {};
      for (const [name, value] of Object.entries(values)) {
        const pair = byName.get(name);
        if (!pair) renamed[name] = value;
        else if (pair.next && !isRetyped(pair.field, pair.next)) {
          renamed[pair.next.name] = renameLines(before.model, after.model, pair.field, pair.next, value);
        }
      }
      return renamed;
    },
    nameOf: (name) => byName.get(name)?.next?.name,
    setAside: (saved, values) =>
      pairs.flatMap(({ field, next }) => {
        if (next && !isRetyped(field, next)) return [];
        const value = values[field.name] ?? null;
        if (field.computed || field.system || isEmpty(value) || jsonEqual(value, saved[field.name])) return [];
        return [{ field, value, isRetyped: next !== undefined }];
      }),
  };
}

/** The same value may be written otherwise in the other type, or not at all. */
function isRetyped(field: BrowserField, next: BrowserField): boolean {
  return field.type !== next.type || field.computed !== next.computed;
}

function renameLines(
  before: BrowserModel,
  after: BrowserModel,
  field: BrowserField,
  next: BrowserField,
  value: Json,
): Json {
  const [was, is] = [field, next].map(({ children }, at) =>
    children ? findEntity(at === 0 ? before : after, children.entity) : undefined,
  );
  if (!was || !is || !Array.isArray(value)) return value;
  const { rename } = followEntity({ model: before, entity: was }, { model: after, entity: is });
  return asObjects(value).map((row) => ({ ...rename(row) }));
}
