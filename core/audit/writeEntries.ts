import type { AuditEntry } from '../context/types.ts';
import type { Queryable } from '../db/types.ts';

/** Adds entries, in one statement. */
export async function writeEntries(run: Queryable, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ at, action, actor, via, requestId, entity, record, details }) => ({
    at: at ?? null,
    request_id: requestId,
    actor_kind: actor?.kind ?? 'nobody',
    actor: actor?.id ?? null,
    actor_name: actor?.name ?? '',
    via,
    action,
    entity: entity ?? null,
    record: record ?? null,
    details: details ?? null,
  }));
  await run.query({ name: 'audit_write', text: writeSql, values: [JSON.stringify(rows, storable)] });
}

/**
 * What a stranger types into the form of sign-in stands here, too, and Postgres takes neither NUL nor half of a
 * surrogate pair.
 */
function storable(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\ufffd') : value;
}

const writeSql = `
insert into audit.entry (at, request_id, actor_kind, actor, actor_name, via, action, entity, record, details)
select coalesce(at, now()), request_id, actor_kind, actor, actor_name, via, action, entity, record, details
from json_to_recordset($1::json) as r(at timestamp with time zone, request_id text, actor_kind text, actor uuid, actor_name text,
  via text, action text, entity text, record uuid, details jsonb)`;
