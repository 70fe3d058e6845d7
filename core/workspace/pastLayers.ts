import type { Queryable } from '../db/types.ts';
import type { Definition } from '../definitions/types.ts';
import { isObject } from '../lib/json.ts';
import type { StoredDefinitions } from './definitionStore.ts';

/** The documents of all packages as they were right after the change-set with this number; 0: before the first. */
export async function pastLayers(
  db: Queryable,
  stored: StoredDefinitions,
  seq: number,
): Promise<readonly Definition[]> {
  if (seq >= stored.seq) return stored.layers;
  const rows = await db.query({ text: changedSinceSql, values: [seq, stored.seq] });
  const changed = new Set(rows.map(([kind, name, owner]) => JSON.stringify([kind, name, owner])));
  return [
    ...stored.layers.filter(({ kind, name, package: owner }) => !changed.has(JSON.stringify([kind, name, owner]))),
    ...rows.flatMap(([kind, name, owner, before]): Definition[] => {
      const document: unknown = JSON.parse(before ?? 'null');
      return kind && name && owner && isObject(document) ? [{ kind, name, package: owner, document }] : [];
    }),
  ];
}

/** Of each document that was changed since: what it was before the first of its changes. */
const changedSinceSql = `
select distinct on (c.kind, c.name, c.package) c.kind, c.name, c.package, c.before
from kiln.changeset as s
cross join json_to_recordset(s.changes) as c(kind text, name text, package text, before json)
where s.seq > $1 and s.seq <= $2
order by c.kind, c.name, c.package, s.seq`;
