import type { Queryable } from '../../db/types.ts';
import { quoteIdent, quoteLiteral } from '../../lib/quoteIdent.ts';

/** Numbers of rows by table; a table without any is not named. */
export type Traces = Readonly<Record<string, number>>;

/**
 * What Kiln's own tables hold about a plugin: definitions of its package, and every table that says which plugin a row
 * is of. History and audit are not among them: what happened has happened.
 */
export async function countTraces(run: Queryable, plugin: string): Promise<Traces> {
  const tables = await run.query({ text: tablesSql, values: [], readOnly: true });
  const parts = tables.map(([table, column]) => {
    const name = quoteIdent(table ?? '');
    return `select ${quoteLiteral(table ?? '')}, count(*) from kiln.${name} where ${quoteIdent(column ?? '')} = $1`;
  });
  const text = [
    `select 'definition', count(*) from kiln.definition where package = $1`,
    `select 'queue_cron', count(*) from kiln.queue_cron where starts_with(name, 'plugin ' || $1 || ' ')`,
    ...parts,
  ].join('\nunion all ');
  const rows = await run.query({ text, values: [plugin], readOnly: true });
  return Object.fromEntries(
    rows.flatMap(([table, count]): [string, number][] => (count === '0' ? [] : [[table ?? '', Number(count)]])),
  );
}

/** Tables, and not the partitions of which one consists. */
const tablesSql = `
select c.relname, a.attname
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace
join pg_attribute as a on a.attrelid = c.oid
where n.nspname = 'kiln' and c.relkind in ('r', 'p') and not c.relispartition
  and a.attname = any ('{plugin,subscriber}') and not a.attisdropped
order by c.relname, a.attname`;
