import type { TextRow } from '../db/types.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';

/** An entry as it lies in the table: entities and fields by their x-ids. */
export interface StoredEntry {
  /** Of the entry in the order of time, as text: it may exceed what a number holds. */
  readonly seq: string;
  /** Transaction that wrote it. Entries are ordered by it and seq: by the time at which their writes began, nearly. */
  readonly tx: string;
  /** ISO 8601 with microseconds. */
  readonly at: string;
  readonly requestId: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly name: string };
  readonly via: string;
  readonly action: string;
  readonly entity: string | null;
  readonly record: string | null;
  readonly parent: { readonly entity: string; readonly id: string } | null;
  /** By field: `[before, after]`, and a third item where the values are not all there. */
  readonly changes: JsonObject;
  readonly details: Json;
}

/** In the order that toStoredEntry expects. */
export const entryColumnsSql = `e.seq, e.tx, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.request_id, e.actor_kind, e.actor, e.actor_name,
  e.via, e.action, e.entity, e.record, e.parent_entity, e.parent, e.changes, e.snapshot, e.details`;

export function toStoredEntry(row: TextRow): StoredEntry {
  const [
    seq,
    tx,
    at,
    requestId,
    kind,
    actor,
    name,
    via,
    action,
    entity,
    record,
    parentEntity,
    parent,
    changes,
    snapshot,
    details,
  ] = row;
  return {
    seq: seq ?? '',
    tx: tx ?? '',
    at: at ?? '',
    requestId: requestId ?? '',
    actor: { kind: kind ?? '', id: actor ?? null, name: name ?? '' },
    via: via ?? '',
    action: action ?? '',
    entity: entity ?? null,
    record: record ?? null,
    parent: parentEntity && parent ? { entity: parentEntity, id: parent } : null,
    changes: { ...pairsOf(snapshot, action), ...objectOf(changes) },
    details: details ? JSON.parse(details) : null,
  };
}

/** Of a record that was purged the snapshot tells what it was, of one that was created what it became. */
function pairsOf(snapshot: string | null | undefined, action: string | null | undefined): JsonObject {
  const pairs = Object.entries(objectOf(snapshot)).map(([field, value]): [string, Json] => [
    field,
    action === 'purged' ? [value, null] : [null, value],
  ]);
  return Object.fromEntries(pairs);
}

function objectOf(text: string | null | undefined): JsonObject {
  const value: Json = JSON.parse(text ?? '{}');
  return isObject(value) ? value : {};
}
