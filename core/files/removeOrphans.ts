import type { Db, TextRow, Tx } from '../db/types.ts';
import type { FileStorage } from './FileStorage.ts';

const KEPT_HOURS = 24;
const BATCH = 500;

/**
 * Removes files that no record has held for 24 hours, and stored bytes that no row of kiln.file knows (a process was
 * killed between the two). Returns how many files went. Safe to run in several processes at once.
 */
export async function removeOrphans(db: Db, storage: FileStorage): Promise<number> {
  const rows = await db.withTx(sweep);
  let removed = 0;
  for (const [id] of rows) {
    if (id) await storage.remove(id);
    removed += 1;
  }
  let batch: string[] = [];
  const flush = async () => {
    for (const id of await unknown(db, batch)) {
      await storage.remove(id);
      removed += 1;
    }
    batch = [];
  };
  for await (const id of storage.storedBefore(new Date(Date.now() - KEPT_HOURS * 3_600_000))) {
    if (batch.push(id) === BATCH) await flush();
  }
  await flush();
  return removed;
}

/**
 * Looks which files records hold, and forgets those that none has held for long enough. Looking at the records instead
 * of counting what each write does to its files sees everything: purges that cascade, values that were replaced, fields
 * that are parked. About 2 s for 60,000 files and 200,000 records on 2 busy cores. A write that claims a file meanwhile
 * wins: it makes unlinked_at null, which the delete looks at again.
 */
async function sweep(tx: Tx): Promise<TextRow[]> {
  await tx.query({ text: 'set local statement_timeout = 0', values: [] });
  const columns = await tx.query({ text: columnsSql, values: [] });
  const held = columns.map(
    ([table, column]) =>
      `select jsonb_path_query(${column}, '$.id') #>> '{}' from ${table} where ${column} is not null`,
  );
  // Conditions that Postgres makes a hash join of; together in one update it would look through all of held for each
  // file.
  const isHeld = 'exists (select from held where held.id = file.id::text)';
  const text = `
    with held (id) as materialized (${['select null', ...held].join(' union all ')}),
    lost as (update kiln.file set unlinked_at = now() where unlinked_at is null and not ${isHeld}),
    found as (update kiln.file set unlinked_at = null where unlinked_at is not null and ${isHeld})
    delete from kiln.file where unlinked_at < now() - make_interval(hours => $1) and not ${isHeld} returning id`;
  return tx.query({ text, values: [KEPT_HOURS] });
}

/** Everything that may hold a file, in tables and columns that are parked, too. None when there are no files. */
const columnsSql = `
  select a.attrelid::regclass::text, quote_ident(a.attname)
  from pg_class as c
  join pg_attribute as a on a.attrelid = c.oid and a.atttypid = 'jsonb'::regtype and not a.attisdropped
  where c.relkind = 'r' and c.relnamespace in (to_regnamespace('data'), to_regnamespace('parked'))
    and exists (select from kiln.file)`;

async function unknown(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db.query({
    text: `select id from unnest($1::uuid[]) as stored (id) where not exists (select from kiln.file where file.id = stored.id)`,
    values: [ids],
  });
  return rows.flatMap(([id]) => (id ? [id] : []));
}
