/**
 * SQL of the sha-256 of an entry, `e`: of all its columns as one JSON array, in which each value has only one form.
 * Stands in the statement and in no function of the database, which whoever changes entries could change, too.
 */
export const rowDigest = `sha256(convert_to(jsonb_build_array(e.seq, e.at, e.tx::text, e.request_id, e.actor_kind, e.actor, e.actor_name, e.via,
  e.action, e.entity, e.record, e.parent_entity, e.parent, e.changes, e.snapshot::text, e.details)::text, 'UTF8'))`;

/** Bytes of one digest. */
export const digestLength = 32;
