import { isObject, type Json } from '../lib/json.ts';
import type { Entity, Field } from '../model/types.ts';
import type { Readable } from './readableChanges.ts';
import type { StoredEntry } from './storedEntry.ts';

/** What became of one field. */
interface ApiChange {
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
  /** `hidden`: encrypted or masked; `cut`: the beginning of long values. */
  readonly withheld?: string;
}

export interface ApiEntry extends Omit<StoredEntry, 'seq' | 'tx' | 'changes'> {
  readonly id: string;
  readonly changes: readonly ApiChange[];
}

/**
 * An entry as the API tells it: entities and fields by the names that they have now, or their x-ids when they are gone.
 */
export function toApiEntry(byId: ReadonlyMap<string, Entity>, entry: StoredEntry, readable: Readable): ApiEntry {
  const nameOf = (id: string) => byId.get(id)?.name ?? id;
  const { entity, record, parent } = entry;
  const known = entity === null ? undefined : byId.get(entity);
  const fields = new Map([...(known?.fields.values() ?? [])].map((field) => [field.id, field]));
  const changes = Object.entries(entry.changes).flatMap(([id, pair]): ApiChange[] => {
    if (!readable.field(entity ?? '', record ?? '', id)) return [];
    const change = toChange(fields.get(id)?.name ?? id, fields.get(id), pair, nameOf);
    return change ? [change] : [];
  });
  return {
    id: entry.seq,
    at: entry.at,
    action: entry.action,
    actor: entry.actor,
    via: entry.via,
    requestId: entry.requestId,
    entity: entity === null ? null : nameOf(entity),
    record,
    parent: parent && { entity: nameOf(parent.entity), id: parent.id },
    changes: inOrderOf(changes, known),
    details: entry.details,
  };
}

/** Undefined where nothing was and nothing is: a field that was left empty when the record was made. */
function toChange(
  name: string,
  field: Field | undefined,
  pair: Json,
  nameOf: (id: string) => string,
): ApiChange | undefined {
  const [before = null, after = null, withheld] = Array.isArray(pair) ? pair : [];
  if (before === null && after === null) return undefined;
  const value = (stored: Json): Json => {
    if (field?.relation?.kind !== 'polymorphic' || !isObject(stored)) return stored;
    return { ...stored, entity: nameOf(String(stored.entity)) };
  };
  const change = { field: name, before: value(before), after: value(after) };
  return withheld === undefined ? change : { ...change, withheld: String(withheld) };
}

/** As they stand in the document. */
function inOrderOf(changes: readonly ApiChange[], entity: Entity | undefined): ApiChange[] {
  const names = [...(entity?.fields.keys() ?? [])];
  const place = ({ field }: ApiChange) => (names.includes(String(field)) ? names.indexOf(String(field)) : names.length);
  return changes.toSorted((a, b) => place(a) - place(b));
}
