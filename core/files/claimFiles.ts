import type { Queryable, TextRow } from '../db/types.ts';
import type { StoredFile } from './StoredFile.ts';

/**
 * Keeps files for the records that are about to refer to them, and returns what is known of those that exist, by id. Runs
 * in the transaction of that write: until it ends nobody removes them as left over, and if it fails they are as before.
 */
export async function claimFiles(run: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, StoredFile>> {
  const rows = await run.query({ name: 'claim_files', text: claimSql, values: [[...new Set(ids)]] });
  return new Map(rows.map(toFile).map((file) => [file.id, file]));
}

/** Locks in the order of ids, so that two writes with the same files wait for each other and never in a circle. */
const claimSql = `
  with claimed as (
    select id, name, size, type from kiln.file where id = any($1::uuid[]) order by id for no key update
  ), kept as (
    update kiln.file set linked = true from claimed where file.id = claimed.id and not file.linked
  )
  select id, name, size, type from claimed`;

export function toFile([id, name, size, type]: TextRow): StoredFile {
  return { id: id ?? '', name: name ?? '', size: Number(size), type: type ?? '' };
}
