import type { Queryable } from '../db/types.ts';
import type { TablesShape } from '../migrations/shape.ts';
import type { TableSizes } from '../migrations/sizes.ts';

/** How large tables are, by what Postgres knows without reading them. */
export async function readSizes(run: Queryable, tables: TablesShape): Promise<TableSizes> {
  const rows = await run.query({ text: sizesSql, values: [], readOnly: true });
  const found = new Map(rows.map(([name, ...numbers]) => [name, numbers.map(Number)]));
  return new Map(
    tables.flatMap(({ id, name }) => {
      const [rows, bytes] = found.get(name) ?? [];
      return rows === undefined || bytes === undefined ? [] : [[id, { rows, bytes }]];
    }),
  );
}

/**
 * As the planner does: rows a page, when they were last counted, on the pages of now. Never counted: rows of 100 bytes.
 */
const sizesSql = `
select relname,
  (case when reltuples < 0 or relpages = 0 then size / 100.0 else reltuples / relpages * size / 8192 end)::bigint, size
from (
  select relname, reltuples, relpages, pg_relation_size(oid) as size
  from pg_class
  where relnamespace = 'data'::regnamespace and relkind = 'r'
) as t`;
