import type { Db } from '../db/types.ts';
import type { FileStorage } from './FileStorage.ts';

const KEPT_HOURS = 24;
const BATCH = 500;

/**
 * Removes uploads of more than 24 hours ago that no record refers to, and stored bytes that no row of kiln.file knows
 * (a process was killed between the two). Returns how many files went. Safe to run in several processes at once.
 */
export async function removeOrphans(db: Db, storage: FileStorage): Promise<number> {
  const rows = await db.query({
    text: `delete from kiln.file where not linked and created_at < now() - make_interval(hours => $1) returning id`,
    values: [KEPT_HOURS],
  });
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

async function unknown(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db.query({
    text: `select id from unnest($1::uuid[]) as stored (id) where not exists (select from kiln.file where file.id = stored.id)`,
    values: [ids],
  });
  return rows.flatMap(([id]) => (id ? [id] : []));
}
