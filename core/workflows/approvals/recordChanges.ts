import type { Queryable } from '../../db/types.ts';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { jsonEqual } from '../../lib/jsonEqual.ts';

/** From when on: a time (ISO 8601), or the number of an entry in the audit, which is not among them. */
export type Since = { readonly time: string } | { readonly entry: number };

/**
 * What has become of a record, out of its entries in the audit: `{"<x-id of the field>": [before, after]}`, and the
 * number of the last entry.
 */
export async function recordChanges(
  run: Queryable,
  record: { readonly entity: string; readonly id: string },
  since: Since,
): Promise<{ readonly changes: JsonObject; readonly last: number | null }> {
  const after = 'time' in since ? `e.at >= $3::timestamp with time zone - interval '1 ms'` : 'e.seq > $3::bigint';
  const rows = await run.query({
    text: `select e.seq, e.changes from audit.entry e
      where e.record = $2::uuid and e.entity = $1 and e.action = 'updated' and ${after} order by e.seq`,
    values: [record.entity, record.id, 'time' in since ? since.time : since.entry],
  });
  const changes = new Map<string, Json[]>();
  for (const [, text] of rows) {
    const entry: Json = JSON.parse(text ?? '{}');
    for (const [field, pair] of Object.entries(isObject(entry) ? entry : {})) {
      if (Array.isArray(pair)) changes.set(field, merged(changes.get(field), pair));
    }
  }
  const last = rows.at(-1)?.[0];
  return {
    changes: Object.fromEntries(
      [...changes].filter(([, [before = null, after = null, withheld]]) => {
        // What was withheld may differ where it looks alike.
        return withheld !== undefined || !jsonEqual(before, after);
      }),
    ),
    last: last ? Number(last) : 'entry' in since ? since.entry : await lastEntry(run, record),
  };
}

/** Both values and what is withheld of them. */
function merged(first: readonly Json[] | undefined, [before = null, after = null, withheld]: readonly Json[]): Json[] {
  const kept = first?.[2] ?? withheld;
  return [first ? (first[0] ?? null) : before, after, ...(kept === undefined ? [] : [kept])];
}

async function lastEntry(
  run: Queryable,
  { entity, id }: { readonly entity: string; readonly id: string },
): Promise<number | null> {
  const [row] = await run.query({
    text: 'select max(e.seq) from audit.entry e where e.record = $2::uuid and e.entity = $1',
    values: [entity, id],
  });
  return row?.[0] ? Number(row[0]) : null;
}
